from telcost.web import frame
report = frame.open_report("imports")

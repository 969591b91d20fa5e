"""Where one department's money went: kind of cost, then queue or campaign, then number, then calls."""

from telcost.web import calls, drill, figures, frame, level

report = frame.open_report("department")
place = drill.here(report)
steps = drill.way(report, place)

report.called(steps[-1].label)
drill.breadcrumb(steps)
figures.place(report, steps)

if place.number:
    calls.show(report, place)
elif place.source:
    level.numbers(report, place)
elif place.kind:
    level.sources(report, place)
else:
    level.kinds(report, place)

"""Where one department's money went: kind of cost, then queue or campaign, then number, then calls."""

from telcost.web import calls, drill, figures, frame, level, words

report = frame.open_report("department")
place = drill.here(report)
steps = drill.way(report, place)
report.called(steps[-1].label)
drill.breadcrumb(steps)

figures.place(report, steps)
beside = "total_cost share_pct call_count total_minutes"

if place.number:
    calls.show(report, place)
elif place.source:
    numbers = report.by_number(place.department, place.kind, place.source)
    level.show(report, numbers, "number", lambda row: drill.number_label(row["number"]), beside, place.into("number"))
elif place.kind:
    sources = report.by_source(place.department, place.kind)
    level.show(report, sources, "source", drill.source_label, beside, place.into("source"))
else:
    kinds = report.by_kind(place.department)
    level.show(report, kinds, "kind", lambda row: words.kind(row["kind"]), beside, place.into("kind"))

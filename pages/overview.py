"""What telephony cost this month, what changed, what to act on, who caused it, and whether it ties to the invoices."""

import streamlit as st

from telcost.web import charts, drill, figures, finding, frame, level

report = frame.open_report("overview")
departments = report.departments()
is_one = len(departments) == 1

if is_one:
    report.called(departments[0]["label"])
figures.headline(report)
finding.show(report, departments)
figures.proof(report)

if is_one:
    level.kinds(report, drill.here(report))
else:
    level.departments(report, departments)

trend, beside = st.columns([5, 8], gap="small")
with trend, st.container(border=True, height="stretch"):
    st.subheader("Month by month", anchor=False)
    charts.months(report.trend(), str(report.period), report.currency, "Bars: total cost of each month")
with beside:
    if is_one:
        finding.numbers(report, departments[0])
    elif report.viewer.sees_all:
        figures.waiting(report)

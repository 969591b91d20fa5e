"""Do the suppliers' invoices tie to what we can explain, how did calls and records match, and what is left to do?"""

import streamlit as st

from telcost.web import bills, figures, frame, state

report = frame.open_report("reconciliation")
supplier = state.read("supplier")

figures.proof(report)

picture, table = st.columns([5, 8], gap="small")
with picture:
    bills.picture(report)
with table:
    bills.suppliers(report)

bills.lines(report, supplier)
bills.matches(report)
figures.waiting(report)

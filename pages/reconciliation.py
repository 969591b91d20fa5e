"""Do the suppliers' invoices tie to what we can explain, how did calls and records match, and what is left to do?"""

import streamlit as st

from telcost.web import charts, figures, frame, state, tables, words

report = frame.open_report("reconciliation")
suppliers = report.reconciliation()
chosen = state.read("supplier")

figures.proof(report)
left, right = st.columns([5, 8], gap="small")
with left, st.container(border=True, height="stretch"):
    st.subheader("What each bill is made of", anchor=False)
    charts.classes(suppliers, "supplier", tuple(figures.CLASSES), report.currency, "Bars: each supplier's bill by class")
with right:
    tables.card(report, [row | {"name": row["supplier"]} for row in suppliers],
                "name is_estimate invoiced explained variance difference lines", "Suppliers", "reconciliation",
                on_pick=lambda row: state.go(supplier=row["supplier"]), picked="supplier",
                note="Explained + variance = invoiced. Press a supplier for its invoice lines alone.")  # fmt: skip

lines = [row for row in report.invoice_lines() if chosen in (None, row["supplier"])]
tables.card(report, lines, "supplier description amount direct shared overhead unattributed variance kind explained_by"
            " invoice_number line_number is_estimate file line", "Invoice lines" + (f" of {words.plain(chosen)}" if chosen else ""), "invoice lines")  # fmt: skip
tables.card(report, report.matches(), "supplier match_class calls amount", "How carrier calls and legs found each other", "matches")
figures.waiting(report)

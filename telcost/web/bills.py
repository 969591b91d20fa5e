"""The suppliers' bills: what each is made of, line by line, and how carrier calls and legs found each other."""

import streamlit as st

from telcost.web import charts, figures, state, tables
from telcost.web.words import plain

SUPPLIER = "name is_estimate invoiced explained variance difference lines"
LINE = (
    "supplier description amount direct shared overhead unattributed variance kind explained_by"
    " invoice_number line_number is_estimate file line"
)


def picture(report) -> None:
    with st.container(border=True):
        st.subheader("What each bill is made of", anchor=False)
        classes = tuple(figures.CLASSES)
        charts.classes(
            report.reconciliation(), "supplier", classes, report.currency, "Bars: each supplier's bill by class"
        )


def suppliers(report) -> None:
    """Explained + variance = invoiced; pressing a supplier leaves its invoice lines alone."""
    rows = [row | {"name": row["supplier"]} for row in report.reconciliation()]
    note = "Explained + variance = invoiced. Press a supplier to see only its invoice lines."
    card = tables.Card("Suppliers", "reconciliation", SUPPLIER, note, picked="supplier")
    tables.card(report, rows, card, lambda row: state.go(supplier=row["supplier"]))


def lines(report, supplier: str | None) -> None:
    rows = [row for row in report.invoice_lines() if supplier in (None, row["supplier"])]
    title = f"Invoice lines of {plain(supplier)}" if supplier else "Invoice lines"
    tables.card(report, rows, tables.Card(title, "invoice lines", LINE))


def matches(report) -> None:
    title = "How carrier calls and legs found each other"
    tables.card(report, report.matches(), tables.Card(title, "matches", "supplier match_class calls amount"))

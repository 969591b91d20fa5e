"""The tables: one glossary of columns, so that a word and its format are the same on every page, and beside each
table its rows as CSV. It formats and lays out; the rows are a Report's, and nothing is added to them.
"""

from collections.abc import Callable
from datetime import datetime
from decimal import Decimal

import pandas as pd
import streamlit as st

from telcost.exports import csv
from telcost.web import words
from telcost.web.words import plain

FORMATS = {"USD": "dollar", "EUR": "euro"}
ROW, HEADER, ROWS_SHOWN = 31, 32, 14

# What people read above a column. A unit in a heading is the unit of every figure below it.
HEADINGS = {
    "department": "Department", "label": "Name", "kind": "Kind of cost", "number": "Number", "source": "Source",
    "total_cost": "Cost", "amount": "Amount", "share_pct": "Share", "call_count": "Calls", "calls": "Calls",
    "total_minutes": "Minutes", "avg_cost_per_call": "Per call", "started_at": "Began", "used_on": "Day",
    "our_number": "Our number", "other_number": "Other number", "duration_seconds": "Seconds",
    "seconds": "Seconds", "billed_seconds": "Billed seconds", "rate": "Rate", "connection_fee": "Connection fee",
    "rate_label": "Card row", "rate_file": "Card", "rate_line": "Card line", "audit_amount": "Our price",
    "match_class": "Match", "price": "Rate", "card": "Card row", "record": "Record", "is_estimate": "Estimated", "explained_by": "Explained by", "gate": "Not yet true",
    "file": "File", "line": "Line", "queue": "Queue", "user": "Person", "cost_centre": "Cost centre",
    "non_data": "Not data", "set_aside": "Set aside", "column_name": "Column", "value": "It says",
    "message": "What to do", "from_at": "From", "to_at": "To", "class": "Class", "basis": "Priced by",
    "reason": "Why", "invoiced": "Invoiced", "invoice_number": "Invoice", "line_number": "Invoice line",
}  # fmt: skip
NAMED = ("kind", "basis", "match_class", "gate", "explained_by", "class", "rule", "purpose", "segment_type")
COUNTS = ("call_count", "calls", "lines", "records", "accepted", "duplicates", "conflicts", "set_aside", "non_data",
          "billed_seconds")  # fmt: skip


def show(rows: list[dict], columns: str, name: str, alt: str, currency: str = "", on_pick: Callable | None = None,
         title: str = "", at_most: int = ROWS_SHOWN) -> None:  # fmt: skip
    """`columns`: their names, spaces between. With `on_pick` the first column, headed `title`, is pressed and hands
    over its row. Money shows as many places as its dearest row has."""
    names = columns.split()
    frame = pd.DataFrame([{column: _cell(column, row[column]) for column in names} for row in rows], columns=names)
    config = {column: _format(column, [row[column] for row in rows], currency) for column in names}
    if on_pick:
        frame[names[0]] = frame[names[0]] + " ›"
        config[names[0]] = _pressed(title.capitalize(), name, lambda row: on_pick(rows[row]))
    height = HEADER + ROW * min(len(rows), at_most) + 3
    st.dataframe(frame, hide_index=True, column_config=config, height=height, row_height=ROW, alt=alt, placeholder="",
                 key=f"table {name}")  # fmt: skip


def steps(rows: list[dict], currency: str, alt: str) -> None:
    """From an amount back to a line of a file, as text that is read to its end."""
    st.table(
        [
            {
                "Step": plain(row["step"].capitalize()),
                "What": plain(row["text"]),
                f"Amount, {currency}": "" if row["amount"] is None else plain(f"{row['amount']:,f}"),
                "File and line": plain(f"{row['file']}, line {row['line']}" if row["file"] else ""),
            }
            for row in rows
        ],
        border="horizontal", hide_index=True, alt=alt,
    )  # fmt: skip


def card(report, rows: list[dict], columns: str, title: str, name: str, on_pick: Callable | None = None,
         note: str = "", picked: str = "", empty: str = "None in this month.", at_most: int = ROWS_SHOWN) -> None:  # fmt: skip
    """A table in a frame of its own, with its title and its CSV; without rows it says so."""
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.subheader(title, anchor=False, width="content")
            if rows:
                download(report, rows, name)
        if note:
            st.caption(note)
        if rows:
            show(rows, columns, name, f"Table: {title}", report.currency if report else "", on_pick, title=picked, at_most=at_most)
        else:
            st.caption(empty)


def download(report, rows: list[dict], question: str, *filters: str) -> None:
    """The same rows as a file, every column of them, every digit. Without a report (files, not figures): without its
    month and build in the name."""
    name = csv.file_name(report, question, *filters) if report else f"telcost_{question.replace(' ', '-')}.csv"
    st.download_button("CSV", csv.text(rows), name, "text/csv", key=f"csv {question}", on_click="ignore", type="tertiary",
                       icon=":material/download:")  # fmt: skip


def heading(column: str) -> str:
    return HEADINGS.get(column, column.replace("_", " ").capitalize())


def _cell(column: str, value):
    if column in NAMED:
        return words.kind(value or "")
    return value.replace(tzinfo=None) if isinstance(value, datetime) else value


def _pressed(title: str, name: str, on_row: Callable):
    key = f"pressed {name}"
    return st.column_config.ButtonColumn(
        title, type="tertiary", alignment="left", key=key, on_click=lambda: on_row(st.session_state[key].row)
    )


def _format(column: str, values: list, currency: str):
    title = heading(column)
    if column == "share_pct":
        return st.column_config.ProgressColumn(title, format="%.1f%%", min_value=0, max_value=100)
    if column.endswith("_at"):
        return st.column_config.DatetimeColumn(title, format="YYYY-MM-DD HH:mm:ss")
    if column in COUNTS:
        return st.column_config.NumberColumn(title, format="localized")
    places = max((-value.as_tuple().exponent for value in values if isinstance(value, Decimal)), default=None)
    if places is None:
        return st.column_config.Column(title)
    if column.endswith(("_minutes", "_seconds")):
        return st.column_config.NumberColumn(title, format="localized" if column.endswith("seconds") else "accounting")
    if places <= 2 and currency in FORMATS:
        return st.column_config.NumberColumn(title, format=FORMATS[currency])
    return st.column_config.NumberColumn(f"{title}, {currency}", format=f"%.{min(places, 6)}f")

"""The tables: one glossary of columns, so that a word and its format are the same on every page, and beside each
table its rows as CSV. It formats and lays out; the rows are a Report's, and nothing is added to them.
"""

from collections.abc import Callable
from dataclasses import dataclass
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
    "amount": "Amount", "audit_amount": "Our price", "avg_cost_per_call": "Per call", "basis": "Priced by",
    "call_count": "Calls", "card": "Card row", "column_name": "Column", "explained_by": "Explained by",
    "from_at": "From", "gate": "Not yet true", "invoice_number": "Invoice", "is_estimate": "Estimated", "kind": "Kind of cost",
    "line_number": "Invoice line", "match_class": "Match", "message": "What to do", "non_data": "Not data",
    "price": "Rate", "reason": "Why", "share_pct": "Share", "duration_seconds": "Seconds", "started_at": "Began",
    "ended_at": "Ended", "to_at": "To", "total_cost": "Cost", "total_minutes": "Minutes", "user": "Person",
    "why": "Why",
}  # fmt: skip
NAMED = "kind basis match_class gate explained_by class rule purpose segment_type".split()
COUNTS = ("call_count", "calls", "lines", "records", "accepted", "duplicates", "conflicts", "set_aside", "non_data",
          "billed_seconds")  # fmt: skip


def show(
    rows: list[dict], columns: str, name: str, alt: str, currency: str = "",
    on_pick: Callable | None = None, title: str = "", at_most: int = ROWS_SHOWN,
) -> None:  # fmt: skip
    """`columns`: their names, spaces between. With `on_pick` the first column, headed `title`, is pressed and hands
    over its row. Money shows as many places as its most exact row has."""
    names = columns.split()
    cells = [{column: _cell(column, row[column]) for column in names} for row in rows]
    config = {column: _format(column, [row[column] for row in rows], currency) for column in names}
    if on_pick:
        cells = [row | {names[0]: f"{row[names[0]]} ›"} for row in cells]
        config[names[0]] = _pressed(title.capitalize(), name, lambda row: on_pick(rows[row]))
    height = HEADER + ROW * min(len(rows), at_most) + 3
    how = {"hide_index": True, "height": height, "row_height": ROW, "placeholder": "", "key": f"table {name}"}
    st.dataframe(pd.DataFrame(cells, columns=names), column_config=config, alt=alt, **how)


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


@dataclass(frozen=True)
class Card:
    """How a table stands on its own: title, name of its CSV, columns, and what is said above it or instead of it."""

    title: str
    name: str
    columns: str
    note: str = ""
    empty: str = "None in this month."
    picked: str = ""
    at_most: int = ROWS_SHOWN


def card(report, rows: list[dict], how: Card, on_pick: Callable | None = None) -> None:
    """Without a report: files, not figures."""
    currency = report.currency if report else ""
    with st.container(border=True):
        titled(report, rows, how.title, how.name)
        if note := how.note if rows else how.empty:
            st.caption(note)
        if rows:
            alt = f"Table: {how.title}"
            show(rows, how.columns, how.name, alt, currency, on_pick, how.picked, how.at_most)


def titled(report, rows: list[dict] | Callable, title: str, question: str, *filters: str) -> None:
    """A title, and opposite it the rows as a file; rows that are many are asked for when the file is wanted."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        st.subheader(title, anchor=False, width="content")
        if rows:
            download(report, rows, question, *filters)


def download(report, rows: list[dict] | Callable, question: str, *filters: str) -> None:
    """The same rows as a file, every column of them, every digit; its name says which month and build they are of."""
    name = csv.file_name(report, question, *filters) if report else f"telcost_{question.replace(' ', '-')}.csv"
    how = {"on_click": "ignore", "type": "tertiary", "icon": ":material/download:"}
    data = (lambda: csv.text(rows())) if callable(rows) else csv.text(rows)
    st.download_button("CSV", data, name, "text/csv", key=f"csv {question}", **how)


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

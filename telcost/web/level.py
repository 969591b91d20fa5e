"""One level of a drill: the dearest rows as bars beside all rows as a table; pressing either leads one level down."""

from collections.abc import Callable

import streamlit as st

from telcost.report import hundred
from telcost.web import calls, charts, drill, state, tables, words
from telcost.web.drill import Place

BESIDE = "total_cost share_pct call_count total_minutes"


def departments(report, rows: list[dict]) -> None:
    def into(row: dict) -> None:
        state.go("department", department=row["department"])

    _show(report, rows, "department", lambda row: row["label"], into, f"{BESIDE} avg_cost_per_call")


def kinds(report, place: Place) -> None:
    rows = report.by_kind(place.department)
    _show(report, rows, "kind", lambda row: words.kind(row["kind"]), place.into("kind"))


def sources(report, place: Place) -> None:
    rows = report.by_source(place.department, place.kind)
    _show(report, rows, "source", drill.source_label, place.into("source"))


def numbers(report, place: Place) -> None:
    """Where nothing has a number (seats, pools), the charges themselves."""
    rows = report.by_number(place.department, place.kind, place.source)
    if all(row["number"] in drill.NO_NUMBERS for row in rows):
        calls.show(report, place)
        return
    _show(report, rows, "number", lambda row: drill.number_label(row["number"]), place.into("number"))


def _show(report, rows: list[dict], what: str, label: Callable, into: Callable, columns: str = BESIDE) -> None:
    shares = hundred([(f"{at:09}", row["total_cost"]) for at, row in enumerate(rows)])
    named = [row | {"name": label(row), "share_pct": shares[f"{at:09}"]} for at, row in enumerate(rows)]
    left, right = st.columns([5, 8], gap="small")
    with left, st.container(border=True, height="stretch"):
        st.subheader(f"Cost by {what}", anchor=False)
        charts.bars(named, report.currency, f"Bars: cost by {what}, dearest first", f"bars {what}", into)
    with right, st.container(border=True, height="stretch"):
        tables.titled(report, rows, f"{len(rows)} {what}{'' if len(rows) == 1 else 's'}", f"by {what}")
        tables.show(named, f"name {columns}", f"by {what}", f"Table: cost by {what}", report.currency, into, what)

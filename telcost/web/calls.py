"""The calls (and lone charges) at the bottom of a drill, a screenful at a time; each leads to its own page."""

from dataclasses import asdict

import streamlit as st

from telcost.web import state, tables
from telcost.web.drill import Place, nothing

PAGE = 100


def show(report, place: Place) -> None:
    page = _page()
    filters = {"kind": place.kind, "source": place.source, "number": place.asked_number}
    rows = report.calls(place.department, **filters, limit=PAGE + 1, offset=(page - 1) * PAGE)
    if not rows:
        nothing("There are no calls here in this month.")
    named = [row | {"name": _label(row)} for row in rows[:PAGE]]
    has_calls = any(row["conversation_id"] for row in rows)
    length = "duration_seconds " if place.kind else ""  # of several kinds the same seconds would count twice
    about = f"{length}direction our_number other_number queue " if has_calls else ""
    columns = f"name amount {about}user reason"
    alt = "Table: calls and charges, dearest first"

    def everything() -> list[dict]:
        return report.again().calls(place.department, **filters, limit=None)

    with st.container(border=True):
        what = "Calls" if has_calls else "Charges"
        tables.titled(report, everything, f"{what}, dearest first", "calls", place.department)
        tables.show(named, columns, "calls", alt, report.currency, lambda row: _open(place, row), "began")
        _turn(place, page, has_more=len(rows) > PAGE)


def _page() -> int:
    page = state.read("page") or "1"
    return max(int(page), 1) if page.isdecimal() and len(page) < 7 else 1


def _label(row: dict) -> str:
    if row["started_at"]:
        return f"{row['started_at']:%Y-%m-%d %H:%M:%S}"
    return str(row["used_on"] or "Whole month")


def _open(place: Place, row: dict) -> None:
    what = {"conversation": row["conversation_id"]} if row["conversation_id"] else {"line": row["cost_line_id"]}
    state.go("call", **asdict(place), **what)


def _turn(place: Place, page: int, has_more: bool) -> None:
    if page == 1 and not has_more:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        for text, to, is_there in (("Dearer", page - 1, page > 1), ("Cheaper", page + 1, has_more)):
            st.button(text, disabled=not is_there, on_click=state.go, kwargs=asdict(place) | {"page": str(to)})
        st.caption(f"Page {page}, {PAGE} a page")

"""The one thing to act on: a number that makes much of a department's bill with few of its calls."""

from dataclasses import dataclass
from decimal import Decimal

import streamlit as st

from telcost.web import state, tables, words
from telcost.web.drill import number_label
from telcost.web.words import plain

DEPARTMENTS_ASKED = 5
NUMBERS = tables.Card(
    "Dearest numbers",
    "numbers",
    "name total_cost call_count total_minutes",
    picked="number",
    at_most=8,
)
MUCH, FEW = Decimal("0.10"), Decimal("0.05")


@dataclass(frozen=True)
class Finding:
    department: str
    label: str
    number: str
    cost: Decimal
    calls: int
    of_cost: Decimal
    of_calls: Decimal


def show(report, departments: list[dict]) -> None:
    """Nothing when no number stands out."""
    found = dearest(report, departments)
    if found is None:
        return
    with st.container(
        border=True, horizontal=True, vertical_alignment="center", horizontal_alignment="distribute", key="finding"
    ):
        cost = plain(words.money(found.cost, report.currency, 2))
        calls = f"{found.calls:,} {'call' if found.calls == 1 else 'calls'}"
        whose = plain(words.of(found.label))
        st.markdown(
            f"## :orange[{found.of_cost:.0%} of {whose} bill is one number]\n"
            f"**{plain(found.number)}** cost {cost} in {calls}, {found.of_calls:.1%} of {whose} calls.",
            width="content", anchors=False,
        )  # fmt: skip
        st.button(
            "See its calls",
            icon=":material/arrow_forward:",
            icon_position="right",
            type="primary",
            on_click=_calls_of,
            args=(found.department, found.number),
        )


def numbers(report, department: dict) -> None:
    """The dearest numbers of one department, whatever kind of cost they made; press one for its calls."""
    rows = [
        row | {"name": number_label(row["number"])}
        for row in report.by("number", department["department"])
        if row["number"]
    ]
    tables.card(report, rows, NUMBERS, lambda row: _calls_of(department["department"], row["number"]))


def _calls_of(department: str, number: str) -> None:
    state.go("department", department=department, number=number)


def dearest(report, departments: list[dict]) -> Finding | None:
    """Of the dearest departments, the number with the largest part of its department's bill and few of its calls."""
    asked = [row for row in departments if not row["account"]][:DEPARTMENTS_ASKED]
    found = [finding for row in asked for finding in _standing_out(report, row)]
    return max(found, key=lambda finding: finding.of_cost, default=None)


def _standing_out(report, department: dict) -> list[Finding]:
    bill, calls = department["total_cost"], department["call_count"]
    if bill <= 0 or not calls:
        return []
    rows = [row for row in report.by("number", department["department"]) if row["number"]]
    found = [
        Finding(department["department"], department["label"], row["number"], row["total_cost"], row["call_count"],
                row["total_cost"] / bill, Decimal(row["call_count"]) / calls)
        for row in rows
    ]  # fmt: skip
    return [finding for finding in found if finding.of_cost >= MUCH and finding.of_calls <= FEW]

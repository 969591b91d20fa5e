"""The figures at the top of a page: the headline with what changed, and the proof that nothing is lost."""

from decimal import Decimal

import streamlit as st

from telcost.report import change_pct
from telcost.web import tables, words
from telcost.web.words import plain

CLASSES = {
    "direct": "Caused by one department: its calls, its seats.",
    "shared": "Pools that departments share by what they used.",
    "overhead": "Before anybody could answer: menus, calls that never reached a queue.",
    "unattributed": "No rule places it yet: somebody has to.",
    "variance": "Billed, but not explained by what we saw.",
}
WAITING = tables.Card(
    "What somebody must act on",
    "gates",
    "gate amount subject message",
    empty="Nothing: this month could be closed.",
    at_most=8,
)
ESTIMATED = "What the suppliers billed; where a bill is not in, what we expect it to be."


def headline(report) -> None:
    """Four figures of what the viewer sees, each beside the month before."""
    now = report.headline()
    before = {name: now[f"previous_{name}"] for name in ("total", "total_minutes", "call_count", "avg_cost_per_call")}
    metrics(report.currency, now["previous_period"], now, before)


def metrics(currency: str, compared: str | None, now: dict, before: dict) -> None:
    with st.grid(4, min_column_width=170):
        _metric(
            "Total cost", words.money(now["total"], currency, 2), now["total"], before["total"], compared, "inverse"
        )
        _metric("Calls", f"{now['call_count']:,}", now["call_count"], before["call_count"], compared, "off")
        _metric(
            "Minutes", f"{now['total_minutes']:,.0f}", now["total_minutes"], before["total_minutes"], compared, "off"
        )
        per_call = now["avg_cost_per_call"]
        _metric(
            "Cost per call",
            "–" if per_call is None else words.money(per_call, currency, 4),
            per_call,
            before["avg_cost_per_call"],
            compared,
            "inverse",
        )


def _metric(
    label: str, figure: str, now: Decimal | int | None, before: Decimal | int | None, compared: str | None, colour: str
) -> None:
    change = None if now is None or before is None else change_pct(Decimal(now), Decimal(before))
    told = None if change is None else 0 if change == 0 else f"{change:+.1f} %"
    st.metric(
        label,
        plain(figure),
        told,
        delta_color=colour,
        border=True,
        height="stretch",
        delta_description=f"against {compared}" if told is not None else None,
    )


def place(report, steps: list) -> None:
    """What the place one is at costs, and how much of its department's bill that is."""
    department, row = steps[0].row, steps[-1].row
    if len(steps) == 1:
        before = _month_before(report, department["department"])
        metrics(report.currency, str(report.period.previous), row | {"total": row["total_cost"]}, before)
        return
    with st.grid(4, min_column_width=170):
        st.metric("Cost", plain(words.short(row["total_cost"], report.currency)), border=True)
        st.metric(
            f"Share of {plain(department['label'])}",
            words.percent(row["total_cost"], department["total_cost"]),
            border=True,
        )
        st.metric("Calls", f"{row['call_count']:,}", border=True)
        st.metric("Minutes", f"{row['total_minutes']:,.1f}", border=True)


def _month_before(report, department: str) -> dict:
    before = str(report.period.previous)
    costs = {row["period"]: row["total_cost"] for row in report.department_trend() if row["department"] == department}
    return {"total": costs.get(before), "total_minutes": None, "call_count": None, "avg_cost_per_call": None}


def proof(report) -> None:
    """direct + shared + overhead + unattributed + variance = invoices, with a tick or the gap."""
    proven = report.proof()
    with st.container(border=True, horizontal=True, vertical_alignment="center", gap="small", key="proof"):
        for place, (name, meaning) in enumerate(CLASSES.items()):
            _sign("+" if place else "")
            _term(name.capitalize(), proven[name], report.currency, meaning)
        _sign("=")
        missing = report.state()["suppliers_missing"]
        if proven["invoices"] is None:
            _term("Your total", proven["total"], report.currency, "What your departments are shown.")
        else:
            label, meaning = (
                ("Invoices and estimates", ESTIMATED) if missing else ("Invoices", "What the suppliers billed.")
            )
            _term(label, proven["invoices"], report.currency, meaning)
            _verdict(proven["difference"], report.currency, missing)


def _sign(sign: str) -> None:
    if sign:
        st.markdown(f":gray[{plain(sign)}]", width="content")


def _term(name: str, amount: Decimal, currency: str, meaning: str) -> None:
    st.markdown(
        f":small[:gray[{name}]]  \n**{plain(words.money(amount, currency, 2))}**", width="content", help=meaning
    )


def _verdict(difference: Decimal, currency: str, missing: list[str]) -> None:
    if difference == 0 and missing:
        st.badge(
            f"Adds up; no invoice yet from {plain(', '.join(missing))}", icon=":material/hourglass_top:", color="orange"
        )
    elif difference == 0:
        st.badge("Ties to the cent", icon=":material/check_circle:", color="green")
    else:
        st.badge(f"Gap {plain(words.money(difference, currency, 2))}", icon=":material/error:", color="red")


def waiting(report) -> None:
    """What somebody has to act on before the month can be closed."""
    tables.card(report, report.gates(), WAITING)

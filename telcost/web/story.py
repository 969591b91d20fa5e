"""One call as a picture and tables: what happened on the line, who owned which slice, what each amount is made of."""

from dataclasses import asdict
from decimal import Decimal

import streamlit as st

from telcost.web import charts, drill, state, tables, words
from telcost.web.words import plain

HAPPENED = ""  # what happened has no owner; slices have
PURPOSES = {
    "acd": "Queue",
    "ivr": "Menu",
    "agent": "Agent",
    "user": "User",
    "customer": "Customer",
    "external": "Outside",
}

PRICED = tables.Card(
    "What was priced",
    "charges",
    "kind supplier amount duration_seconds billed_seconds price card record basis match_class audit_amount",
    "Each amount with its seconds, the card row that priced it (or audits it) and the carrier's record.",
)
OWNED = tables.Card(
    "Whose it is",
    "cost lines",
    "name kind supplier queue user duration_seconds amount class basis reason",
    "Press a department to follow its amount to file and line.",
    picked="department",
)
SLICES = tables.Card(
    "Slices",
    "slices",
    "slice department purpose user queue flow from_at to_at duration_seconds owners rule reason",
)
SEGMENTS = tables.Card(
    "Segments",
    "segments",
    "purpose user queue flow segment_type started_at ended_at disconnect_type file line",
)


def title(call: dict) -> str:
    first = call["legs"][0]
    return f"{first['direction'].capitalize()} call of {first['started_at']:%Y-%m-%d %H:%M}"


def headline(report, call: dict) -> None:
    connected = sum(leg["duration_seconds"] for leg in call["legs"])
    with st.grid(4, min_column_width=170):
        st.metric(
            "Cost", plain(words.short(_cost(call), report.currency)), border=True, help="To the departments you see."
        )
        st.metric("Connected", words.length(connected), border=True)
        st.metric("Slices", len(call["slices"]), border=True)
        st.metric("Departments", len({cut["department"] for cut in call["slices"]}), border=True)


def sentence(call: dict) -> str:
    first = call["legs"][0]
    return (
        f"{first['our_number'] or 'A withheld number'} and {first['other_number'] or 'a withheld number'}, "
        f"{first['started_at']:%A %-d %B %Y, %H:%M:%S %Z} ({first['file']}, line {first['line']})."
    )


def timeline(call: dict) -> None:
    """Legs, then what happened on them, then whose each slice is; local time."""
    spans = [*map(_leg, call["legs"]), *map(_segment, call["segments"]), *map(_slice, call["slices"])]
    charts.timeline([span for span in spans if span["from_at"] and span["to_at"]],
                    "Timeline: legs, segments and the departments that own each slice, in local time")  # fmt: skip


def explained(report, line: str) -> None:
    """One cost line, back to file and line."""
    rows = report.explain(line)
    with st.container(border=True):
        tables.titled(report, rows, "How this amount came about", "explain", line)
        st.caption(plain(line))
        tables.steps(rows, report.currency, "Table: from the amount back to file and line")


def amounts(report, call: dict) -> None:
    """What was priced, whose part of it that is, and the records behind both."""
    priced = [
        row | {"price": _price(row), "card": _card(row), "record": _place(row["file"], row["line"])}
        for row in call["charges"]
    ]
    tables.card(report, priced, PRICED)
    tables.card(report, [row | {"name": row["department"]} for row in call["lines"]], OWNED, _explain)
    tables.card(report, call["slices"], SLICES)
    tables.card(report, call["segments"], SEGMENTS)


def _card(charge: dict) -> str:
    where = _place(charge["rate_file"], charge["rate_line"])
    return f"{charge['rate_label']} ({where})" if where else ""


def _price(charge: dict) -> str:
    if charge["rate"] is None:
        return ""
    fee = f" + {charge['connection_fee'].normalize():f} a call" if charge["connection_fee"] else ""
    return f"{charge['rate'].normalize():f} a {charge['rate_unit']}{fee}"


def _place(file: str | None, line: int | None) -> str:
    return f"{file}, line {line}" if file else ""


def _explain(line: dict) -> None:
    state.go("call", **asdict(drill.from_url()), conversation=state.read("conversation"), line=line["cost_line_id"])


def _cost(call: dict) -> Decimal:
    return sum((line["amount"] for line in call["lines"]), Decimal(0))


def _leg(leg: dict) -> dict:
    more = f"{leg['number']}, connected {words.length(leg['duration_seconds'])}"
    return _span(f"Leg, {leg['direction']}", leg["started_at"], leg["ended_at"], HAPPENED, leg["status"], more)


def _segment(segment: dict) -> dict:
    who = segment["user"] or segment["queue"] or segment["flow"]
    lane = f"{PURPOSES.get(segment['purpose'], segment['purpose'].capitalize())} {who}".strip()
    return _span(lane, segment["started_at"], segment["ended_at"], HAPPENED, segment["segment_type"], segment["queue"])


def _slice(cut: dict) -> dict:
    length = words.length(cut["duration_seconds"])
    beside = f", {cut['owners']} owners side by side" if cut["owners"] > 1 else ""
    return _span(
        f"→ {cut['department']}",
        cut["from_at"],
        cut["to_at"],
        cut["department"],
        length,
        f"{length}{beside}. {cut['reason']}",
    )


def _span(lane: str, since, until, owner: str, text: str, more: str) -> dict:
    clock = f"{since:%H:%M:%S} to {until:%H:%M:%S}" if since and until else ""
    hover = ". ".join(filter(None, (lane, clock, more)))
    return {"lane": lane, "from_at": since, "to_at": until, "owner": owner, "text": text, "hover": hover}

"""One level of a drill: the dearest rows as bars beside all rows as a table, either of which one presses to go deeper."""

from collections.abc import Callable

import streamlit as st

from telcost.report import hundred
from telcost.web import charts, tables


def show(report, rows: list[dict], title: str, label: Callable[[dict], str], columns: str, on_pick: Callable) -> None:
    """`label` names a row, `columns` are shown beside it; `on_pick(row)` is a callback."""
    shares = hundred([(label(row), row["total_cost"]) for row in rows])
    named = [row | {"name": label(row), "share_pct": shares[label(row)]} for row in rows]
    left, right = st.columns([5, 8], gap="small")
    with left, st.container(border=True, height="stretch"):
        st.subheader(f"Cost by {title}", anchor=False)
        charts.bars(named, report.currency, f"Bars: cost by {title}, dearest first", f"bars {title}", on_pick)
    with right, st.container(border=True, height="stretch"):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.subheader(f"{len(rows)} {title}{'' if len(rows) == 1 else 's'}", anchor=False, width="content")
            tables.download(report, rows, f"by {title}")
        tables.show(named, f"name {columns}", f"by {title}", f"Table: cost by {title}", report.currency, on_pick, title)

"""The pictures: bars one can press, months side by side, a call over time. Numbers become pixels here and nowhere
else, so here alone they may be floats; every figure that is read stands beside the picture as text."""

import html
from collections.abc import Callable

import plotly.graph_objects as go
import streamlit as st

from telcost.web import words

PLAIN = {"displayModeBar": False, "scrollZoom": False}
SHOWN = 14
LONGEST_LABEL = 26
GREY, EDGE = "#7c8aa3", "rgba(255, 255, 255, 0.6)"


def bars(rows: list[dict], currency: str, alt: str, key: str, on_pick: Callable) -> None:
    """`name` and `total_cost` of the dearest rows as bars from the top; pressing one calls `on_pick(row)`."""
    shown = rows[:SHOWN]
    figure = go.Figure(
        go.Bar(
            x=[float(row["total_cost"]) for row in shown],
            y=list(range(len(shown))),
            orientation="h",
            customdata=list(range(len(shown))),
            text=[words.short(row["total_cost"], currency) for row in shown],
            textposition="outside",
            cliponaxis=False,
            hovertemplate="%{text}<extra></extra>",
            width=0.62,
        )
    )
    lowest, highest = min(0.0, *figure.data[0].x), max(0.0, *figure.data[0].x)
    room = (highest - lowest) * 0.32
    names = [_text(row["name"]) for row in shown]
    figure.update_xaxes(visible=False, range=[lowest - (room if lowest else 0), highest + room], fixedrange=True)
    figure.update_yaxes(
        tickvals=list(range(len(shown))),
        ticktext=names,
        autorange="reversed",
        fixedrange=True,
        showgrid=False,
        ticks="",
        zeroline=False,
    )
    _lay_out(figure, height=30 + 31 * max(len(shown), 3))
    figure.update_layout(clickmode="event+select")

    def picked() -> None:
        points = st.session_state[key].selection.points
        if points:
            on_pick(shown[points[0]["customdata"]])

    st.plotly_chart(figure, key=key, on_select=picked, selection_mode="points", config=PLAIN, alt=alt)


def months(rows: list[dict], period: str, currency: str, alt: str) -> None:
    """A bar a month, the one shown in the main colour; a month still estimated is hatched."""
    figure = go.Figure(
        go.Bar(
            x=[row["period"] for row in rows],
            y=[float(row["total"]) for row in rows],
            text=[words.money(row["total"], currency, 0) for row in rows],
            textposition="outside",
            cliponaxis=False,
            hovertemplate="%{x}: %{text}<extra></extra>",
            marker={
                "opacity": [1.0 if row["period"] == period else 0.38 for row in rows],
                "pattern": {"shape": ["/" if row["state"] == "estimated" else "" for row in rows], "solidity": 0.25},
            },
            width=0.5,
        )
    )
    figure.update_xaxes(type="category", fixedrange=True, showgrid=False)
    figure.update_yaxes(visible=False, fixedrange=True, rangemode="tozero")
    _lay_out(figure, height=260)
    figure.update_layout(margin_t=24)
    st.plotly_chart(figure, config=PLAIN, alt=alt, key="months")


def timeline(spans: list[dict], alt: str) -> None:
    """What happened over time. A span has lane, from_at, to_at, owner (its colour; '' is grey), text and hover."""
    lanes = list(dict.fromkeys(span["lane"] for span in spans))
    figure = go.Figure()
    for owner in sorted(dict.fromkeys(span["owner"] for span in spans), key=lambda owner: owner == ""):
        own = [span for span in spans if span["owner"] == owner]
        figure.add_bar(
            name=_text(owner) or "what happened",
            base=[span["from_at"].replace(tzinfo=None) for span in own],
            x=[max((span["to_at"] - span["from_at"]).total_seconds() * 1000, 1) for span in own],
            y=[_text(span["lane"]) for span in own],
            orientation="h",
            text=[_text(span["text"]) for span in own],
            textposition="inside",
            insidetextanchor="middle",
            insidetextfont={} if owner else {"color": "white"},
            customdata=[html.escape(span["hover"]) for span in own],
            hovertemplate="%{customdata}<extra></extra>",
            width=0.64,
            marker={"line": {"width": 1, "color": EDGE}} | ({} if owner else {"color": GREY}),
        )
    figure.update_xaxes(type="date", tickformat="%H:%M:%S\n%-d %b", fixedrange=True, side="top", nticks=8)
    figure.update_yaxes(categoryorder="array", categoryarray=[_text(lane) for lane in lanes], autorange="reversed",
                        fixedrange=True, ticks="", showgrid=False)  # fmt: skip
    _lay_out(figure, height=90 + 34 * len(lanes))
    figure.update_layout(barmode="overlay", showlegend=True, legend={"orientation": "h", "y": -0.04, "yanchor": "top"},
                         margin_t=40, uniformtext={"minsize": 10, "mode": "hide"})  # fmt: skip
    st.plotly_chart(figure, config=PLAIN, alt=alt, key="timeline")


def classes(rows: list[dict], label: str, parts: tuple[str, ...], currency: str, alt: str) -> None:
    """One bar a row, made of its classes: the five theme colours in the order of the classes."""
    figure = go.Figure()
    for part in parts:
        figure.add_bar(
            name=part,
            x=[float(row[part]) for row in rows],
            y=[_text(row[label]) for row in rows],
            orientation="h",
            customdata=[words.money(row[part], currency, 2) for row in rows],
            hovertemplate=f"{part} %{{customdata}}<extra></extra>",
            width=0.5,
        )
    figure.update_xaxes(visible=False, fixedrange=True)
    figure.update_yaxes(autorange="reversed", fixedrange=True, ticks="", showgrid=False)
    _lay_out(figure, height=60 + 46 * len(rows))
    figure.update_layout(
        barmode="relative", legend={"orientation": "h", "y": -0.02, "yanchor": "top", "traceorder": "normal"}
    )
    st.plotly_chart(figure, config=PLAIN, alt=alt, key="classes")


def _lay_out(figure: go.Figure, height: int) -> None:
    figure.update_layout(height=height, margin={"l": 0, "r": 8, "t": 4, "b": 4}, dragmode=False, bargap=0.3)


def _text(label: str) -> str:
    """Plotly reads tags in labels: data has none."""
    short = label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 1] + "…"
    return html.escape(short)

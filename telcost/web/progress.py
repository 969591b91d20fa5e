"""How far a child process is: a bar that moves by itself and, when it is done, the page anew."""

from collections.abc import Callable

import streamlit as st

from telcost.jobs import Progress
from telcost.web.words import plain


def watch(ask: Callable[[], Progress | None], what: str) -> Progress | None:
    """Draws the bar while it runs; then what became of it. None: there is no such job, or it still runs."""
    said = ask()
    if said is None or not said.is_running:
        return said
    _moving(ask, what)
    return None


@st.fragment(run_every="1s")
def _moving(ask: Callable[[], Progress | None], what: str) -> None:
    said = ask()
    if said is None or not said.is_running:
        st.rerun()
    part = min(said.done / said.total, 1.0) if said.total else 0.0
    steps = f", {said.done:,} of {said.total:,}" if said.total else ""
    st.progress(part, text=f"{plain(what)}: {plain(said.stage)}{steps}")

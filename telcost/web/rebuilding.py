"""Building a month anew in a process of its own, while everybody goes on reading the build before."""

from datetime import UTC, date, datetime, timedelta

import streamlit as st

from telcost import jobs
from telcost.periods import Period
from telcost.sources.landing import Landing
from telcost.web import progress
from telcost.web.frame import Desk, politely
from telcost.web.words import message, plain

DAY = timedelta(days=1)


def rebuild(desk: Desk) -> None:
    months = _months(desk)
    with st.container(border=True):
        st.subheader("Rebuild a month", anchor=False)
        st.caption(
            "Takes in every file brought so far, audits the result and publishes it. Until then the last build is read."
        )
        if not months:
            st.caption("There is nothing to build yet.")
            return
        with st.container(horizontal=True, vertical_alignment="bottom"):
            at = months.index(desk.month) if desk.month in months else len(months) - 1
            month = st.selectbox("Month", months, index=at, width=160, key="month to build")
            if st.button(f"Rebuild {month}", type="primary", icon=":material/refresh:"):
                politely(jobs.start_build)(desk.home, month)
        _outcome(progress.watch(lambda: jobs.progress(desk.home, month), f"Building {month}"))


def _months(desk: Desk) -> list[str]:
    """Those that are published, and those the files say something about."""
    return sorted({month for facts in Landing(desk.home).receipts() for month in months_of(facts)} | set(desk.months))


def months_of(facts: dict) -> list[str]:
    """The months a file says something about: of its first and last day, a day in from either where it spans more."""
    if not facts.get("first_ms"):
        return []
    first, last = _day(facts["first_ms"]), _day(facts["last_ms"])
    ends = (first + DAY, last - DAY) if last - first > 2 * DAY else (first, last)
    return sorted({str(Period.of(day)) for day in ends})


def _day(instant_ms: int) -> date:
    return datetime.fromtimestamp(instant_ms // 1000, UTC).date()


def _outcome(said: jobs.Progress | None) -> None:
    if said is None:
        return
    if said.state == "failed":
        st.error(message(said.message), icon=":material/error:")
    else:
        st.caption(f":green[:material/check_circle:] {plain(said.period)} was last built at {plain(said.since[:19])}.")

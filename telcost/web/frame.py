"""The frame every page stands in: who is asking, which month, and the door to figures.

`open_report` is the first statement of every page. A page can be requested directly, before app.py ever ran, so
everything that lets people in or turns them away happens here and not there.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

import streamlit as st

from telcost import access, report
from telcost.errors import TelcostError
from telcost.settings import Settings
from telcost.web import sign_in, state
from telcost.web.words import message, plain

STATIC = Path(__file__).resolve().parents[2] / "static"
EVERYBODY = access.ROLES
BRINGS_FILES = ("finance", "analyst")

# name, title, icon, whose it is, whether the menu leads there
PAGES = (
    ("overview", "Overview", ":material/monitoring:", EVERYBODY, True),
    ("department", "Department", ":material/account_tree:", EVERYBODY, True),
    ("call", "Call", ":material/call:", EVERYBODY, False),
    ("reconciliation", "Reconciliation", ":material/balance:", BRINGS_FILES, True),
    ("imports", "Imports", ":material/upload_file:", BRINGS_FILES, True),
)

NOBODY = (
    "Nobody is signed in, so nothing is shown.\n\nThis version has no sign-in yet. `make demo` opens the sample "
    "company on this machine; your own figures are on the command line: `python -m telcost report PERIOD`."
)
NOT_YOURS = "This page is not yours, or there is no such page. What you may see is granted by finance."
NOTHING_BUILT = "No month has been built yet. Bring files in with `python -m telcost ingest FILE…` and run\
 `python -m telcost build PERIOD`; the month appears here at the next click."


class Asked:
    """A Report whose refusals are said on the page instead of ending it with a traceback."""

    def __init__(self, asked: report.Report, title):
        self._report, self._title = asked, title

    def called(self, title: str) -> None:
        """A page about one thing says its name instead of its own."""
        self._title.title(plain(title), anchor=False, width="content")

    def again(self) -> report.Report:
        """For what is asked later than this run: whether one still may is asked once more."""
        asked = self._report
        return report.Report(asked.home, access.viewer(asked.home, asked.viewer.email), asked.period)

    def __getattr__(self, name: str):
        found = getattr(self._report, name)
        return politely(found) if callable(found) else found


def pages() -> list:
    """What app.py serves. All of them to everybody: each turns away on its own whom it is not for. Without icons:
    a page's icon would be fetched from somewhere else for the browser's tab."""
    return [st.Page(f"pages/{name}.py", title=title, default=name == "overview") for name, title, *_ in PAGES]


@dataclass(frozen=True)
class Desk:
    """Where files are brought in, whether or not a month has been built; `month` is '' before."""

    home: Path
    viewer: access.Viewer
    months: list[str]
    month: str


def open_report(page: str) -> Asked:
    """The Report of the person asking, of the month in the URL. Whoever may not have it ends here."""
    desk = _let_in(page)
    if not desk.months:
        refuse(NOTHING_BUILT, icon=":material/hourglass_empty:")
    asked = politely(report.Report)(desk.home, desk.viewer, desk.month)
    return Asked(asked, _head(page, asked, desk.months))


def open_desk(page: str) -> Desk:
    """For a page that needs no figures: who is asking, where, and about which month."""
    desk = _let_in(page)
    if desk.months:
        _head(page, politely(report.Report)(desk.home, desk.viewer, desk.month), desk.months)
    else:
        st.title(_entry(page)[1], anchor=False)
    return desk


def may_still_import(desk: Desk) -> bool:
    """Grants as they are now, not as they were when the page was drawn."""
    try:
        return access.viewer(desk.home, desk.viewer.email).may_import
    except TelcostError:
        return False


def refuse(text: str, icon: str = ":material/lock:") -> NoReturn:
    st.warning(text, icon=icon)
    st.stop()


def politely(question):
    def ask(*values, **named):
        try:
            return question(*values, **named)
        except TelcostError as error:
            refuse(message(error), icon=":material/block:")

    return ask


def _let_in(page: str) -> Desk:
    _, title, _, roles, _ = _entry(page)
    st.set_page_config(f"{title} · telcost", str(STATIC / "icon.png"), "wide", "auto")
    st.logo(str(STATIC / "logo.png"), size="large")
    home = Settings.read().home
    email = sign_in.email(home) or refuse(NOBODY)
    viewer = politely(access.viewer)(home, email)
    months = [str(period) for period in report.periods(home)]
    asked = state.read("period")
    month = asked if asked in months else _last_reconciled(home, viewer, months)
    state.keep(period=month)
    _menu(home, viewer)
    if viewer.role not in roles:
        refuse(NOT_YOURS)
    return Desk(home, viewer, months, asked or month)


def _entry(page: str) -> tuple:
    return next(entry for entry in PAGES if entry[0] == page)


def _last_reconciled(home: Path, viewer: access.Viewer, months: list[str]) -> str:
    """Where one lands: the last month whose invoices are in, else the last one."""
    states = ((month, politely(report.Report)(home, viewer, month).state()["state"]) for month in reversed(months))
    return next((month for month, now in states if now == "reconciled"), months[-1] if months else "")


def _menu(home: Path, viewer: access.Viewer) -> None:
    with st.sidebar:
        for name, title, icon, roles, is_shown in PAGES:
            if is_shown and viewer.role in roles:
                st.page_link(f"pages/{name}.py", label=title, icon=icon, query_params=state.walk())
        st.space("small")
        sign_in.picker(home, viewer.email)


def _head(page: str, asked: report.Report, months: list[str]):
    """Title, badges, month; the place of the title."""
    with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
        with st.container(horizontal=True, vertical_alignment="center", width="content"):
            place = st.empty()
            place.title(_entry(page)[1], anchor=False, width="content")
            _badges(asked.state())
        with st.container(width="content"):
            state.choice("Month", months, str(asked.period), state.put("period"))
    return place


def _badges(now: dict) -> None:
    """Estimated and reconciled differ in word, colour and sign."""
    st.badge(now["mode"].capitalize(), icon=":material/visibility:", color="blue", help="Shown, not charged.")
    if now["state"] == "reconciled":
        st.badge("Reconciled", icon=":material/check_circle:", color="green", help="Every supplier's invoice is in.")
    else:
        waiting = ", ".join(now["suppliers_missing"]) or "a supplier"
        st.badge(
            "Estimated",
            icon=":material/hourglass_top:",
            color="orange",
            help=f"No invoice yet from {plain(waiting)}: our own sum stands in for it.",
        )

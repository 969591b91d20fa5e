"""The way down in one department: kind of cost → queue or campaign → number → calls. Each level is in the URL.

It says where one is and what lies there; it asks the report and shows nothing of its own.
"""

from dataclasses import asdict, dataclass

import streamlit as st

from telcost.web import state, words

NAMELESS = "none"  # what the URL says for the row that has no number
NO_NUMBERS = ("", "rounding")
NUMBER_LABELS = {
    "": "No number",
    "rounding": "Rounding to cents",
    "another department": "Another department’s number",
}


@dataclass(frozen=True)
class Place:
    """How far down one is; None: not yet."""

    department: str
    kind: str | None = None
    source: str | None = None
    number: str | None = None

    @property
    def asked_number(self) -> str | None:
        return "" if self.number == NAMELESS else self.number

    def into(self, level: str):
        """Callback for a row: one level down."""
        return lambda row: state.go("department", **(asdict(self) | {level: row[level] or NAMELESS}))


@dataclass(frozen=True)
class Step:
    """A place on the way, what it is called, and its row of the level above."""

    place: Place
    label: str
    row: dict


def from_url() -> Place:
    return Place(state.read("department") or "", state.read("kind"), state.read("source"), state.read("number"))


def here(report) -> Place:
    """Where the URL says one is; without a department, the dearest of one's own."""
    place = from_url()
    if place.department:
        return place
    own = next((row["department"] for row in report.departments()), None)
    return Place(own) if own else nothing("None of your departments has any cost in this month.")


def way(report, place: Place) -> list[Step]:
    """From the department to where one is; ends the page politely where this month has nothing."""
    department = Place(place.department)
    kinds = report.by_kind(place.department)
    steps = [_step(report.departments(), "department", department)]
    if place.kind:
        steps.append(_step(kinds, "kind", Place(place.department, place.kind), words.kind(place.kind)))
    if place.kind and place.source:
        sources = report.by_source(place.department, place.kind)
        steps.append(_step(sources, "source", Place(place.department, place.kind, place.source)))
    if place.number:
        steps.append(_step(_numbers(report, place), "number", place, number_label(place.asked_number)))
    return steps


def _numbers(report, place: Place) -> list[dict]:
    if place.kind and place.source:
        return report.by_number(place.department, place.kind, place.source)
    return report.by("number", place.department)


def _step(rows: list[dict], level: str, place: Place, label: str | None = None) -> Step:
    wanted = place.asked_number if level == "number" else getattr(place, level)
    row = next((row for row in rows if row[level] == wanted), None)
    if row is None:
        nothing("There is nothing here in this month. Go up a level, or choose another month.")
    return Step(place, label or source_label(row), row)


def source_label(row: dict) -> str:
    return row["label"] or "No name"


def number_label(number: str) -> str:
    return NUMBER_LABELS.get(number, number)


def nothing(message: str):
    st.info(message, icon=":material/inbox:")
    st.stop()


def back(report) -> None:
    """On the page of a call: the way one came, if one came down a department."""
    place = from_url()
    if place.department:
        breadcrumb(way(report, place), "Call")


def breadcrumb(steps: list[Step], last: str | None = None) -> None:
    """Every level above is a press away; where one is comes last."""
    labels = [step.label for step in steps] + ([last] if last else [])
    with st.container(horizontal=True, vertical_alignment="center", gap="xxsmall", key="breadcrumb"):
        _up("All departments", "overview", {})
        for step, label in zip(steps, labels[:-1]):
            st.markdown(":gray[:material/chevron_right:]", width="content")
            _up(label, "department", asdict(step.place))
        st.markdown(f":gray[:material/chevron_right:] **{words.plain(labels[-1])}**", width="content")


def _up(label: str, page: str, levels: dict) -> None:
    key = f"up to {page} {levels}"
    st.button(words.plain(label), key=key, type="tertiary", on_click=state.go, args=(page,), kwargs=levels)

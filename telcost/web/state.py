"""Where you are: in the URL and nowhere else, so a link shows the same screen and Back walks back.

Two things last while one walks about: who is asking (`as`, over the sample only) and the month (`period`).
"""

from collections.abc import Callable

import streamlit as st

LASTING = ("as", "period")
LONGEST = 200


def read(name: str) -> str | None:
    """A value of the URL; absent, empty and absurdly long ones are None."""
    value = st.query_params.get(name)
    return value if value and len(value) <= LONGEST else None


def keep(**values: str) -> None:
    """What this screen shows although its URL does not say it, or says it wrongly: a link from here does."""
    st.session_state["kept"] = values


def walk(**levels: str | None) -> dict[str, str]:
    """The URL's values of another place: what lasts, and these (None: left out)."""
    places = {name: read(name) for name in LASTING} | st.session_state.get("kept", {}) | levels
    return {name: value for name, value in places.items() if value}


def go(page: str | None = None, /, **levels: str | None) -> None:
    """Callback: to another place of this page, or of another one. One step of the browser's history."""
    if page:
        st.switch_page(f"pages/{page}.py", query_params=walk(**levels))
    st.query_params.from_dict(walk(**levels))


def choice(
    label: str,
    options: list[str],
    chosen: str,
    on_choose: Callable[[str], None],
    format_func=str,
    control: Callable | None = None,
) -> None:
    """A control that shows a value of the URL: buttons while they fit side by side, else a list."""
    key = f"choice {label}"
    st.session_state[key] = chosen
    if control is None:
        control = st.segmented_control if len(" ".join(map(format_func, options))) <= 32 else st.selectbox
    control(label, options, key=key, format_func=format_func, label_visibility="collapsed",
            on_change=lambda: on_choose(st.session_state[key] or chosen))  # fmt: skip


def put(name: str) -> Callable[[str], None]:
    """Callback for a choice: that value of the URL changes, every other one stays."""
    return lambda value: st.query_params.update({name: value})

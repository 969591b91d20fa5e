"""Bringing a file in: what it is recognised as, its first rows, then a child process that lands and reads it, and what
became of every record. Which job one looks at is in the URL, so closing the tab changes nothing.
"""

import csv
import re
import tempfile
from decimal import Decimal
from pathlib import Path

import pandas as pd
import streamlit as st

from telcost import demo, ingest, jobs
from telcost.errors import Refused
from telcost.sources.landing import Landing
from telcost.web import files, progress, rebuilding, state, tables, words
from telcost.web.frame import Desk, may_still_import
from telcost.web.words import message, plain

FIRST_ROWS = 6
CALLS = "calls"
JOB = re.compile(r"[0-9a-f]{32}")
PARTS = ("accepted", "duplicates", "conflicts", "set_aside", "non_data")


def upload(desk: Desk) -> None:
    with st.container(border=True):
        st.subheader("Bring a file in", anchor=False)
        st.caption("A carrier's call records as CSV, or any other file telcost reads; it is recognised by its content. "
                   "The same file again changes nothing. Above 200 MB: `python -m telcost ingest FILE`.")  # fmt: skip
        file = st.file_uploader("File", label_visibility="collapsed", key="upload")
        if file is not None:
            _preview(desk, file.name, file.getvalue())
        _outcome(desk)


def _preview(desk: Desk, name: str, content: bytes) -> None:
    try:
        seen = ingest.preview(content, name, limit=FIRST_ROWS)
    except Refused as error:
        st.error(message(error), icon=":material/block:")
        st.button("List it as refused", on_click=_start, args=(desk, name, content))
        return
    st.markdown(f"**{plain(name)}** reads as **{plain(_what(seen))}**")
    if seen.rows:
        rows = pd.DataFrame([dict(zip(seen.columns, row)) for row in seen.rows])
        st.dataframe(rows, hide_index=True, alt="The first rows of the file")
    supplier = seen.supplier
    if seen.source == CALLS and not supplier:
        supplier = st.selectbox(
            "Whose calls are these?", _suppliers(desk.home), index=None, placeholder="Choose the supplier"
        )
    st.button("Bring it in", type="primary", disabled=seen.source == CALLS and not supplier, icon=":material/login:",
              on_click=_start, args=(desk, name, content, supplier))  # fmt: skip


def _what(seen) -> str:
    words = [
        seen.source,
        f"format {seen.format}" if seen.format else "",
        f"of {seen.supplier}" if seen.supplier else "",
    ]
    return ", ".join(filter(None, words))


def _suppliers(home: Path) -> list[str]:
    path = home / "reference" / "supplier.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return sorted({row["supplier"] for row in csv.DictReader(file)})


def _start(desk: Desk, name: str, content: bytes, supplier: str = "") -> None:
    """Callback: keeps the bytes, notes who brought them, and reads them in a process of its own. It runs before the
    page asks who is there, so it asks itself."""
    if not may_still_import(desk):
        return
    landing = Landing(desk.home)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        path.write_bytes(content)
        demo.adopt(desk.home, [path])
        landed = landing.put(path, name)
    landing.note(landed.file_id, brought_by=desk.viewer.email)
    state.go(job=jobs.start_ingest(desk.home, [landed.path], supplier or None).stem)


def _outcome(desk: Desk) -> None:
    job = state.read("job") or ""
    if not JOB.fullmatch(job):
        return
    told = desk.home / "jobs" / f"{job}.json"
    said = progress.watch(lambda: jobs.read(told), "Reading the file")
    if said is None:
        return
    if said.state == "failed":
        st.error(message(said.message), icon=":material/error:")
    for receipt in said.result:
        _say(desk, receipt)


def _say(desk: Desk, receipt: dict) -> None:
    if receipt["status"] == "refused":
        st.error(message(receipt["reason"]), icon=":material/block:")
        return
    facts = Landing(desk.home).receipt(receipt["file_id"])
    name, months = plain(facts["name"]), " and ".join(rebuilding.months_of(facts)) or "the months it is about"
    if receipt["status"] == "known":
        st.info(f"{name} was here already: nothing has changed.", icon=":material/content_copy:")
    else:
        st.success(f"{name} was read. Rebuild {months} to see it in the figures.", icon=":material/check_circle:")
    _equation(receipt["counts"], receipt["money"], receipt["currency"])
    if receipt["counts"]["set_aside"]:
        files.set_aside(desk, receipt["file_id"])


def _equation(counts: dict, money: dict, currency: str) -> None:
    """records = accepted + duplicates + conflicts + set aside + not data, and the same in money."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small", key="counts"):
        for place, part in enumerate(("records", *PARTS)):
            if place:
                st.markdown(":gray[=]" if place == 1 else ":gray[+]", width="content")
            amount = f"  \n:small[{plain(words.money(Decimal(money[part]), currency, 2))}]" if currency else ""
            st.markdown(f":small[:gray[{tables.heading(part)}]]  \n**{counts[part]:,}**{amount}", width="content")

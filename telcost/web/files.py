"""Every file that ever arrived: what became of it, and the rows of it nobody could read."""

import pandas as pd
import streamlit as st

from telcost import ingest
from telcost.sources.landing import Landing
from telcost.web import state, tables
from telcost.web.frame import Desk
from telcost.web.words import message, plain

FACTS = ("file_id", "name", "status", "source", "format", "supplier", "reason", "landed_at", "brought_by")
FILES = tables.Card(
    "Files so far",
    "files",
    f"name status source supplier landed_at {' '.join(ingest.COUNTS)} brought_by",
    "Records = accepted + duplicates + conflicts + set aside + not data. Press a file for what was set aside.",
    empty="Nothing has been brought in yet.",
    picked="file",
)
ASIDE = tables.Card(
    "Rows set aside",
    "set aside",
    "line column_name why",
    "Kept as they are and counted, but in no figure until a corrected file comes.",
    empty="No row of it was set aside.",
)


def history(desk: Desk) -> None:
    """Newest first; pressing a file shows its reason and what was set aside of it."""
    rows = [_row(facts) for facts in reversed(Landing(desk.home).receipts())]
    chosen = next((row for row in rows if row["file_id"] == state.read("file")), None)
    if chosen:
        with st.container(border=True):
            st.subheader(plain(chosen["name"]), anchor=False)
            if chosen["reason"]:
                st.error(message(chosen["reason"]), icon=":material/block:")
            set_aside(desk, chosen["file_id"])
    tables.card(None, rows, FILES, _choose)


def _row(facts: dict) -> dict:
    counts = facts.get("counts") or dict.fromkeys(ingest.COUNTS, 0)
    row = {name: facts.get(name) or "" for name in FACTS} | counts
    return row | {"landed_at": row["landed_at"][:19].replace("T", " ")}


def _choose(row: dict) -> None:
    state.go(file=row["file_id"])


def set_aside(desk: Desk, file_id: str) -> None:
    """The rows of a file that could not be read, each with its reason."""
    folder = next((reading.directory for reading in ingest.readings(desk.home) if reading.file_id == file_id), None)
    path = folder / "set_aside.parquet" if folder else None
    rows = pd.read_parquet(path).to_dict("records") if path and path.exists() else []
    tables.card(None, [row | {"why": _why(row["message"])} for row in rows], ASIDE)


def _why(text: str) -> str:
    """Without where: that has columns of its own."""
    return " ".join(text.partition(": ")[2].split()) or text

"""A large company's month of telephony, made from a seed and a size: as landed tables and as raw result pages.

It knows what a busy month looks like (month.sql); it knows no cost. The same size gives the same rows everywhere.
"""

import json
from pathlib import Path

import duckdb

from telcost.periods import Period, month_ms

PERIOD = Period.parse("2026-03")
ZONE = "America/New_York"
SEGMENTS_OF_A_CONVERSATION = 6.4
PAGE_SIZE = 1000
HERE = Path(__file__).parent
DICTIONARY = HERE.parent / "telcost" / "models" / "landed.sql"


def land(con: duckdb.DuckDBPyConnection, segments: int) -> None:
    """Fill `landed.*` of an empty database with a month of about so many segments."""
    con.execute("create schema landed")
    con.execute(DICTIONARY.read_text())
    start, _ = month_ms(PERIOD, ZONE)
    sizes = {"conversations": int(segments / SEGMENTS_OF_A_CONVERSATION), "start_ms": start, "days": 31, "page_size": PAGE_SIZE}
    for name, size in sizes.items():
        con.execute(f"set variable {name} = {size}")
    con.execute((HERE / "month.sql").read_text())

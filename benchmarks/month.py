"""A large company's month of telephony, made from a size alone: as landed tables, or as a home a build can start from.

It knows what a busy month looks like (month.sql); it knows no cost. The same size gives the same rows everywhere.
A home holds the lists as the CSV files people edit, and everything else as readings already made: reading is
measured apart.
"""

import gzip
import json
from dataclasses import asdict
from pathlib import Path

import duckdb

from telcost.ingest import COUNTS
from telcost.periods import Period, month_ms
from telcost.readers import CALLS, CONVERSATIONS, directory
from telcost.readers.cache import FACTS, Cache
from telcost.readers.outcome import Outcome
from telcost.readers.tables import DICTIONARY, dictionary
from telcost.sources.landing import Landing

PERIOD = Period.parse("2026-03")
ZONE = "America/New_York"
SEGMENTS_OF_A_CONVERSATION = 6.36
CONVERSATIONS_ON_A_PAGE = 1000
SQL = Path(__file__).parent / "month.sql"
PAGES = Path(__file__).parent / "pages.sql"
# The instant of a row that says which periods its file concerns, and what the file is to the landing.
INSTANTS = {"conversation": "started_ms", "carrier_record": "started_ms"}
SOURCES = {
    "conversation": CONVERSATIONS, "session": CONVERSATIONS, "segment": CONVERSATIONS, "carrier_record": CALLS,
    "rate": "rate card", "invoice_line": "invoice", "billable_usage": "billable usage",
}  # fmt: skip
FORMATS = {"clearline": "clearline", "bluewave": "voip_innovations"}


def land(con: duckdb.DuckDBPyConnection, segments: int) -> None:
    """Fill `landed.*` of an empty database with a month of about so many segments."""
    con.execute("create schema landed")
    con.execute(DICTIONARY.read_text())
    sizes = {
        "conversations": max(1, int(segments / SEGMENTS_OF_A_CONVERSATION)),
        "start_ms": month_ms(PERIOD, ZONE)[0],
        "days": (PERIOD.end_on - PERIOD.start_on).days,
        "page_size": CONVERSATIONS_ON_A_PAGE,
    }
    for name, size in sizes.items():
        con.execute(f"set variable {name} = {size}")
    con.execute(SQL.read_text())


def furnish(con: duckdb.DuckDBPyConnection, home: Path) -> None:
    """Write the landed tables into an empty home, each file as its lists or readings."""
    filled = con.execute("select table_name from duckdb_tables() where schema_name = 'landed' and estimated_size > 0").fetchall()
    for (table,) in filled:
        write = _write_list if table in directory.KEYS else _write_readings
        write(con, home, table)


def _write_list(con: duckdb.DuckDBPyConnection, home: Path, table: str) -> None:
    (home / "reference").mkdir(parents=True, exist_ok=True)
    columns = ", ".join(_cell(column, dictionary()[table][column]) for column in directory.header(table))
    con.execute(f"copy (select {columns} from landed.{table} order by line) to '{home}/reference/{table}.csv' (header)")


def _cell(column: str, kind: str) -> str:
    """As people write it: yes and no; a row that always holds has no dates."""
    if kind == "boolean":
        return f"case when {column} then 'yes' else 'no' end as {column}"
    if column.startswith("valid_"):
        return f"case when {column} not in ('0001-01-01', '9999-12-31') then {column} end as {column}"
    return column


def _write_readings(con: duckdb.DuckDBPyConnection, home: Path, table: str) -> None:
    instant = INSTANTS.get(table, "null")
    supplier = "supplier" if table in ("carrier_record", "rate", "invoice_line") else "''"
    con.execute(f"create or replace temp table filed as select * from landed.{table} order by file_id, line")
    files = con.execute(
        f"select file_id, min({supplier}), count(*), min({instant}), max({instant}) from filed group by file_id order by file_id"
    ).fetchall()
    for name, supplier, rows, first_ms, last_ms in files:
        file_id, place = _landed(home, name, table, supplier)
        con.execute(
            f"copy (select * replace ('{file_id}' as file_id) from filed where file_id = $name) to '{place}/{table}.parquet'",
            {"name": name},
        )
        if table not in ("session", "segment"):
            (place / FACTS).write_text(json.dumps(asdict(Outcome(rows, first_ms=first_ms, last_ms=last_ms))))


def _landed(home: Path, name: str, table: str, supplier: str) -> tuple[str, Path]:
    """A receipt of a file that was read; in place of its bytes lands its name."""
    landing, source = Landing(home), SOURCES.get(table, table)
    file = landing.put(name.encode(), name)
    facts = {"source": source, "format": FORMATS[supplier] if source == CALLS else "", "supplier": supplier}
    if file.is_new:
        landing.note(file.file_id, status="read", counts=dict.fromkeys(COUNTS, 0), **facts)
    place = Cache(home).place_of(facts | {"file_id": file.file_id})
    place.mkdir(parents=True, exist_ok=True)
    return file.file_id, place


def pages(con: duckdb.DuckDBPyConnection, folder: Path, count: int) -> int:
    """Write a landed month as gzipped result pages, at most so many; returns how many conversations they hold."""
    folder.mkdir(parents=True)
    con.execute(f"set variable pages = {count}")
    con.execute("create or replace macro iso(ms) as strftime(make_timestamp(ms * 1000), '%Y-%m-%dT%H:%M:%S.%gZ')")
    written = con.execute(PAGES.read_text()).fetchall()
    for name, _, text in written:
        (folder / f"{name}.json.gz").write_bytes(gzip.compress(text.encode(), 6, mtime=0))
    return sum(conversations for _, conversations, _ in written)

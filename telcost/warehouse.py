"""Builds a period: runs the SQL models in the order their own text asks for, audits, publishes.

It knows models by file name and reads what each one reads from its SQL; it knows no model by name and no rule of
cost. Ceiling: one period, full rebuild, SELECT only; no incremental models, no hooks, no templating.
"""

import difflib
import functools
import graphlib
import hashlib
import json
import os
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb

from telcost import __version__, ingest
from telcost.billing_calendar import Calendar
from telcost.errors import AuditFailed, BadReference, ModelError, NotBuilt
from telcost.periods import Period

MODELS = Path(__file__).parent / "models"
STAGES = ("staging", "usage", "attribution", "cost", "allocation", "marts")
# Landed tables that grow with the month: a build reads them where they lie and keeps what staging chose.
LARGE = ("conversation", "session", "segment", "carrier_record")
# What a reading says of its file, as the columns of landed.file.
FILE = ("file_id", "name", "source", "supplier", "first_ms", "last_ms")
COUNTS = ("records", "accepted", "duplicates", "conflicts", "set_aside", "non_data")
KEPT = 2
MEMORY = "3GB"
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Build:
    """One build of one period: `digest` names everything it was made from, `path` is its DuckDB file."""

    period: Period
    digest: str
    path: Path
    is_new: bool


@dataclass(frozen=True)
class Finding:
    """A row of a check (telcost is wrong) or a gate (a person must act); money in micro-units."""

    name: str
    subject: str
    message: str
    amount_micro: int = 0


# models: read from their files ----------------------------------------------------------------------------------


@functools.cache
def models() -> dict[str, str]:
    """Every model's SQL by its name, `folder.file`."""
    return {f"{stage}.{path.stem}": path.read_text() for stage in STAGES for path in sorted((MODELS / stage).glob("*.sql"))}


@functools.cache
def audits(folder: str) -> dict[str, str]:
    """The queries of `checks` or `gates` by file name."""
    return {path.stem: path.read_text() for path in sorted((MODELS / folder).glob("*.sql"))}


@functools.cache
def reads(sql: str) -> frozenset[str]:
    """The schema-qualified tables a SELECT reads; a name without a schema is one of its own CTEs."""
    with duckdb.connect() as con:
        tree = json.loads(con.execute("select json_serialize_sql($sql)", {"sql": sql}).fetchone()[0])
    if tree["error"]:
        raise ModelError(f"a model is not one SELECT: {tree['error_message']}\n  {sql[:80]}")
    return frozenset(_tables(tree))


def _tables(node):
    if isinstance(node, dict):
        if node.get("type") == "BASE_TABLE" and node["schema_name"]:
            yield f"{node['schema_name']}.{node['table_name']}"
        node = node.values()
    elif not isinstance(node, list):
        return
    for child in node:
        yield from _tables(child)


def order(wanted: Iterable[str], given: Iterable[str] = ()) -> list[str]:
    """The models to create for `wanted`, in an order in which each finds what it reads. Raises ModelError."""
    given, graph, todo = set(given), {}, list(wanted)
    while todo:
        name = todo.pop()
        if name in graph or name in given or name.startswith("landed."):
            continue
        if name not in models():
            raise ModelError(_unknown(name, graph))
        graph[name] = {table for table in reads(models()[name]) if table not in given and not table.startswith("landed.")}
        todo += graph[name]
    try:
        return list(graphlib.TopologicalSorter(graph).static_order())
    except graphlib.CycleError as error:
        raise ModelError("models read each other in a circle: " + " → ".join(error.args[1])) from None


def _unknown(name: str, graph: dict) -> str:
    reader = next((model for model, tables in graph.items() if name in tables), None)
    near = difflib.get_close_matches(name, models(), n=1)
    hint = f" (did you mean {near[0]}?)" if near else ""
    return f"{reader} reads {name}, which no file defines{hint}" if reader else f"there is no model {name}{hint}"


# running ---------------------------------------------------------------------------------------------------------


def prepare(con: duckdb.DuckDBPyConnection) -> None:
    """Give a fresh database the stages, the macros and an empty table for everything a reader may deliver."""
    for schema in ("landed", *STAGES):
        con.execute(f"create schema if not exists {schema}")
    con.execute((MODELS / "macros.sql").read_text())
    con.execute((MODELS / "landed.sql").read_text())


def run(
    con: duckdb.DuckDBPyConnection, wanted: Iterable[str], given: Iterable[str] = (), progress: Progress | None = None
) -> list[str]:
    """Create the models `wanted` needs, in order, leaving out those `given`; returns the names it created.

    One period, full rebuild. `con` already holds `landed.*` (see prepare) and the given tables.
    """
    names = order(wanted, given)
    for done, name in enumerate(names):
        if progress:
            progress(name, done, len(names))
        try:
            con.execute(f"create or replace table {name} as {models()[name]}")
        except duckdb.Error as error:
            raise ModelError(f"{name}: {error}") from error
    return names


def findings(con: duckdb.DuckDBPyConnection, folder: str, names: Iterable[str] | None = None) -> list[Finding]:
    """What the queries of `checks` or `gates` return on a built database."""
    found = []
    for name in names or audits(folder):
        cursor = con.execute(audits(folder)[name])
        columns = [column[0] for column in cursor.description]
        for row in cursor.fetchall():
            found.append(Finding(name, **dict(zip(columns, row, strict=True))))
    return sorted(found, key=lambda finding: (finding.name, -abs(finding.amount_micro), finding.subject))


# building --------------------------------------------------------------------------------------------------------


def build(home: Path, period: Period, progress: Progress | None = None) -> Build:
    """Build, audit and publish one period; a build of the same inputs is only published again.

    Raises AuditFailed (the last good build stays published), ModelError, BadReference. The caller holds the lock.
    """
    lists = ingest.reference_readings(home)
    calendar = _calendar(period, lists)
    inputs = lists + [reading for reading in ingest.readings(home) if _overlaps(reading, calendar)]
    manifest = _manifest(period, inputs)
    digest = hashlib.sha256(json.dumps(manifest, sort_keys=True).encode()).hexdigest()[:16]
    folder = home / "builds" / str(period)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{digest}.duckdb"
    is_new = not path.exists()
    if is_new:
        _write(folder / f"{digest}.json", json.dumps(manifest, indent=1, sort_keys=True))
        _make(path, calendar, inputs, progress)
    _write(folder / "published", digest)
    _forget_old(folder, digest)
    return Build(period, digest, path, is_new)


def published(home: Path, period: Period) -> Path:
    """The DuckDB file of the published build. Raises NotBuilt."""
    pointer = home / "builds" / str(period) / "published"
    if not pointer.exists():
        raise NotBuilt(f"{period} has not been built yet.\n  Run: python -m telcost build {period}")
    return pointer.parent / f"{pointer.read_text().strip()}.duckdb"


def published_periods(home: Path) -> list[Period]:
    """Every period with a published build, oldest first."""
    names = sorted(pointer.parent.name for pointer in (home / "builds").glob("*/published"))
    return [Period.parse(name) for name in names]


def check(home: Path, period: Period) -> tuple[list[Finding], list[Finding]]:
    """Run the checks on the published build again, and read its gates: (telcost is wrong, a person must act)."""
    with duckdb.connect(published(home, period), read_only=True) as con:
        gates = con.execute("select gate, subject, message, amount_micro from marts.gate").fetchall()
        return findings(con, "checks"), [Finding(*row) for row in gates]


def _overlaps(reading: ingest.Reading, calendar: Calendar) -> bool:
    if reading.first_ms is None:
        return True
    return reading.first_ms < calendar.end_ms and reading.last_ms >= calendar.start_ms


def _manifest(period: Period, inputs: list[ingest.Reading]) -> dict:
    texts = sorted((str(path.relative_to(MODELS)), path.read_text()) for path in MODELS.rglob("*.sql"))
    return {
        "period": str(period),
        "telcost": __version__,
        "duckdb": duckdb.__version__,
        "models": hashlib.sha256(json.dumps(texts).encode()).hexdigest(),
        "readings": sorted([reading.directory.name, reading.name] for reading in inputs),
    }


def _calendar(period: Period, lists: list[ingest.Reading]) -> Calendar:
    with duckdb.connect() as con:
        prepare(con)
        _load(con, lists)
        suppliers = con.execute(
            "select supplier, cycle_day, cycle_time, cycle_zone, rate_zone from landed.supplier"
            " where valid_from <= $on and valid_to > $on",
            {"on": period.start_on},
        ).fetchall()
        policies = dict(
            con.execute(
                "select policy, value from landed.policy where valid_from <= $on and valid_to > $on",
                {"on": period.start_on},
            ).fetchall()
        )
    if not suppliers:
        raise BadReference(f"reference/supplier.csv names no supplier in force on {period.start_on}.\n  Nothing was built.")
    return Calendar.of(period, suppliers, policies)


def _make(path: Path, calendar: Calendar, inputs: list[ingest.Reading], progress: Progress | None) -> None:
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    scratch = str(path.parent / "scratch")
    with duckdb.connect(part, config={"temp_directory": scratch, "memory_limit": MEMORY}) as con:
        con.execute("set preserve_insertion_order = false")
        prepare(con)
        _load(con, inputs)
        calendar.fill(con)
        run(con, models(), progress=progress)
        _audit(con)
        for (view,) in con.execute("select view_name from duckdb_views() where schema_name = 'landed'").fetchall():
            con.execute(f"drop view landed.{view}")
    part.replace(path)


def _load(con: duckdb.DuckDBPyConnection, inputs: list[ingest.Reading]) -> None:
    tables = [row[0] for row in con.execute("select table_name from duckdb_tables() where schema_name = 'landed'").fetchall()]
    for table in tables:
        files = [str(path) for reading in inputs if (path := reading.directory / f"{table}.parquet").exists()]
        if files and table in LARGE:
            con.execute(f"drop table landed.{table}")
            con.execute(f"create view landed.{table} as select * from read_parquet({files!r}, union_by_name = true)")
        elif files:
            con.execute(
                f"insert into landed.{table} by name select * from read_parquet($files, union_by_name = true)",
                {"files": files},
            )
    rows = [(*(getattr(reading, name) for name in FILE), *(reading.counts[name] for name in COUNTS)) for reading in inputs]
    if rows:
        con.executemany("insert into landed.file values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)


def _audit(con: duckdb.DuckDBPyConnection) -> None:
    wrong = findings(con, "checks")
    if wrong:
        lines = "\n".join(f"  {found.name}: {found.subject}: {found.message}" for found in wrong[:20])
        raise AuditFailed(
            f"The build was not published: {len(wrong)} checks found something. The last good build stays.\n{lines}"
        )
    con.execute("create table marts.gate (gate varchar, subject varchar, message varchar, amount_micro bigint)")
    rows = [(found.name, found.subject, found.message, found.amount_micro) for found in findings(con, "gates")]
    if rows:
        con.executemany("insert into marts.gate values (?, ?, ?, ?)", rows)


def _write(path: Path, text: str) -> None:
    part = path.with_name(path.name + ".part")
    with part.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)


def _forget_old(folder: Path, current: str) -> None:
    builds = sorted(folder.glob("*.duckdb"), key=lambda path: path.stat().st_mtime, reverse=True)
    keep = {current, *[path.stem for path in builds[:KEPT]]}
    for path in [*folder.glob("*.duckdb"), *folder.glob("*.part"), *folder.glob("*.json")]:
        if path.stem not in keep and path.name != "progress.json":
            path.unlink(missing_ok=True)

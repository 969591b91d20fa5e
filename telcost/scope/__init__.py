"""What one viewer may see of one published build: a cursor on which every mart's name means their part of it.

One in-memory DuckDB per process and home attaches builds read-only, with files outside `builds/` out of reach and the
configuration locked. Whoever is granted everything reads the marts as they are. A head reads the SELECTs beside this
file; a mart without one is empty for them. It answers no question of its own.
"""

import re
import threading
from functools import lru_cache
from pathlib import Path

import duckdb

from telcost.access import Viewer

HERE = Path(__file__).parent
KEPT = 2  # builds of one period that stay attached: readers of the last one are not interrupted by a new one
EXTRAS = ("line", "connected_slice")  # views that are no marts, made of what the viewer sees

HARDENED = {
    "python_enable_replacements": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "allow_community_extensions": "false",
    "memory_limit": "2GB",
}

# The only place where integers of a build become what people read: minutes and averages are rounded half up.
MACROS = (
    "money(micro) as cast(cast(micro as decimal(19, 0)) * 0.000001 as decimal(26, 6))",
    "quantity(micro) as cast(cast(micro as decimal(19, 0)) * 0.000001 as decimal(26, 6))",
    "rate(nano) as cast(cast(nano as decimal(19, 0)) * 0.000000001 as decimal(28, 9))",
    "seconds(ms) as cast(cast(ms as decimal(19, 0)) * 0.001 as decimal(22, 3))",
    "minutes(ms) as cast(cast((2 * ms + 600) // 1200 as decimal(19, 0)) * 0.01 as decimal(21, 2))",
    "average(micro, n) as cast("
    "sign(micro) * cast((2 * abs(micro) + 100 * n) // nullif(200 * n, 0) as decimal(19, 0)) * 0.0001 as decimal(23, 4)"
    ")",
)

SUBTREE = """
create temp table viewer_department as
with recursive below(department, cost_centre) as (
    select department, cost_centre from marts.department
    where list_contains($granted, department)
    union
    select child.department, child.cost_centre
    from marts.department as child
    join below on child.parent = below.cost_centre
    where child.parent <> ''
)
select distinct department from below where department <> ''
"""

EVERYBODY = """
create temp table viewer_department as
select distinct department from marts.department where department <> ''
"""

_attaching = threading.Lock()


def cursor(home: Path, viewer: Viewer, build: Path) -> duckdb.DuckDBPyConnection:
    """A connection of its own for one run of one viewer: its views are seen by nobody else."""
    within = catalog(home, build)
    own = _database(home).cursor()
    for macro in MACROS:
        own.execute("create temp macro " + macro)
    if viewer.sees_all:
        own.execute(_within(within, EVERYBODY))
    else:
        own.execute(_within(within, SUBTREE), {"granted": sorted(viewer.departments)})
        own.execute("create temp table foreign_number as " + _within(within, _text("foreign_number")))
    tables = _tables(own, within)
    for table in sorted(tables, key=_after_what_it_reads):
        own.execute(f'create temp view "{table}" as ' + _within(within, _select(table, viewer)))
    for extra in EXTRAS:
        own.execute(f"create temp view {extra} as " + _within(within, _text(extra)))
    return own


def _select(table: str, viewer: Viewer) -> str:
    """Default deny: a mart nobody wrote a scope for shows a head nothing."""
    everything = f'from marts."{table}"'
    if viewer.sees_all:
        return everything
    return _text(table) if (HERE / f"{table}.sql").exists() else everything + " where false"


def _after_what_it_reads(table: str) -> tuple[int, str]:
    order = ("cost_line", "posting", "leg", "charge", "segment", "invoice_line", "seat")
    return (order.index(table) if table in order else len(order), table)


def _within(catalog: str, sql: str) -> str:
    return re.sub(r"\b(marts|attribution)\.", rf"{catalog}.\1.", sql)


@lru_cache
def _text(name: str) -> str:
    return (HERE / f"{name}.sql").read_text()


def _tables(own: duckdb.DuckDBPyConnection, catalog: str) -> list[str]:
    named = "select table_name from duckdb_tables() where database_name = $catalog and schema_name = 'marts'"
    return [row[0] for row in own.execute(named, {"catalog": catalog}).fetchall()]


@lru_cache
def _database(home: Path) -> duckdb.DuckDBPyConnection:
    database = duckdb.connect(":memory:", config=HARDENED)
    database.execute("set allowed_directories = $builds", {"builds": [f"{home / 'builds'}/"]})
    database.execute("set enable_external_access = false")
    database.execute("set lock_configuration = true")
    return database


def catalog(home: Path, build: Path) -> str:
    """The name of a published build in this process; older builds of its period are let go."""
    prefix = f"build_{build.parent.name.replace('-', '_')}_"
    name = prefix + build.stem
    with _attaching:
        database = _database(home)
        known = [other for other in _databases(database) if other.startswith(prefix)]
        if name not in known:
            database.execute(f"attach or replace '{_quoted(build)}' as {name} (read_only)")
            for old in [*known, name][:-KEPT]:
                database.execute(f"detach {old}")
    return name


def _databases(database: duckdb.DuckDBPyConnection) -> list[str]:
    """What is attached, in the order it was."""
    named = database.execute("select database_name from duckdb_databases() order by database_oid")
    return [row[0] for row in named.fetchall()]


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")

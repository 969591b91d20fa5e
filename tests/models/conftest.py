"""Tables written as text in the test, the real model run on a real DuckDB, rows back as tuples."""

import datetime
import re

import duckdb
import pytest

from telcost import warehouse
from telcost.billing_calendar import Calendar
from telcost.periods import Period

MARCH = Period.parse("2026-03")


def ms(text: str) -> int:
    """'2026-03-02 15:00:00.5' (UTC) as epoch milliseconds."""
    moment = datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC)
    return round(moment.timestamp() * 1000)


def value(word: str):
    """A cell: '-' is empty text, 'null' null, 2026-03-02T15:00:00 an instant, 1_000 an integer, else text."""
    if word == "-":
        return ""
    if word == "null":
        return None
    if re.fullmatch(r"-?[\d_]+", word):
        return int(word)
    if re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+", word):
        return ms(word)
    if word in ("true", "false"):
        return word == "true"
    return word.replace("~", " ")


def table(text: str) -> tuple[list[str], list[list]]:
    lines = [line.split() for line in text.strip().splitlines()]
    return lines[0], [[value(word) for word in line] for line in lines[1:]]


def columns_of(con, name: str) -> dict[str, str]:
    return dict(con.execute(f"select column_name, data_type from duckdb_columns() where schema_name || '.' || table_name = '{name}'").fetchall())


def empty(kind: str):
    return {"BIGINT": None, "BOOLEAN": False, "DATE": None}.get(kind, "")


class World:
    """A database with the landed tables, the calendar of one period, and the tables a test gives."""

    def __init__(self):
        self.con = duckdb.connect()
        self.names: list[str] = []
        warehouse.prepare(self.con)

    def given(self, name: str, text: str) -> None:
        """Rows of a table; columns not named are '' or null (ranges: always). Other tables than landed: only those named."""
        header, rows = table(text)
        kinds = columns_of(self.con, name)
        if not kinds:
            landed = "landed." + name.split(".")[1]
            if columns_of(self.con, landed):
                self.con.execute(f"create table {name} as select * from {landed} limit 0")
            else:
                self._create(name, header, rows)
            kinds = columns_of(self.con, name)
        defaults = {column: empty(kind) for column, kind in kinds.items()}
        defaults |= {"valid_from": datetime.date.min, "valid_to": datetime.date.max} if "valid_from" in kinds else {}
        defaults |= {key: default for key, default in DEFAULTS.items() if key in kinds}
        for line, row in enumerate(rows, 2):
            record = defaults | ({"line": line} if "line" in kinds else {}) | dict(zip(header, row, strict=True))
            marks = ", ".join("?" * len(record))
            self.con.execute(f"insert into {name} ({', '.join(record)}) values ({marks})", list(record.values()))
        self.names.append(name)

    def _create(self, name, header, rows):
        kinds = ["varchar" if any(isinstance(row[i], str) for row in rows) else "boolean" if any(isinstance(row[i], bool) for row in rows)
                 else "bigint" for i in range(len(header))]
        kinds = ["date" if column.endswith("_on") or column.startswith("valid_") else kind for column, kind in zip(header, kinds, strict=True)]
        self.con.execute(f"create table {name} ({', '.join(f'{c} {k}' for c, k in zip(header, kinds, strict=True))})")

    def calendar(self, period: Period = MARCH, zone: str = "America/New_York") -> None:
        suppliers = self.con.execute("select supplier, cycle_day, cycle_time, cycle_zone, rate_zone from landed.supplier").fetchall()
        Calendar.of(period, suppliers, {"billing_zone": zone, "reporting_currency": "USD"}).fill(self.con)

    def rows(self, columns: str, name: str) -> list[tuple]:
        """The wanted columns of a model, in the order of those columns."""
        warehouse.run(self.con, [name], self.names)
        return self.con.execute(f"select {columns} from {name} order by all").fetchall()

    def audit(self, folder: str, name: str) -> list:
        """What one check or gate finds, after the models it reads have run."""
        warehouse.run(self.con, warehouse.reads(warehouse.audits(folder)[name]), self.names)
        return [(found.subject, found.message) for found in warehouse.findings(self.con, folder, [name])]


DEFAULTS = {
    "first_increment_seconds": 1, "next_increment_seconds": 1, "minimum_seconds": 0, "free_seconds": 0, "from_second": 0,
    "connection_fee_nano": 0, "amount_rounding": "half_up", "amount_decimals": 6, "unit": "minute", "currency": "USD",
    "cycle_day": 1, "cycle_time": "00:00", "cycle_zone": "America/New_York", "rate_zone": "America/New_York", "home_country": "US",
    "match_tolerance_seconds": 5, "precision_ms": 1000, "event": "answer", "leg_number": "", "occurrence": 1, "media_type": "",
}  # fmt: skip


@pytest.fixture
def world():
    world = World()
    yield world
    world.con.close()


@pytest.fixture
def given(world):
    return world.given


@pytest.fixture
def rows(world):
    return world.rows

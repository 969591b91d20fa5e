"""Tables written as text, models run on a real DuckDB, rows back as tuples: what the fixtures beside it are made of."""

import datetime
import functools
import re

import duckdb

from telcost import warehouse
from telcost.billing_calendar import Calendar
from telcost.periods import Period

MARCH = Period.parse("2026-03")
NEW_YORK = {"billing_zone": "America/New_York", "reporting_currency": "USD"}

# What a column holds when a test does not name it; any other text is '', flag false, number null.
UNNAMED = {
    "valid_from": datetime.date.min, "valid_to": datetime.date.max, "occurrence": 1, "event": "answer",
    "first_increment_seconds": 1, "next_increment_seconds": 1, "minimum_seconds": 0, "connection_fee_nano": 0,
    "from_second": 0, "amount_decimals": 6, "unit": "minute", "currency": "USD", "precision_ms": 1000,
    "cycle_zone": "America/New_York", "rate_zone": "America/New_York", "home_country": "US",
    "match_tolerance_seconds": 5, "file_id": "f", "minor_micro": 10_000,
    "cycle_start_on": datetime.date(2026, 3, 1), "cycle_end_on": datetime.date(2026, 4, 1),
    "cycle_start_ms": 1_772_341_200_000, "cycle_end_ms": 1_775_016_000_000,
}  # fmt: skip
FROM_THE_CALENDAR = {"landed.period", "landed.cycle", "landed.local_slot", "landed.currency"}


def ms(text: str) -> int:
    """'2026-03-02T15:00:00.5' (UTC) as epoch milliseconds."""
    moment = datetime.datetime.fromisoformat(text).replace(tzinfo=datetime.UTC)
    return round(moment.timestamp() * 1000)


def cell(word: str):
    """'-' is empty text, 'null' null, 2026-03-02T15:00:00 an instant, 1_000 an integer, '~' a blank; else text."""
    if word == "null":
        return None
    if word in ("true", "false"):
        return word == "true"
    if re.fullmatch(r"-?\d[\d_]*", word):
        return int(word)
    if re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+", word):
        return ms(word)
    return "" if word == "-" else word.replace("~", " ")


def table(text: str) -> list[dict]:
    """Rows under a header, blanks between cells."""
    header, *lines = [line.split() for line in text.strip().splitlines()]
    return [dict(zip(header, map(cell, line), strict=True)) for line in lines]


@functools.cache
def shapes() -> dict[str, dict[str, str]]:
    """{table: {column: type}} of every landed table and every model, as they come out of an empty database."""
    with duckdb.connect() as con:
        warehouse.prepare(con)
        warehouse.run(con, warehouse.models())
        found: dict[str, dict[str, str]] = {}
        every = "select schema_name || '.' || table_name, column_name, data_type from duckdb_columns() where not internal"
        for name, column, kind in con.execute(every).fetchall():
            found.setdefault(name, {})[column] = kind
    return found


def blank(column: str, kind: str):
    return UNNAMED.get(column, {"VARCHAR": "", "BOOLEAN": False}.get(kind))


def written(value, kind: str):
    """As a list of one type takes it: 44 may be a prefix."""
    return str(value) if kind in ("VARCHAR", "DATE") and value is not None else value


class World:
    """A database with empty landed tables and the calendar of March 2026 in New York, and what a test gives.

    One database serves all tests of a run; `clear` takes back whatever a test gave and made.
    """

    def __init__(self):
        self.con = duckdb.connect()
        warehouse.prepare(self.con)
        self.names: set[str] = set()
        self.made: set[str] = set()
        self.month = (MARCH, NEW_YORK)
        self.filled: tuple | None = None

    def clear(self) -> None:
        for name in self.names | self.made:
            self.con.execute(f"delete from {name}" if name.startswith("landed.") else f"drop table {name}")
        if self.names & FROM_THE_CALENDAR:
            self.filled = None
        self.names, self.made, self.month = set(), set(), (MARCH, NEW_YORK)

    def given(self, name: str, text: str) -> None:
        """Adds rows to a table: landed, or a model's, which is then not run. Columns not named hold what `blank` says."""
        self.rows_of(name, table(text))

    def rows_of(self, name: str, records: list[dict]) -> None:
        columns = shapes()[name]
        if name not in self.names:
            self._begin(name, columns)
        self.names.add(name)
        self._forget_made()
        rows = []
        for line, record in enumerate(records, 2):
            assert set(record) <= set(columns), f"{name} has no {set(record) - set(columns)}"
            rows.append({"line": line} | record)
        cells = [[written(row.get(column, blank(column, kind)), kind) for row in rows] for column, kind in columns.items()]
        if rows:
            unnested = ", ".join(f"cast(unnest(?) as {kind})" for kind in columns.values())
            self.con.execute(f"insert into {name} select {unnested}", cells)

    def _begin(self, name: str, columns: dict[str, str]) -> None:
        if name in FROM_THE_CALENDAR:
            self._fill()
            self.con.execute(f"delete from {name}")
        elif not name.startswith("landed."):
            declared = ", ".join(f"{column} {kind}" for column, kind in columns.items())
            self.con.execute(f"create or replace table {name} ({declared})")
            self.made.discard(name)

    def _forget_made(self) -> None:
        for name in self.made:
            self.con.execute(f"drop table {name}")
        self.made.clear()

    def calendar(self, period: Period, policies: dict = NEW_YORK) -> None:
        """Another month, or another billing zone."""
        self.month = (period, policies)

    def _fill(self) -> None:
        """The month, the cycles of the suppliers given so far, local dates and clocks, unless they are there."""
        columns = "supplier, cycle_day, cycle_time, cycle_zone, rate_zone"
        suppliers = self.con.execute(f"select {columns} from landed.supplier order by all").fetchall()
        suppliers = suppliers or [("nobody", 1, "", "", "")]
        period, policies = self.month
        wanted = (period, tuple(policies.items()), tuple(suppliers))
        if self.filled != wanted:
            for name in FROM_THE_CALENDAR:
                self.con.execute(f"delete from {name}")
            Calendar.of(period, suppliers, policies).fill(self.con)
            self.filled = wanted

    def run(self, wanted) -> None:
        names = warehouse.order(wanted, self.names | self.made)
        needed = set(wanted).union(*(warehouse.reads(warehouse.models()[name]) for name in names))
        if needed & FROM_THE_CALENDAR and not self.names & FROM_THE_CALENDAR:
            self._fill()
        self.made.update(warehouse.run(self.con, names, self.names | self.made))

    def rows(self, columns: str, model: str, where: str = "true") -> list[tuple]:
        """The wanted columns of a model's rows, in the order of those columns."""
        self.run([model])
        return self.con.execute(f"select {columns} from {model} where {where} order by all").fetchall()

    def audit(self, watcher: str) -> list[tuple[str, str]]:
        """(subject, message) of everything `checks.name` or `gates.name` finds."""
        folder, name = watcher.split(".")
        self.run(warehouse.reads(warehouse.audits(folder)[name]))
        return [(found.subject, found.message) for found in warehouse.findings(self.con, folder, [name])]


T0 = ms("2026-03-02T15:00:00")
OUTSIDE = {"ani": "+12125550100", "ani_type": "fixed", "ani_country": "US",
           "dnis": "+18335550100", "dnis_type": "toll_free", "dnis_country": "US"}  # fmt: skip
SHORT = {"user": "user_id", "queue": "queue_id", "flow": "flow_name", "type": "segment_type"}


def conversation_tables(text: str) -> dict[str, list[dict]]:
    """Rows of staging.conversation, session and segment. A line is a segment; what it says of its session is the
    session's. `from` and `to` are seconds of 15:00 UTC on 2 March. Unnamed: conversation c, inbound voice from
    +12125550100 to the toll-free +18335550100, one SIP call a session of a customer."""
    session_columns, segment_columns = shapes()["staging.session"], shapes()["staging.segment"]
    found: dict[str, dict] = {"conversation": {}, "session": {}, "segment": {}}
    for row in table(text):
        row = {SHORT.get(name, name): value for name, value in row.items()}
        here = {"conversation_id": row.pop("conversation", "c"), "session_id": row.pop("session")}
        start, end = row.pop("from"), row.pop("to")
        row |= {"started_ms": T0 + milliseconds(start), "ended_ms": None if end is None else T0 + milliseconds(end)}
        usual = {"media_type": "voice", "direction": "inbound"}
        if row["purpose"] in ("customer", "external"):
            usual |= OUTSIDE | {"protocol_call_id": f"sip-{here['conversation_id']}-{here['session_id']}"}
        session = usual | {name: value for name, value in row.items() if name in session_columns} | here
        segment = {name: value for name, value in row.items() if name in segment_columns} | here
        found["conversation"].setdefault(here["conversation_id"], {
            "conversation_id": here["conversation_id"], "direction": session["direction"], "ended_ms": 0})  # fmt: skip
        found["session"].setdefault(tuple(here.values()), session)
        found["segment"][len(found["segment"])] = segment | {"position": len(found["segment"]) + 1}
    return {f"staging.{name}": list(records.values()) for name, records in found.items()}


def milliseconds(seconds) -> int:
    """0.001 is text in a table: only whole numbers are numbers there."""
    whole, _, part = str(seconds).partition(".")
    return int(whole) * 1000 + int(part.ljust(3, "0"))

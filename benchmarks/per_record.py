"""The straightforward way, to compare with: one record after another, in dictionaries and floats, in Python.

It does what guides on the web do: find the carrier's record by numbers and time, else price the call by the longest
prefix, share it by the seconds each agent talked. It knows no IVR, wait, hold in a queue or tail, no increments, no
overlap, no pools or seats, no parts that add up and no evidence: it does a good deal less than a build.
"""

import bisect
from collections import defaultdict
from collections.abc import Iterator

import duckdb

TOLERANCE_MS = 5000
CONNECTED = ("interact", "hold")
OUTSIDE = ("customer", "external")


def cost_lines(con: duckdb.DuckDBPyConnection) -> Iterator[tuple[str, str, str, float, float]]:
    """(conversation, session, department, seconds, cost) of every agent session, from the rows of `landed.*`."""
    month = _Month(con)
    for conversation_id, sessions in month.conversations.items():
        outside = [session for session in sessions if session["purpose"] in OUTSIDE and session["media_type"] == "voice"]
        cost = sum(map(month.cost, outside))
        talked = [(session, *month.talked(session)) for session in sessions if session["purpose"] in ("agent", "user")]
        total = sum(seconds for _, _, seconds in talked)
        for session, department, seconds in talked:
            yield conversation_id, session["session_id"], department, seconds, cost * seconds / total if total else 0.0
        if not total:
            yield conversation_id, "", "Unattributed", 0.0, cost


class _Month:
    """Everything in memory, by what it is looked up by."""

    def __init__(self, con: duckdb.DuckDBPyConnection):
        self.departments = {row["queue_id"]: row["department"] for row in _rows(con, "queue")}
        self.rates = {(row["supplier"], row["prefix"]): row for row in _rows(con, "rate")}
        self.suppliers = {row["number_from"]: row["supplier"] for row in _rows(con, "number")}
        self.conversations = _by(("conversation_id",), _rows(con, "session"))
        self.segments = _by(("session_id",), _rows(con, "segment"))
        self.records = _by(("ani", "dnis"), _rows(con, "carrier_record"))
        for records in self.records.values():
            records.sort(key=lambda record: record["started_ms"])

    def talked(self, session: dict) -> tuple[str, float]:
        """The department of the session's queue, and the seconds it talked."""
        connected = self._connected(session)
        department = self.departments.get(connected[0]["queue_id"], "Unattributed") if connected else "Unattributed"
        return department, sum(segment["ended_ms"] - segment["started_ms"] for segment in connected) / 1000

    def cost(self, session: dict) -> float:
        connected = self._connected(session)
        if not connected:
            return 0.0
        start, end = min(segment["started_ms"] for segment in connected), max(segment["ended_ms"] for segment in connected)
        record = self._record(session, start)
        if record and record["amount_micro"] is not None:
            return record["amount_micro"] / 1e6
        rate = self._rate(record["supplier"] if record else self.suppliers.get(session["dnis"], ""), session["dnis"].lstrip("+"))
        return round((end - start) / 60_000 * rate["rate_nano"] / 1e9, 4) if rate else 0.0

    def _connected(self, session: dict) -> list[dict]:
        return [row for row in self.segments[session["session_id"]] if row["segment_type"] in CONNECTED and row["ended_ms"]]

    def _record(self, session: dict, start: int) -> dict | None:
        """The record of these two numbers nearest in time, within tolerance."""
        records = self.records.get((session["ani"], session["dnis"]), [])
        at = bisect.bisect_left(records, start, key=lambda record: record["started_ms"])
        near = [record for record in records[max(at - 1, 0) : at + 1] if abs(record["started_ms"] - start) <= TOLERANCE_MS]
        return min(near, key=lambda record: abs(record["started_ms"] - start), default=None)

    def _rate(self, supplier: str, digits: str) -> dict | None:
        for length in range(len(digits), -1, -1):
            if rate := self.rates.get((supplier, digits[:length])):
                return rate
        return None


def _by(columns: tuple[str, ...], rows: Iterator[dict]) -> dict:
    found = defaultdict(list)
    for row in rows:
        found[tuple(row[column] for column in columns) if len(columns) > 1 else row[columns[0]]].append(row)
    return found


def _rows(con: duckdb.DuckDBPyConnection, table: str) -> Iterator[dict]:
    cursor = con.execute(f"select * from landed.{table}")
    names = [column[0] for column in cursor.description]
    while rows := cursor.fetchmany(10_000):
        for row in rows:
            yield dict(zip(names, row))

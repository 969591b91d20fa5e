"""A carrier's call file → carrier_record. What a carrier writes is described by one small TOML file in formats/.

Knows how to type a row exactly; refuses to guess: a row that does not fit is set aside, nothing is rounded. Which
call it was on the platform, and what it should have cost, is decided in the models.
"""

import fnmatch
import functools
import hashlib
import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from telcost.errors import BadReference
from telcost.readers import values
from telcost.readers.content import refused
from telcost.readers.csv_text import fold
from telcost.readers.numbers import SCIENTIFIC, Number, carrier_number
from telcost.readers.outcome import Aside, File, Outcome, write_set_aside
from telcost.readers.sheet import Row, Shape, Sheet
from telcost.readers.tables import write
from telcost.readers.values import MICRO, Unreadable

VERSION = "1"
FORMATS = Path(__file__).parent / "formats"
COLUMNS = (
    "call_id", "leg_number", "answered_at", "started_at", "ended_at", "from_number", "to_number", "terminating_number",
    "direction", "duration", "billed", "amount", "currency", "invoice_number", "product",
)
EVENTS = {"answered_at": "answer", "started_at": "setup", "ended_at": "end"}
CHOICES = {
    "durations": ("hh:mm:ss", "seconds", "decimal seconds", "minutes"),
    "numbers": ("national", "international"),
    "direction": ("inbound", "outbound"),
}


@dataclass(frozen=True)
class Format:
    """One carrier's way to write calls. `columns` maps ours to one or more of theirs: joined, amounts added."""

    name: str
    digest: str
    columns: dict[str, tuple[str, ...]]
    zone: str
    times: str
    durations: str
    numbers: str
    label: str = ""
    supplier: str = ""
    region: str = ""
    currency: str = ""
    direction: str = ""
    encoding: str = "utf-8"
    directions: dict[str, list[str]] | None = None
    optional: tuple[str, ...] = ()

    @property
    def shape(self) -> Shape:
        needed = [theirs for ours, theirs in self.columns.items() if ours not in self.optional]
        return Shape("calls", self.name, tuple(column for columns in needed for column in columns))

    @property
    def precision_ms(self) -> int:
        return 1000 if self.times == "iso" or "%S" in self.times else 60_000


@functools.cache
def formats() -> dict[str, Format]:
    """Every format by the name of its file. Raises BadReference for a description that cannot work."""
    return {path.stem: _format(path) for path in sorted(FORMATS.glob("*.toml"))}


def _format(path: Path) -> Format:
    text = path.read_bytes()
    try:
        facts = tomllib.loads(text.decode())
        columns = {ours: (theirs,) if isinstance(theirs, str) else tuple(theirs) for ours, theirs in facts.pop("columns").items()}
        unknown = set(columns) - set(COLUMNS)
        if unknown:
            raise ValueError(f"[columns] {min(unknown)} is none of {', '.join(COLUMNS)}")
        optional = tuple(facts.pop("optional", ()))
        described = Format(path.stem, hashlib.sha256(text).hexdigest()[:12], columns, optional=optional, **facts)
        for field, allowed in CHOICES.items():
            if (value := getattr(described, field)) and value not in allowed:
                raise ValueError(f"{field} is {value}, not one of: {', '.join(allowed)}")
        values.zone(described.zone)
        return described
    except (ValueError, TypeError, KeyError) as error:
        raise BadReference(f"{path.name} does not describe a carrier's format: {error}\n  See README, how to add one.") from error


def read(file: File, sheet: Sheet, described: Format) -> Outcome:
    """Writes the rows as they come and set_aside at the end."""
    calls = _Calls(file, sheet, described)
    count = write(file.folder, "carrier_record", calls)
    asides = sorted(calls.asides + sheet.asides, key=lambda aside: aside.line)
    write_set_aside(file, asides, count)
    set_aside_micro = sum(aside.amount_micro or 0 for aside in asides)
    _prove_total(sheet, described, calls.amount_micro + set_aside_micro, asides)
    notes = [f"{calls.repeated:,} times came twice when the clock was put back in {described.zone}: the earlier was taken."]
    return Outcome(
        records=count + len(asides) + sheet.non_data, set_aside=len(asides), non_data=sheet.non_data,
        first_ms=min(calls.instants, default=None), last_ms=max(calls.instants, default=None),
        currency=calls.currency, amount_micro=calls.amount_micro + set_aside_micro, set_aside_micro=set_aside_micro,
        notes=notes if calls.repeated else (),
    )


class _Calls:
    """The rows of one file, typed; counts while it goes."""

    def __init__(self, file: File, sheet: Sheet, described: Format):
        self.file, self.sheet, self.format = file, sheet, described
        self.asides: list[Aside] = []
        self.seen: Counter[str] = Counter()
        self.instants: tuple[int, ...] = ()
        self.amount_micro, self.repeated, self.currency = 0, 0, described.currency
        self.columns = {ours: [fold(column) for column in theirs] for ours, theirs in described.columns.items()}

    def __iter__(self) -> Iterator[dict]:
        for row in self.sheet.rows():
            self.column = ""
            try:
                record = self._record(row)
            except Unreadable as error:
                cell = self._cell(row, self.column)
                self.asides.append(Aside(row.line, self._theirs(self.column), cell, error.code, error.what, error.advice,
                                         self._amount_or_none(row)))
            else:
                yield self._counted(record)

    def _record(self, row: Row) -> dict[str, Any]:
        event, event_ms = self._event(row)
        duration_ms = self._typed(row, "duration", values.duration_ms, self.format.durations)
        caller, dialled = self._number(row, "from_number"), self._number(row, "to_number")
        amount_micro = self._amount(row)
        return {
            "supplier": self.file.supplier, "call_id": self._cell(row, "call_id"), "leg_number": self._cell(row, "leg_number"),
            "event": event, "event_ms": event_ms, "started_ms": event_ms - duration_ms if event == "end" else event_ms,
            "duration_ms": duration_ms, "direction": self._direction(row),
            "ani": caller.number, "ani_type": caller.type, "ani_country": caller.country,
            "dnis": dialled.number, "dnis_type": dialled.type, "dnis_country": dialled.country,
            "terminating": self._number(row, "terminating_number").number,
            "billed_seconds": self._billed(row), "amount_micro": amount_micro,
            "currency": self._currency(row) if amount_micro is not None else self.currency,
            "invoice_number": self._cell(row, "invoice_number"), "product": self._cell(row, "product"),
            "precision_ms": self.format.precision_ms, "file_id": self.file.file_id, "line": row.line, "format": self.format.name,
        }

    def _counted(self, record: dict) -> dict:
        same = [str(value) for column, value in record.items() if column not in ("file_id", "line", "format", "precision_ms")]
        digest = hashlib.md5("\x1f".join(same).encode(), usedforsecurity=False).hexdigest()
        self.seen[digest] += 1
        self.amount_micro += record["amount_micro"] or 0
        instants = (*self.instants, record["started_ms"])
        self.instants = (min(instants), max(instants))
        return record | {"digest": digest, "occurrence": self.seen[digest]}

    def _cell(self, row: Row, ours: str) -> str:
        return " ".join([row.cells.get(column, "") for column in self.columns.get(ours, ())]).strip()

    def _theirs(self, ours: str) -> str:
        return " ".join(self.format.columns.get(ours, ()))

    def _typed(self, row: Row, ours: str, convert, *how):
        self.column = ours
        cell = self._cell(row, ours)
        if not cell:
            raise Unreadable("empty", "the cell is empty")
        return convert(cell, *how)

    def _event(self, row: Row) -> tuple[str, int]:
        given = [ours for ours in EVENTS if self._cell(row, ours)]
        self.column = given[0] if given else next(ours for ours in EVENTS if ours in self.format.columns)
        event_ms, repeated = self._typed(row, self.column, values.instant, self.format.times, self.format.zone)
        self.repeated += repeated
        return EVENTS[self.column], event_ms

    def _number(self, row: Row, ours: str) -> Number:
        self.column = ours
        cell = self._cell(row, ours)
        if SCIENTIFIC.fullmatch(cell):
            raise Unreadable("scientific", f'"{cell}" has lost its last digits', "Format the column as text before saving.")
        return carrier_number(cell, self.format.region, self.format.numbers == "international")

    def _direction(self, row: Row) -> str:
        self.column = "direction"
        cell = self._cell(row, "direction")
        if not cell and self.format.direction:
            return self.format.direction
        for direction, patterns in (self.format.directions or {}).items():
            if any(fnmatch.fnmatchcase(cell.casefold(), pattern.casefold()) for pattern in patterns):
                return direction
        known = ", ".join(pattern for patterns in (self.format.directions or {}).values() for pattern in patterns)
        raise Unreadable("direction", f'"{cell}" is not a known direction', f"This format writes: {known}.")

    def _billed(self, row: Row) -> int | None:
        self.column = "billed"
        cell = self._cell(row, "billed")
        if not cell:
            return None
        billed_ms = values.duration_ms(cell, self.format.durations)
        if billed_ms % 1000:
            raise Unreadable("duration", f'"{cell}" is not whole seconds')
        return billed_ms // 1000

    def _amount(self, row: Row) -> int | None:
        self.column = "amount"
        cells = [row[column] for column in self.columns.get("amount", ())]
        amounts = [values.scaled(cell, MICRO) for cell in cells if cell]
        return sum(amounts) if amounts else None

    def _currency(self, row: Row) -> str:
        self.column = "currency"
        found = values.currency(self._cell(row, "currency") or self.currency)
        if found != (self.currency or found):
            raise Unreadable("currency", f'"{found}" in a file of {self.currency}', "Each currency needs a file of its own.")
        self.currency = found
        return found

    def _amount_or_none(self, row: Row) -> int | None:
        try:
            return self._amount(row)
        except Unreadable:
            return None


def _prove_total(sheet: Sheet, described: Format, found_micro: int, asides: list[Aside]) -> None:
    """A row of totals is a control: at its own decimals it must be what the rows add up to."""
    columns = described.columns.get("amount", ())
    if not sheet.total or len(columns) != 1 or not (stated := sheet.total[columns[0]]):
        return
    if any(aside.amount_micro is None for aside in asides):
        return
    try:
        difference = values.scaled(stated, MICRO) - found_micro
    except Unreadable:
        return
    if abs(difference) * 2 > 10 ** (MICRO - len(stated.partition(".")[2])):
        raise refused(sheet.name, f'the total is "{stated}", but the rows add up to {values.shown(found_micro)}',
                      "Rows are missing, or there twice.", f", line {sheet.total.line}")

"""What every reader is given and hands over; how a row that could not be read is kept and worded."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from telcost.readers.tables import write

LONGEST_VALUE = 200


@dataclass(frozen=True)
class File:
    """One landed file as a reader gets it: its content unpacked, where its tables go, who supplied it."""

    file_id: str
    name: str
    content: bytes
    folder: Path
    supplier: str = ""


@dataclass(frozen=True)
class Aside:
    """A row (or conversation) that could not be read. `what` quotes the value; `advice` says what is expected."""

    line: int
    column: str
    value: str
    code: str
    what: str
    advice: str = ""
    amount_micro: int | None = None


@dataclass(frozen=True)
class Outcome:
    """records = read + set aside + non-data. Amounts in micro-units of one currency, '' when there are none.
    No first instant: the file concerns every period. `supplier`: the one the rows name."""

    records: int
    set_aside: int = 0
    non_data: int = 0
    first_ms: int | None = None
    last_ms: int | None = None
    currency: str = ""
    amount_micro: int = 0
    set_aside_micro: int = 0
    supplier: str = ""
    notes: Sequence[str] = field(default=())


def write_set_aside(file: File, rows: Sequence[Aside], read: int, one: str = "row") -> None:
    """One row each in set_aside, its message complete but for the name of the file."""
    if rows:
        write(file.folder, "set_aside", (_row(file, aside, read, one) for aside in rows))


def _row(file: File, aside: Aside, read: int, one: str) -> dict:
    where = f"line {aside.line}" if one == "row" else f"{one} {aside.line}"
    if aside.column:
        where += f', column "{aside.column}"' if one == "row" else f", {aside.column}"
    others = f"{read:,} other {one}s".replace("entitys", "entities")
    fate = f"The {one} was set aside; {others} were read."
    return {
        "file_id": file.file_id, "line": aside.line, "column_name": aside.column,
        "value": aside.value[:LONGEST_VALUE], "code": aside.code,
        "message": f"{where}: {aside.what}\n  {aside.advice} {fate}".replace("\n   ", "\n  "),
        "amount_micro": aside.amount_micro,
    }

"""Genesys Cloud's Billable Usage report (CSV): which charge each user or device was billed for, since when."""

from telcost.readers import values
from telcost.readers.outcome import Aside, File, Outcome, write_set_aside
from telcost.readers.sheet import Row, Shape, Sheet
from telcost.readers.tables import write
from telcost.readers.values import Unreadable

VERSION = "1"
CHARGE, ENTITY, INSTANT = "Charge name", "Entity", "Timestamp"
SHAPE = Shape("billable usage", "billable usage", (CHARGE, ENTITY, INSTANT))


def read(file: File, sheet: Sheet) -> Outcome:
    rows: list[dict] = []
    asides: list[Aside] = []
    for row in sheet.rows():
        column = next((column for column in (CHARGE, ENTITY) if not row[column]), INSTANT)
        try:
            rows.append(_usage(file, row, column))
        except Unreadable as error:
            asides.append(Aside(row.line, column, row[column], error.code, error.what, error.advice))
    asides = sorted(asides + sheet.asides, key=lambda aside: aside.line)
    write(file.folder, "billable_usage", rows)
    write_set_aside(file, asides, len(rows))
    instants = [row["used_ms"] for row in rows]
    return Outcome(len(rows) + len(asides) + sheet.non_data, len(asides), sheet.non_data,
                   min(instants, default=None), max(instants, default=None))


def _usage(file: File, row: Row, column: str) -> dict:
    if not row[column]:
        raise Unreadable("empty", "the cell is empty")
    used_ms, _ = values.instant(row[INSTANT], "iso", "UTC")
    return {"file_id": file.file_id, "line": row.line, "charge_name": row[CHARGE], "entity": row[ENTITY], "used_ms": used_ms}

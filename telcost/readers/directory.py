"""The lists people edit (reference/<name>.csv) → the landed table of the same name. All or nothing.

Knows which columns a list has and what may stand in them; whether a department exists is asked in the models.
"""

import re
from collections.abc import Callable

from telcost.errors import Refused
from telcost.readers import values
from telcost.readers.content import refused
from telcost.readers.lists import Cells, cells, refuse_overlaps
from telcost.readers.outcome import File, Outcome
from telcost.readers.sheet import Shape, Sheet
from telcost.readers.tables import dictionary, write
from telcost.readers.values import Unreadable

VERSION = "1"
# Each list and what tells its rows apart: two such rows may not be in force on one day.
KEYS: dict[str, Callable[[dict], tuple]] = {
    "department": lambda row: (row["department"].casefold(),),
    "cost_centre": lambda row: (row["cost_centre"],),
    "queue": lambda row: (row["queue_id"], "" if row["queue_id"] else row["queue"]),
    "user": lambda row: (row["user_id"], "" if row["user_id"] else row["email"].casefold()),
    "number": lambda row: (row["number_from"], row["number_to"]),
    "supplier": lambda row: (row["supplier"],),
    "attribution_rule": lambda row: (row["rule"],),
    "pool": lambda row: (row["pool"],),
    "invoice_rule": lambda row: (row["supplier"], row["contains"].casefold(), row["position"]),
    "policy": lambda row: (row["policy"],),
}
FILLED = {
    "department": ("department",), "cost_centre": ("cost_centre",), "number": ("number_from",),
    "supplier": ("supplier", "role", "currency"), "attribution_rule": ("position", "rule"), "pool": ("pool", "driver"),
    "invoice_rule": ("position", "supplier", "kind", "explained_by"), "policy": ("policy", "value"),
}
EITHER = {"queue": ("queue_id", "queue"), "user": ("user_id", "email")}
CHOICES = {
    "role": ("platform", "carrier"), "default_for": ("", "inbound", "outbound", "both"),
    "rule": ("queue", "user", "number"), "driver": ("interactions", "minutes", "seats"),
    "explained_by": ("usage", "licence", "pool", "fixed"),
}
DEFAULTS = {"cycle_day": 1, "match_tolerance_seconds": 5, "shares": True, "cycle_time": "00:00"}


def shapes() -> list[Shape]:
    return [Shape("list", name, header(name), header(name)) for name in KEYS]


def header(name: str) -> tuple[str, ...]:
    """The columns of reference/<name>.csv: those of its table, less where a row came from."""
    return tuple(column for column in dictionary()[name] if column not in ("file_id", "line"))


def read(file: File, sheet: Sheet) -> Outcome:
    name = sheet.shape.name
    rows = [_row(file, name, row) for row in cells(sheet)]
    refuse_overlaps(file.name, rows, KEYS[name])
    if name == "cost_centre":
        _refuse_loops(file.name, rows)
    write(file.folder, name, rows)
    if name == "department":
        write(file.folder, "department_alias", [alias for row in rows for alias in _aliases(row)])
    return Outcome(len(rows) + sheet.non_data, 0, sheet.non_data)


def _row(file: File, name: str, row: Cells) -> dict:
    for column in FILLED.get(name, ()):
        row.filled(column)
    if name in EITHER and not any(map(row.text, EITHER[name])):
        raise row.refuse(EITHER[name][0], f"neither {' nor '.join(EITHER[name])} is filled", "Every row names one.")
    typed = {column: _cell(row, column, kind) for column, kind in dictionary()[name].items() if column not in ("file_id", "line")}
    if name == "number":
        typed["number_to"] = typed["number_to"] or typed["number_from"]
        if (len(typed["number_to"]), typed["number_to"]) < (len(typed["number_from"]), typed["number_from"]):
            raise row.refuse("number_to", f'"{typed["number_to"]}" comes before number_from')
    return typed | row.span() | {"file_id": file.file_id, "line": row.row.line}


def _aliases(department: dict) -> list[dict]:
    names = [name.strip() for name in department["aliases"].split("|") if name.strip()]
    return [department | {"alias": name} for name in names]


def _cell(row: Cells, column: str, kind: str):
    """By the column's own rule, else by its type in landed.sql."""
    if column in CHOICES:
        return row.typed(column, "", values.one_of, CHOICES[column])
    if column in OWN:
        return row.typed(column, DEFAULTS.get(column, ""), OWN[column])
    convert = {"bigint": values.whole, "boolean": values.flag, "date": values.day}.get(kind)
    if convert:
        return row.typed(column, DEFAULTS.get(column, False if kind == "boolean" else None), convert)
    return row.text(column)


def _e164(text: str) -> str:
    number = re.sub(r"[\s().\-]", "", text)
    if not re.fullmatch(r"\+[1-9][0-9]{6,14}", number):
        raise Unreadable("number", f'"{text}" is not a number with its country code', "Write it as in +18335550100.")
    return number


def _clock(text: str) -> str:
    if not re.fullmatch(r"([01][0-9]|2[0-3]):[0-5][0-9]", text):
        raise Unreadable("time", f'"{text}" is not a time of day', "Write it as in 07:00.")
    return text


def _day_of_month(text: str) -> int:
    if not 1 <= values.whole(text) <= 31:
        raise Unreadable("number", f'"{text}" is not a day of the month')
    return int(text)


def _country(text: str) -> str:
    if not re.fullmatch(r"[A-Z]{2}", text):
        raise Unreadable("country", f'"{text}" is not a country', "Write its two letters, as in US.")
    return text


OWN = {
    "number_from": _e164, "number_to": _e164, "cycle_time": _clock, "cycle_day": _day_of_month, "home_country": _country,
    "cycle_zone": values.zone, "rate_zone": values.zone, "currency": values.currency,
}


def _refuse_loops(name: str, rows: list[dict]) -> None:
    """Nobody may be their own parent, on any day."""
    for day in sorted({row["valid_from"] for row in rows}):
        in_force = [row for row in rows if row["valid_from"] <= day < row["valid_to"]]
        parents = {row["cost_centre"]: row["parent"] for row in in_force}
        for row in in_force:
            if loop := _loop(row["cost_centre"], parents):
                raise _in_a_circle(name, row["line"], loop)


def _loop(start: str, parents: dict[str, str]) -> list[str]:
    path = [start]
    while parent := parents.get(path[-1]):
        if parent in path:
            return [*path[path.index(parent):], parent]
        path.append(parent)
    return []


def _in_a_circle(name: str, line: int, loop: list[str]) -> Refused:
    return refused(name, f"the cost centres go in a circle: {' > '.join(loop)}", "Give one of them another parent.",
                   f', line {line}, column "parent"')

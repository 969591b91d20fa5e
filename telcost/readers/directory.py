"""The lists people edit: departments, cost centres, who owns which queue, user and number, suppliers, rules, pools.

A list is recognised by its header, which is its landed table without file and line. Knows which words a list may
use and that a tree is a tree; whether a named department exists is for the build to say where it matters.
"""

from datetime import date

from telcost.readers import cells, csv_text
from telcost.readers.content import refused
from telcost.readers.outcome import File, Outcome
from telcost.readers.tables import dictionary, write

VERSION = "directory-1"
# Each list and what makes two of its rows speak of the same thing.
KEYS = {
    "department": ("department",),
    "cost_centre": ("cost_centre",),
    "queue": ("queue_id", "queue"),
    "user": ("user_id", "email"),
    "number": ("number_from", "number_to"),
    "supplier": ("supplier",),
    "attribution_rule": ("rule",),
    "pool": ("pool",),
    "invoice_rule": ("supplier", "contains", "position"),
    "policy": ("policy",),
}
WORDS = {
    ("supplier", "role"): ("platform", "carrier"),
    ("supplier", "default_for"): ("inbound", "outbound", "both"),
    ("attribution_rule", "rule"): ("queue", "user", "number"),
    ("pool", "driver"): ("interactions", "minutes", "seats"),
    ("invoice_rule", "explained_by"): ("usage", "licence", "pool", "fixed"),
}


def columns(name: str) -> list[str]:
    """The header of a list, in its order."""
    return [column for column in dictionary()[name] if column not in ("file_id", "line")]


def recognise(content: bytes) -> str:
    """The list whose header this is, or ''."""
    found = set(cells.header(content))
    return next((name for name in KEYS if {csv_text.fold(column) for column in columns(name)} == found), "")


def read(file: File, name: str) -> Outcome:
    """One list → its landed table (and department_alias). Raises Refused: a list holds whole or not at all."""
    found = [_typed(row, name) for row in cells.rows(file, columns(name))]
    found = list(cells.distinct(found, KEYS[name], file))
    if name == "cost_centre":
        _is_a_tree(file, found)
    write(file.folder, name, found)
    if name == "department":
        write(file.folder, "department_alias", [alias for row in found for alias in _aliases(row)])
    return Outcome(len(found))


def _typed(row: cells.Row, name: str) -> dict:
    typed = {"file_id": row.file.file_id, "line": row.line}
    for column, kind in list(dictionary()[name].items())[2:]:
        if kind == "date":
            typed[column] = row.day(column, cells.ALWAYS.get(column))
        elif kind == "boolean":
            typed[column] = row.yes(column)
        elif kind == "bigint":
            typed[column] = row.exact(column)
        else:
            words = WORDS.get((name, column))
            typed[column] = row.one_of(column, words) if words else row[column]
    if "valid_to" in typed and typed["valid_to"] <= typed["valid_from"]:
        raise row.wrong("valid_to", f"{typed['valid_to']} is not after valid_from {typed['valid_from']}")
    return typed


def _aliases(row: dict) -> list[dict]:
    names = [name.strip() for name in row["aliases"].split("|") if name.strip()]
    return [{key: row[key] for key in ("file_id", "line", "department", "valid_from", "valid_to")} | {"alias": name} for name in names]


def _is_a_tree(file: File, centres: list[dict]) -> None:
    parents = {row["cost_centre"]: row["parent"] for row in centres if row["valid_to"] == date.max}
    for start in parents:
        path = [start]
        while parent := parents.get(path[-1]):
            if parent in path:
                raise refused(file.name, "cost centres lie in a circle: " + " → ".join([*path, parent]))
            path.append(parent)

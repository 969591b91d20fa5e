"""Rows as a table for a terminal: aligned, money with thousands separators, the currency in the heading."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

WIDEST = 60


def table(rows: Iterable[Mapping], columns: Mapping[str, str] | None = None) -> str:
    """`columns`: heading by column, in order; without it the rows' own names."""
    rows = list(rows)
    if not rows:
        return "  (nothing)"
    columns = columns or {name: name.replace("_", " ") for name in rows[0]}
    lines = [[_cell(row[name]) for name in columns] for row in rows]
    right = [all(isinstance(row[name], int | Decimal | None) for row in rows) for name in columns]
    widths = [max(map(len, cells)) for cells in zip(columns.values(), *lines)]
    body = [list(columns.values()), ["-" * width for width in widths], *lines]
    return "\n".join(_line(cells, widths, right) for cells in body)


def _line(cells: list[str], widths: list[int], right: list[bool]) -> str:
    places = zip(cells, widths, right)
    return "  ".join(cell.rjust(width) if to_right else cell.ljust(width) for cell, width, to_right in places).rstrip()


def _cell(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else ""
    if isinstance(value, int | Decimal):
        return f"{value:,}" if isinstance(value, int) else f"{value:,f}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}"
    return str(value) if isinstance(value, date) else _one_line(str(value))


def _one_line(text: str) -> str:
    """No control character of a name reaches the terminal."""
    shown = "".join(mark if mark.isprintable() else " " for mark in text)
    return shown if len(shown) <= WIDEST else shown[: WIDEST - 1] + "…"

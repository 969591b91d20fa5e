"""Rows of a list people write: all or nothing. The first cell that is wrong refuses the file, naming its line."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from telcost.errors import Refused
from telcost.readers import values
from telcost.readers.content import refused
from telcost.readers.sheet import Row, Sheet
from telcost.readers.values import ALWAYS_FROM, ALWAYS_TO, Unreadable, shown_day


@dataclass(frozen=True)
class Cells:
    """One row of a list. An empty cell is its default; without a default it must be filled."""

    name: str
    row: Row

    def text(self, column: str) -> str:
        return self.row[column]

    def filled(self, column: str, convert: Callable = str, *how) -> Any:
        if not self.row[column]:
            raise self.refuse(column, "the cell is empty", "Every row needs it.")
        return self.typed(column, None, convert, *how)

    def typed(self, column: str, default: Any, convert: Callable, *how) -> Any:
        if not (cell := self.row[column]):
            return default
        try:
            return convert(cell, *how)
        except Unreadable as error:
            raise self.refuse(column, error.what, error.advice) from None

    def span(self) -> dict:
        """valid_from and valid_to (exclusive); empty means always."""
        start = self.typed("valid_from", ALWAYS_FROM, values.day)
        end = self.typed("valid_to", ALWAYS_TO, values.day)
        if end <= start:
            raise self.refuse("valid_to", f'"{end}" is not after valid_from', "valid_to is the first day it no longer holds.")
        return {"valid_from": start, "valid_to": end}

    def refuse(self, column: str, what: str, advice: str = "") -> Refused:
        return refused(self.name, what, advice, f', line {self.row.line}, column "{column}"')


def cells(sheet: Sheet) -> Iterable[Cells]:
    for row in sheet.rows():
        yield Cells(sheet.name, row)
    if sheet.asides:
        broken = sheet.asides[0]
        raise refused(sheet.name, broken.what, broken.advice, f", line {broken.line}")


def refuse_overlaps(name: str, rows: list[dict], key: Callable[[dict], tuple]) -> None:
    """Two rows with one key may not be in force on one day."""
    same = defaultdict(list)
    for row in rows:
        same[key(row)].append(row)
    for spans in same.values():
        spans.sort(key=lambda row: (row["valid_from"], row["line"]))
        for earlier, later in pairwise(spans):
            if later["valid_from"] < earlier["valid_to"]:
                one, other = sorted((earlier["line"], later["line"]))
                raise refused(name, f"lines {one} and {other} say it twice for {shown_day(later['valid_from'])}",
                              "End one (valid_to) where the other starts, or remove one.")


def one(rows: list[dict]) -> str:
    """The supplier of the rows, when it is one."""
    suppliers = {row["supplier"] for row in rows}
    return suppliers.pop() if len(suppliers) == 1 else ""

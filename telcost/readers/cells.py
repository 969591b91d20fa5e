"""Tables people write (lists, cards, invoices): every row of a CSV by its header, every cell exactly or not at all.

A mistake in such a table is not set aside, it refuses the file: a card or a list that is half there prices wrongly.
"""

import difflib
import re
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal, InvalidOperation

from telcost.readers import csv_text
from telcost.readers.content import decode, refused
from telcost.readers.outcome import File

ALWAYS = {"valid_from": date.min, "valid_to": date.max}
PLAIN_NUMBER = re.compile(r"-?\d+(\.\d+)?")


class Row(dict):
    """The cells of one record as text, by column; it knows its line, so that a mistake names its place."""

    def __init__(self, file: File, line: int, cells: dict[str, str]):
        super().__init__(cells)
        self.file, self.line = file, line

    def wrong(self, column: str, what: str, advice: str = ""):
        return refused(self.file.name, what, advice, f', line {self.line}, column "{column}"')

    def exact(self, column: str, decimals: int = 0, default: int | None = None) -> int | None:
        """The number times 10 to the `decimals`; more digits than that are a mistake, never rounded."""
        text = self[column].strip()
        if not text:
            return default
        if not PLAIN_NUMBER.fullmatch(text):
            raise self.wrong(column, f'"{text}" is not a plain number', "Write it like 1234.56.")
        try:
            scaled = Decimal(text).scaleb(decimals)
        except InvalidOperation:
            raise self.wrong(column, f'"{text}" is too long for a number') from None
        if scaled != scaled.to_integral_value() or abs(scaled) >= 2**63:
            raise self.wrong(column, f'"{text}" has more than {decimals} decimals or is too large', "Nothing is rounded silently.")
        return int(scaled)

    def day(self, column: str, default: date | None = None) -> date | None:
        text = self[column].strip()
        if not text:
            return default
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise self.wrong(column, f'"{text}" is not a date', "Write it like 2026-03-01.") from None

    def yes(self, column: str) -> bool:
        text = self[column].strip().casefold()
        if text not in ("yes", "no", ""):
            raise self.wrong(column, f'"{self[column]}" is neither yes nor no')
        return text == "yes"

    def one_of(self, column: str, words: Iterable[str], default: str = "") -> str:
        text = self[column].strip().lower() or default
        if text and text not in words:
            near = difflib.get_close_matches(text, list(words), 1)
            raise self.wrong(column, f'"{self[column]}" is none of {", ".join(words)}', f"Did you mean {near[0]}?" if near else "")
        return text


def header(content: bytes) -> list[str]:
    """The folded names of the first line, if it is a comma-separated one."""
    first = csv_text.lines(content[:65536].decode("utf-8-sig", "replace"))[:1]
    return [csv_text.fold(name) for record in csv_text.records(first, ",") for name in record.fields]


def rows(file: File, columns: Iterable[str], optional: Iterable[str] = ()) -> Iterator[Row]:
    """Every record with content, by column name. Raises Refused: a column missing, twice or unknown, a broken row."""
    text = decode(file.name, file.content)
    physical = csv_text.lines(text)
    records = list(csv_text.records(physical, ","))
    names = [csv_text.fold(name) for name in records[0].fields] if records else []
    _same(file, names, {csv_text.fold(name): name for name in columns}, {csv_text.fold(name) for name in optional})
    spelled = {csv_text.fold(name): name for name in columns}
    for record in records[1:]:
        if not any(field.strip() for field in record.fields):
            continue
        if record.problem or len(record.fields) != len(names):
            what = record.problem or f"{len(record.fields)} fields, the header has {len(names)}"
            raise refused(file.name, what, where=f", line {record.line}")
        cells = dict.fromkeys(columns, "") | {spelled[name]: field.strip() for name, field in zip(names, record.fields)}
        yield Row(file, record.line, cells)


def _same(file: File, found: list[str], wanted: dict[str, str], optional: set[str]) -> None:
    twice = sorted({name for name in found if found.count(name) > 1})
    missing = [spelling for name, spelling in wanted.items() if name not in found and name not in optional]
    unknown = [name for name in found if name not in wanted]
    if twice:
        raise refused(file.name, f"the column {twice[0]} is there twice", where=", line 1")
    if missing:
        raise refused(file.name, f"columns are missing: {', '.join(missing)}", f"Expected: {', '.join(wanted.values())}.", ", line 1")
    if unknown:
        near = difflib.get_close_matches(unknown[0], wanted, 1)
        hint = f" (did you mean {wanted[near[0]]}?)" if near else ""
        raise refused(file.name, f"no column is called {unknown[0]}{hint}", where=", line 1")


def distinct(rows: Iterable[dict], key: Iterable[str], file: File) -> Iterator[dict]:
    """The rows; two of one key in force on a same day refuse the file, naming both lines."""
    seen: dict[tuple, list[dict]] = {}
    for row in rows:
        for other in seen.setdefault(tuple(row[name] for name in key), []):
            if row["valid_from"] < other["valid_to"] and other["valid_from"] < row["valid_to"]:
                raise refused(file.name, f"lines {other['line']} and {row['line']} say two things about the same on the same days",
                              "End the first with valid_to (the first day it no longer holds).")
        seen[tuple(row[name] for name in key)].append(row)
        yield row

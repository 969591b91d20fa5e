"""Records of a CSV text with their true physical lines. Knows quoting and line ends, nothing of what a column means.

DuckDB's reader is not used here: it numbers records instead of lines, and drops or rounds what it does not like.
A second count of the records, made another way, must agree (see count_records).
"""

import csv
import functools
import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

DELIMITERS = (",", ";", "\t", "|")
LONGEST_RECORD = 100  # lines a quoted field may run over before its quote counts as never closed
LONGEST_LINE = 2 * 1024**2
LINE_END = re.compile(r"\r*\n|\r")


class Record(NamedTuple):
    line: int
    fields: list[str]
    problem: str = ""  # why it is no record: its fields are then the one raw line


def lines(text: str) -> list[str]:
    """Physical lines, whichever way they end (also \\r\\r\\n); a missing last line end loses nothing."""
    found = LINE_END.split(text)
    return found if found[-1] else found[:-1]


def records(physical: list[str], delimiter: str) -> Iterator[Record]:
    """Every record. A quote that never closes, or closes wrongly, spoils its own line only."""
    csv.field_size_limit(LONGEST_LINE)
    at = 0
    while at < len(physical):
        record, used = _record(physical, at, delimiter)
        yield record
        at += used


def _record(physical: list[str], at: int, delimiter: str) -> tuple[Record, int]:
    first = physical[at]
    if len(first) > LONGEST_LINE:
        return Record(at + 1, [first[:200]], "the line is longer than 2 MB"), 1
    if "\0" in first:
        return Record(at + 1, [first], "a NUL character"), 1
    if '"' not in first:
        return Record(at + 1, first.split(delimiter) if first else []), 1
    for used in range(1, min(LONGEST_RECORD, len(physical) - at) + 1):
        try:
            parsed = list(csv.reader(["\n".join(physical[at:at + used])], delimiter=delimiter, strict=True))
        except csv.Error as error:
            if "unexpected end" in str(error):
                continue
            return Record(at + 1, [first], "a quote inside a quoted field"), 1
        return Record(at + 1, parsed[0]), used
    return Record(at + 1, [first], "a quote that never closes"), 1


def count_records(text: str, delimiter: str) -> int:
    """The records of a text, counted without reading them: its lines, once quoted fields are taken out."""
    edge = re.escape(delimiter)
    quoted = re.compile(rf'(^|[{edge}\r\n])"(?:[^"]++|"")*+"(?=[{edge}\r\n]|$)')
    text = quoted.sub(r"\1", text) if '"' in text else text
    return len(LINE_END.findall(text)) + bool(text and text[-1] not in "\r\n")


@functools.lru_cache(maxsize=4096)
def fold(header: str) -> str:
    """A column's name as compared: case, spaces and invisible characters do not tell names apart."""
    normal = unicodedata.normalize("NFKC", header)
    return "".join(letter for letter in normal if not letter.isspace() and unicodedata.category(letter) != "Cf").casefold()

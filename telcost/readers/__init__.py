"""What bytes mean: one landed file → the tables of landed.sql, with file and line on every row.

Recognised by content, never by name. Readers know neither where bytes came from nor what is made of them.
"""

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import duckdb
import phonenumbers

from telcost.errors import Refused
from telcost.readers import carrier, configuration, directory, genesys, invoice, rates, usage
from telcost.readers.content import decode, refused
from telcost.readers.outcome import File, Outcome
from telcost.readers.sheet import Shape, Sheet, find
from telcost.readers.tables import dictionary

CONVERSATIONS, CALLS, LIST = "conversations", "calls", "list"
TOGETHER_BYTES = 10 * 1000**2
# The first key of an object whose value is a list or an object with something in it.
FIRST_PART = re.compile(
    rb'\s*\{\s*(?:"[^"\\]*"\s*:\s*(?:"(?:[^"\\]|\\.)*"|[-+.0-9eE]+|true|false|null|\[\s*\])\s*,\s*)*"([^"\\]*)"\s*:\s*[\[{]'
)
OF_AN_EMPTY_PAGE = {"totalHits", "dataAvailabilityDate"}
SHEETS = {"invoice": invoice, "rate card": rates, "billable usage": usage, LIST: directory}
VERSIONS = {CONVERSATIONS: genesys.VERSION, CALLS: carrier.VERSION} | {name: reader.VERSION for name, reader in SHEETS.items()}


@dataclass(frozen=True)
class Recognised:
    """What a file is: its source, its format (of calls, of a list), and what its reader needs to know besides."""

    source: str
    format: str = ""
    supplier: str = ""
    how: Any = None


def recognise(name: str, content: bytes, supplier: str = "", format: str = "") -> Recognised:
    """By what is in it. A supplier or format named by the user wins. Raises Refused, saying what is missing."""
    if content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"["):
        return _recognise_json(name, content.removeprefix(b"\xef\xbb\xbf"))
    sheet = _sheet(name, content, _shapes(name, format))
    if sheet.shape.source != CALLS:
        return Recognised(sheet.shape.source, sheet.shape.name if sheet.shape.source == LIST else "", "", sheet)
    described = carrier.formats()[sheet.shape.name]
    return Recognised(CALLS, described.name, supplier or described.supplier, sheet)


def reading_key(source: str, format: str, supplier: str) -> str:
    """Names how a file is read: another version of the reader, the format or the number plans, another name."""
    version = VERSIONS.get(source, configuration.VERSION)
    described = carrier.formats()[format].digest if source == CALLS else format
    depends = [phonenumbers.__version__, dictionary(), source, described, supplier]
    return f"{version}-{hashlib.sha256(json.dumps(depends).encode()).hexdigest()[:12]}"


def read(con: duckdb.DuckDBPyConnection, files: Sequence[tuple[File, Recognised]]) -> list[Outcome | Refused]:
    """Reads files, conversation pages of one shape together; `con` is scratch."""
    outcomes: list[Outcome | Refused] = []
    for how, together in groupby(files, key=lambda each: each[1].how if each[1].source == CONVERSATIONS else None):
        batch = list(together)
        if how:
            outcomes += genesys.read_together(con, [file for file, _ in batch], *how)
        else:
            outcomes += [_read_one(file, recognised) for file, recognised in batch]
    return outcomes


def _read_one(file: File, recognised: Recognised) -> Outcome | Refused:
    try:
        if recognised.source == CALLS:
            return carrier.read(file, recognised.how, carrier.formats()[recognised.format])
        if recognised.source in SHEETS:
            return SHEETS[recognised.source].read(file, recognised.how)
        return configuration.read(file, recognised.how)
    except Refused as error:
        return error


def _recognise_json(name: str, content: bytes) -> Recognised:
    by_line, sample = _by_line(content)
    if sample is None:
        first = FIRST_PART.match(content[:4096])
        if first and first[1] == b"conversations":
            return Recognised(CONVERSATIONS, how=(True, False))
        sample = configuration.parse(name, content)
    if configuration.is_listing(sample) and not by_line:
        kind = configuration.recognise(name, sample)
        return Recognised(kind.source, how=kind)
    keys = set(sample) if isinstance(sample, dict) else set()
    if "conversationId" in keys or "conversations" in keys or keys & OF_AN_EMPTY_PAGE:
        return Recognised(CONVERSATIONS, how=("conversationId" not in keys, by_line))
    raise configuration.unknown(name, sample)


def _by_line(content: bytes) -> tuple[bool, Any]:
    """Whether there is one JSON object a line, and the first of them that can be read."""
    lines = [line for line in content[: 4 * 1024**2].split(b"\n", 9)[:9] if line.strip()]
    if len(lines) < 2 or not all(line.lstrip().startswith(b"{") for line in lines[:2]):
        return False, None
    for line in lines:
        try:
            return True, json.loads(line)
        except (ValueError, RecursionError):
            continue
    return False, None


def _sheet(name: str, content: bytes, shapes: list[Shape]) -> Sheet:
    """Decoded as UTF-8, else as a format declares."""
    try:
        return find(name, decode(name, content), shapes)
    except Refused as error:
        for described in carrier.formats().values():
            if described.encoding != "utf-8" and described.shape in shapes:
                try:
                    return find(name, decode(name, content, described.encoding), [described.shape])
                except Refused:
                    continue
        raise error


def _shapes(name: str, format: str) -> list[Shape]:
    formats = carrier.formats()
    if format and format not in formats:
        raise refused(name, f'there is no format "{format}"', f"There are: {', '.join(formats)}.")
    if format:
        return [formats[format].shape]
    return [described.shape for described in formats.values()] + [invoice.SHAPE, rates.SHAPE, usage.SHAPE, *directory.shapes()]


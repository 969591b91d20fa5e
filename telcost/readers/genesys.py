"""Genesys Cloud conversation detail, sync or async, page or one conversation a line → conversation, session, segment.

Everything is flattened by SQL (genesys_sql.py), several pages at a time. `from_json` turns what it does not expect
into null without a word: so the conversations of a page are counted a second way, and one that lacks a field we
need is set aside as a whole. Legs, owners and costs are none of its business.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import duckdb
import pyarrow as pa

from telcost.errors import Refused
from telcost.readers import genesys_sql as sql
from telcost.readers.content import refused
from telcost.readers.numbers import platform_number
from telcost.readers.outcome import Aside, File, Outcome, write_set_aside

# The digest of a conversation is DuckDB's own hash of what was read.
VERSION = f"1-{duckdb.__version__}"
LARGEST = 256 * 1024**2
EXPECTED = {
    "text": "A text is needed here.",
    "list": "A list is needed here.",
    "time": "Genesys writes UTC, as in 2026-03-01T09:00:00.000Z.",
}


def read_together(
    con: duckdb.DuckDBPyConnection, files: Sequence[File], are_pages: bool, by_line: bool
) -> list[Outcome | Refused]:
    """Reads files of one shape in one go: pages or single conversations, each one JSON text or one a line.
    A file that cannot be read is refused; the others are read."""
    try:
        return _read(con, files, are_pages, by_line)
    except (Refused, duckdb.InvalidInputException, pa.ArrowInvalid) as error:
        if len(files) > 1:
            return [outcome for file in files for outcome in read_together(con, [file], are_pages, by_line)]
        return [error if isinstance(error, Refused) else _not_json(files[0], error)]


def _read(con, files: Sequence[File], are_pages: bool, by_line: bool) -> list[Outcome]:
    con.execute(sql.MACRO)
    texts = [text for at, file in enumerate(files) for text in _texts(at, file, by_line)]
    asides: list[list[Aside]] = [[] for _ in files]
    if by_line:
        texts = _without_broken(con, texts, asides)
    expected = _conversations(con, files, texts, are_pages)
    for statement in sql.FLATTENED:
        con.execute(statement)
    _set_aside_lacking(con, asides, are_pages)
    with _registered(con, number=_numbers(con)):
        return [_deliver(con, at, file, expected[at], asides[at]) for at, file in enumerate(files)]


def _texts(at: int, file: File, by_line: bool) -> Iterator[tuple[int, int, bytes]]:
    """(file, line, JSON text)."""
    if len(file.content) > LARGEST:
        raise refused(file.name, f"it is larger than {LARGEST // 1024**2} MB", "Ask Genesys for smaller pages.")
    content = file.content.removeprefix(b"\xef\xbb\xbf")
    if not by_line:
        return iter([(at, 1, content)])
    return ((at, line, text) for line, text in enumerate(content.split(b"\n"), 1) if text.strip())


def _without_broken(con, texts: list, asides: list[list[Aside]]) -> list:
    """The texts that are JSON; the others are set aside under their line."""
    with _registered(con, document=_document(texts)):
        broken = {(at, line) for at, line in con.execute(sql.BROKEN_TEXTS).fetchall()}
    for at, line, text in texts:
        if (at, line) in broken:
            value = text.decode().strip()
            asides[at].append(Aside(line, "the line", value, "json", f'"{value[:40]}" is not JSON', "One object a line."))
    return [text for text in texts if text[:2] not in broken]


def _conversations(con, files: Sequence[File], texts: list, are_pages: bool) -> list[int]:
    """Fills `conversation`; returns how many each file has, counted apart from it."""
    expected, earlier, document = [0] * len(files), [], _document(texts)
    with _registered(con, document=document):
        lengths = {(at, line): length for at, line, length in con.execute(sql.LENGTHS).fetchall()} if are_pages else {}
        if not all(lengths.values()):
            _refuse_what_is_no_list(files, con.execute(sql.TYPES).fetchall())
    for at, line, _ in texts:
        earlier.append(expected[at])
        expected[at] += (lengths[at, line] or 0) if are_pages else 1
    with _registered(con, document=document.append_column("earlier", pa.array(earlier, pa.int64()))):
        con.execute(sql.CONVERSATIONS_OF_PAGES if are_pages else sql.CONVERSATIONS)
    return expected


def _refuse_what_is_no_list(files: Sequence[File], types: list[tuple]) -> None:
    """A page without `conversations` is an empty one."""
    for at, kind in types:
        if kind not in ("ARRAY", "NULL", None):
            raise refused(files[at].name, f'"conversations" is no list but {kind.lower()}', "Fetch the page again.")


def _set_aside_lacking(con, asides: list[list[Aside]], are_pages: bool) -> None:
    """One row for each conversation that lacks something, naming the first thing; its rows go nowhere."""
    lacking: dict[tuple[int, int], tuple] = {}
    for at, line, *what in con.execute(sql.LACKING).fetchall():
        lacking.setdefault((at, line), what)
    for (at, line), (p, s, g, field, kind, value) in lacking.items():
        place = "".join(f"/{name}/{n - 1}" for name, n in (("participants", p), ("sessions", s), ("segments", g)) if n)
        pointer = (f"/conversations/{line - 1}" if are_pages else "") + f"{place}/{field}"
        what = f'"{value}" is not a time' if value else "it is missing" if kind != "list" else "it is missing or no list"
        code = "unreadable" if value else "missing"
        asides[at].append(Aside(line, pointer, value or "", code, what, EXPECTED[kind]))
    if lacking:
        bad = pa.table([pa.array(column, pa.int64()) for column in zip(*lacking)], names=["file", "line"])
        with _registered(con, bad=bad):
            for table in ("conversation", "session", "segment"):
                con.execute(f"delete from {table} using bad where {table}.file = bad.file and {table}.line = bad.line")


def _numbers(con) -> pa.Table:
    """Every distinct address once, read."""
    addresses = [address for (address,) in con.execute(sql.ADDRESSES).fetchall()]
    columns = zip(*map(platform_number, addresses)) if addresses else ([], [], [])
    return pa.table([pa.array(column, pa.string()) for column in (addresses, *columns)],
                    names=["address", "number", "type", "country"])


def _deliver(con, at: int, file: File, expected: int, asides: list[Aside]) -> Outcome:
    folder = str(file.folder).replace("'", "''")
    for table, rows in sql.ROWS.items():
        rows = rows.replace("$file_id", f"'{file.file_id}'").replace("$file", str(at))
        con.execute(f"copy ({rows}) to '{folder}/{table}.parquet' (format parquet)")
    [(read, first_ms, last_ms)] = con.execute(sql.SUMMARY, {"file": at}).fetchall()
    lost = expected - read - sum(aside.code != "json" for aside in asides)
    if lost:
        raise refused(file.name, f"{expected:,} conversations are there, but {lost:,} of them were lost in reading",
                      "Please report this.")
    asides = sorted(asides, key=lambda aside: aside.line)
    write_set_aside(file, asides, read, "conversation")
    return Outcome(read + len(asides), len(asides), 0, first_ms, last_ms)


def _document(texts: list) -> pa.Table:
    at, line, text = zip(*texts) if texts else ((), (), ())
    arrays = pa.array(at, pa.int64()), pa.array(line, pa.int64()), pa.array(text, pa.large_string())
    return pa.table(arrays, names=["file", "line", "text"])


@contextmanager
def _registered(con, **tables: pa.Table):
    for name, table in tables.items():
        con.register(name, table)
    try:
        yield
    finally:
        for name in tables:
            con.unregister(name)


def _not_json(file: File, error: Exception) -> Refused:
    if isinstance(error, pa.ArrowInvalid):
        return refused(file.name, "it is not UTF-8", "Save it as UTF-8.")
    return refused(file.name, str(error).removeprefix("Invalid Input Error: ").split("  Input")[0], "Fetch the file again.")

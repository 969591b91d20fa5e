"""Brings files in: bytes → landed → recognised → read → receipt. Knows the order of things, not what bytes mean.

Every record of every file ends up accepted, a duplicate, a conflict, set aside or no data, and is counted so. The
same bytes again change nothing. A kill at any moment leaves a file that is landed but not read: ingest it again.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Any

import duckdb

from telcost import readers
from telcost.errors import BadReference, Refused, TelcostError
from telcost.readers import CALLS, CONVERSATIONS, LIST, counts, directory, overlap
from telcost.readers.cache import Cache, Unread
from telcost.readers.content import refused, unpack
from telcost.readers.outcome import Outcome
from telcost.sources.landing import Landing, now, shown_name, write_atomically

COUNTS = counts.NAMES
# What is compared with files read before, and in which of its tables.
COMPARED = {CALLS: "carrier_record", CONVERSATIONS: "conversation"}
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True)
class Receipt:
    """What became of one file: status read, known (these bytes were here) or refused. Counts add up to `records`."""

    file_id: str
    name: str
    status: str
    source: str = ""
    supplier: str = ""
    reason: str = ""
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTS, 0))
    money: dict[str, str] = field(default_factory=lambda: dict.fromkeys(COUNTS, "0.00"))
    currency: str = ""
    format: str = ""
    notes: Sequence[str] = ()

    @classmethod
    def of(cls, facts: dict[str, Any]) -> "Receipt":
        """From what the landing has noted."""
        return cls(**{name: facts[name] for name in cls.__dataclass_fields__ if name in facts})


@dataclass(frozen=True)
class Reading:
    """One landed file as Parquet tables. Without a first instant it concerns every period."""

    file_id: str
    name: str
    directory: Path
    source: str
    supplier: str
    first_ms: int | None
    last_ms: int | None
    counts: dict[str, int]


@dataclass(frozen=True)
class Preview:
    """What a file would be read as, and its first rows as they are written (of a CSV)."""

    source: str
    format: str
    supplier: str
    columns: list[str]
    rows: list[list[str]]


def ingest(
    home: Path, paths: Iterable[Path | str], supplier: str | None = None, format: str | None = None,
    progress: Progress | None = None,
) -> list[Receipt]:  # fmt: skip
    """Lands and reads files and whole directories: one receipt a file, in order. Needs no lock."""
    try:
        with duckdb.connect() as con:
            return _Ingest(Path(home), con, supplier or "", format or "").run(_files(paths), progress or (lambda *_: None))
    except (OSError, duckdb.IOException) as error:
        advice = "What has landed stays. Make room, then ingest the same files again."
        raise TelcostError(f"{home} cannot be written: {error}\n  {advice}") from error


def readings(home: Path) -> list[Reading]:
    """Every file that was read, lists excepted. A reading that is missing or outdated is made again."""
    landing, cache = Landing(home), Cache(home)
    kept = [facts for facts in landing.receipts() if facts["status"] == "read" and facts["source"] != LIST]
    if outdated := [facts for facts in kept if cache.outcome(cache.place_of(facts)) is None]:
        with duckdb.connect() as con:
            _Ingest(Path(home), con).read_again(outdated)
        return readings(home)
    return [_reading(facts, cache.place_of(facts), cache.outcome(cache.place_of(facts)), facts["counts"]) for facts in kept]


def reference_readings(home: Path) -> list[Reading]:
    """The lists in reference/ as they are now. Raises BadReference, naming file and line."""
    paths = [Path(home) / "reference" / f"{name}.csv" for name in directory.KEYS]
    with duckdb.connect() as con:
        return [_list_reading(Cache(home), con, path) for path in paths if path.exists()]


def preview(content: bytes, name: str, supplier: str | None = None, format: str | None = None, limit: int = 10) -> Preview:
    """Lands and imports nothing. Raises Refused with the reason an ingest would give."""
    found = readers.recognise(name, unpack(name, content), supplier or "", format or "")
    is_sheet = found.source == CALLS or found.source in readers.SHEETS
    columns = found.how.header if is_sheet else []
    rows = [[row[column] for column in columns] for row in islice(found.how.rows(), limit)] if is_sheet else []
    return Preview(found.source, found.format, found.supplier, columns, rows)


class _Ingest:
    """One call, and what it was told."""

    def __init__(self, home: Path, con: duckdb.DuckDBPyConnection, supplier: str = "", format: str = ""):
        self.home, self.con, self.supplier, self.format = home, con, supplier, format
        self.landing, self.cache = Landing(home), Cache(home)

    def run(self, paths: Sequence[Path], say: Progress) -> list[Receipt]:
        landed: list[Receipt] = []
        unread: list[Unread] = []
        taken: set[str] = set()
        for at, path in enumerate(paths):
            say("reading", at, len(paths))
            receipt, file = self._land(path, taken)
            landed.append(receipt)
            taken.add(receipt.file_id)
            unread += [file] if file else []
            if at + 1 == len(paths) or sum(len(file.content) for file in unread) >= readers.TOGETHER_BYTES:
                self._read(unread)
                unread.clear()
        say("counting", len(paths), len(paths))
        self._count({receipt.file_id for receipt in landed if receipt.status == "landed"})
        return [self._final(receipt) for receipt in landed]

    def read_again(self, outdated: Sequence[dict]) -> None:
        self._count({facts["file_id"] for facts in self._present(outdated)})

    def _present(self, files: Sequence[dict]) -> list[dict]:
        """Those of the files read before that have a reading: one that is missing or outdated is made again."""
        told = self.supplier, self.format
        for facts in files:
            if self.cache.outcome(self.cache.place_of(facts)) is None:
                self.supplier, self.format = facts["supplier"], facts["format"] if facts["source"] == CALLS else ""
                try:
                    self._read([self._recognised(facts)])
                except Refused as error:
                    self._refuse(facts["file_id"], error)
        self.supplier, self.format = told
        return [facts for facts in files if self.cache.outcome(self.cache.place_of(facts)) is not None]

    def _land(self, path: Path, taken: set[str]) -> tuple[Receipt, Unread | None]:
        """The receipt so far, and the file if it is to be read."""
        name = shown_name(path.name)
        try:
            landed = self.landing.put(path, name)
        except Refused as error:
            return Receipt("", name, "refused", reason=str(error)), None
        except (FileNotFoundError, PermissionError, IsADirectoryError) as error:
            return Receipt("", name, "refused", reason=f"{name}: {error.strerror}\n  Nothing was imported."), None
        facts = self.landing.receipt(landed.file_id)
        if facts["status"] == "read" or landed.file_id in taken:
            return Receipt(landed.file_id, name, "known"), None
        try:
            return Receipt(landed.file_id, name, "landed"), self._recognised(facts)
        except Refused as error:
            return Receipt.of(self._refuse(landed.file_id, error)), None

    def _refuse(self, file_id: str, error: Refused) -> dict:
        return self.landing.note(file_id, status="refused", reason=str(error))

    def _recognised(self, facts: dict) -> Unread:
        content = unpack(facts["name"], self.landing.bytes(facts["file_id"]))
        found = readers.recognise(facts["name"], content, self.supplier, self.format)
        if found.source == CALLS and not found.supplier:
            found = replace(found, supplier=self._remembered(facts["name"], found.format))
        return Unread(facts["file_id"], facts["name"], content, found)

    def _remembered(self, name: str, format: str) -> str:
        """The supplier that every file of this format was from so far."""
        suppliers = {facts["supplier"] for facts in self._read_before(CALLS) if facts["format"] == format}
        if len(suppliers) != 1:
            raise refused(name, f"a file in the format {format} does not say whose calls it holds",
                          "Name the supplier: --supplier NAME.")
        return suppliers.pop()

    def _read(self, files: Sequence[Unread]) -> None:
        for file, outcome in zip(files, self.cache.make(self.con, files)):
            try:
                if isinstance(outcome, Refused):
                    raise outcome
                self._accept(file, outcome)
            except Refused as error:
                self._refuse(file.file_id, error)

    def _accept(self, file: Unread, outcome: Outcome) -> None:
        found, noted = file.recognised, self.landing.receipt(file.file_id)
        if found.source == "invoice":
            self._refuse_second(file)
        if found.source == LIST and noted["status"] != "read":
            self._install(found.format, file.content)
        status = "read" if noted["status"] == "read" else "landed"
        self.landing.note(
            file.file_id, status=status, reason="", read_at=noted.get("read_at") or now(), source=found.source,
            format=found.format, supplier=outcome.supplier or found.supplier,
        )  # fmt: skip

    def _refuse_second(self, file: Unread) -> None:
        """The same invoice in another file would count twice."""
        others = self._present([facts for facts in self._read_before("invoice") if facts["file_id"] != file.file_id])
        places = [self.cache.place_of(facts) for facts in (file.facts, *others)]
        if same := overlap.same_invoice(self.con, places[0], places[1:]):
            supplier, number, other = same
            raise refused(file.name, f"invoice {number} of {supplier} is already there, from {others[other]['name']}",
                          "A correction has a number of its own.")

    def _install(self, name: str, text: bytes) -> None:
        """The list becomes reference/<name>.csv; the text it replaces stays in reference/history/."""
        path = self.home / "reference" / f"{name}.csv"
        history = path.parent / "history"
        history.mkdir(parents=True, exist_ok=True)
        if path.exists() and (old := path.read_bytes()) != text:
            write_atomically(history / f"{name}-{hashlib.sha256(old).hexdigest()[:16]}.csv", old)
        write_atomically(path, text)

    def _read_before(self, source: str) -> list[dict]:
        """The facts of the files of a source that were read, in that order."""
        facts = [facts for facts in self.landing.receipts() if facts.get("source") == source and "read_at" in facts]
        return sorted(facts, key=lambda facts: (facts["read_at"], facts["file_id"]))

    def _count(self, file_ids: set[str]) -> None:
        """Notes what became of every record; only then a file is read."""
        noted = [self.landing.receipt(file_id) for file_id in file_ids]
        accepted = [facts for facts in noted if facts["status"] != "refused"]
        seen: dict[str, overlap.Seen] = {}
        for source, table in COMPARED.items():
            for supplier in {facts["supplier"] for facts in accepted if facts["source"] == source}:
                files = [facts for facts in self._read_before(source) if facts["supplier"] == supplier]
                near = overlap.near([self._span(facts) for facts in files], [facts["file_id"] in file_ids for facts in files])
                files = self._present([files[at] for at in near])
                before = overlap.seen_before(self.con, table, [self.cache.place_of(facts) for facts in files])
                seen |= dict(zip((facts["file_id"] for facts in files), before))
        for facts in accepted:
            counted = counts.of(self.cache.outcome(self.cache.place_of(facts)), seen.get(facts["file_id"], overlap.Seen()))
            self.landing.note(facts["file_id"], status="read", **counted)

    def _span(self, facts: dict) -> overlap.Span:
        if "first_ms" not in facts:
            outcome = self.cache.outcome(self.cache.place_of(facts))
            facts = {"first_ms": outcome and outcome.first_ms, "last_ms": outcome and outcome.last_ms}
        return None if facts["first_ms"] is None else (facts["first_ms"], facts["last_ms"])

    def _final(self, receipt: Receipt) -> Receipt:
        if receipt.status not in ("landed", "known"):
            return receipt
        facts = self.landing.receipt(receipt.file_id)
        final = replace(Receipt.of(facts), name=receipt.name)
        return _unchanged(final, facts) if receipt.status == "known" and facts["status"] == "read" else final


def _unchanged(receipt: Receipt, facts: dict) -> Receipt:
    """The same bytes again: what was accepted once is now a duplicate."""
    whose = f" of {receipt.supplier}" if receipt.supplier else ""
    reason = f'these bytes were read before, as {facts["name"]}{whose} on {facts["read_at"][:10]}: nothing has changed'
    return replace(receipt, status="known", reason=reason, **counts.again(receipt.counts, receipt.money))


def _reading(facts: dict, place: Path, outcome: Outcome, counted: dict) -> Reading:
    span = (outcome.first_ms, outcome.last_ms)
    return Reading(facts["file_id"], facts["name"], place, facts["source"], facts["supplier"], *span, counted)


def _list_reading(cache: Cache, con: duckdb.DuckDBPyConnection, path: Path) -> Reading:
    name, text = f"reference/{path.name}", path.read_bytes()
    facts = {"file_id": hashlib.sha256(text).hexdigest(), "name": name, "source": LIST, "format": path.stem, "supplier": ""}
    place = cache.place_of(facts)
    if not (outcome := cache.outcome(place)):
        try:
            outcome = _read_list(cache, con, facts, text)
        except Refused as error:
            raise BadReference(str(error)) from None
    return _reading(facts, place, outcome, counts.of(outcome, overlap.Seen())["counts"])


def _read_list(cache: Cache, con: duckdb.DuckDBPyConnection, facts: dict, text: bytes) -> Outcome:
    found = readers.recognise(facts["name"], unpack(facts["name"], text))
    if (found.source, found.format) != (LIST, facts["format"]):
        is_what = f"{found.source} {found.format}".strip()
        needed = ", ".join(directory.header(facts["format"]))
        raise refused(facts["name"], f"its columns are those of: {is_what}", f"It needs: {needed}.")
    [outcome] = cache.make(con, [Unread(facts["file_id"], facts["name"], text, found)])
    if isinstance(outcome, Refused):
        raise outcome
    return outcome


def _files(paths: Iterable[Path | str]) -> list[Path]:
    """A directory stands for the files in it, at any depth, hidden ones left out."""
    found: list[Path] = []
    for path in map(Path, paths):
        inside = sorted(inner for inner in path.rglob("*") if inner.is_file() and not inner.name.startswith("."))
        found += inside if path.is_dir() else [path]
    return found

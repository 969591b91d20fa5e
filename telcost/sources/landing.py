"""Keeps every file once, exactly as it was received, under its sha256, with a receipt beside it.

Knows bytes and what was noted about them; refuses to know what they mean. Nothing here is ever changed but
the receipt. Everything is written beside its place and moved there, so a kill leaves no half file.
"""

import hashlib
import json
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from telcost.errors import Refused

MAX_BYTES = 2 * 1024**3
CHUNK = 1024**2
NAME_LENGTH = 200
STALE_SECONDS = 3600


@dataclass(frozen=True)
class Landed:
    file_id: str
    name: str
    path: Path
    is_new: bool


class Landing:
    def __init__(self, home: Path):
        self.folder = Path(home) / "landing"
        self._is_prepared = False

    def put(self, source: Path | str | bytes, name: str, max_bytes: int = MAX_BYTES) -> Landed:
        """Keeps the bytes; the same bytes again change nothing, whatever they are called now."""
        self._prepare()
        with _opened(source, name, max_bytes) as incoming, _part(self.folder) as part:
            digest, size, head = _copy(incoming, part, name, max_bytes)
            path = self.folder / f"{digest}.{_extension(head)}"
            is_new = _link(part.name, path)
        if not self._receipt_path(digest).exists():
            self._write_receipt(digest, {
                "file_id": digest, "name": shown_name(name), "path": path.name, "bytes": size,
                "status": "landed", "landed_at": now(),
            })
        return Landed(digest, self.receipt(digest)["name"], path, is_new)

    def receipt(self, file_id: str) -> dict:
        return json.loads(self._receipt_path(file_id).read_text("utf-8"))

    def receipts(self) -> list[dict]:
        """Every receipt, in the order the files arrived."""
        found = [json.loads(path.read_text("utf-8")) for path in self.folder.glob("*.json") if len(path.stem) == 64]
        return sorted(found, key=lambda receipt: (receipt["landed_at"], receipt["file_id"]))

    def note(self, file_id: str, **facts) -> dict:
        """Adds facts to the receipt; a reader sees all of them or none."""
        receipt = self.receipt(file_id) | facts
        self._write_receipt(file_id, receipt)
        return receipt

    def path(self, file_id: str) -> Path:
        return self.folder / self.receipt(file_id)["path"]

    def bytes(self, file_id: str) -> bytes:
        """As received: still compressed when it came compressed."""
        return self.path(file_id).read_bytes()

    def _receipt_path(self, file_id: str) -> Path:
        return self.folder / f"{file_id}.json"

    def _write_receipt(self, file_id: str, receipt: dict) -> None:
        text = json.dumps(receipt, ensure_ascii=False, indent=1)
        write_atomically(self._receipt_path(file_id), text.encode())

    def _prepare(self) -> None:
        """Once: the folder, without what a killed process left in it an hour ago or more."""
        if self._is_prepared:
            return
        self._is_prepared = True
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        for part in self.folder.glob("*.part"):
            try:
                if time.time() - part.stat().st_mtime > STALE_SECONDS:
                    part.unlink()
            except FileNotFoundError:  # another process swept it
                pass


def now() -> str:
    return datetime.now(UTC).isoformat(timespec="microseconds")


def write_atomically(path: Path, content: bytes) -> None:
    with _part(path.parent) as part:
        part.write(content)
        _sync(part)
        os.replace(part.name, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _part(folder: Path) -> Iterator[IO[bytes]]:
    """A file only its owner can read (0600), gone at the end unless it was moved to its place."""
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".part", delete=False) as part:
        try:
            yield part
        finally:
            Path(part.name).unlink(missing_ok=True)


@contextmanager
def _opened(source: Path | str | bytes, name: str, max_bytes: int) -> Iterator[Iterator[bytes]]:
    if isinstance(source, bytes):
        yield (source[at:at + CHUNK] for at in range(0, len(source), CHUNK))
        return
    if os.stat(source).st_size > max_bytes:
        raise _too_large(name, max_bytes)
    with open(source, "rb") as file:
        yield iter(lambda: file.read(CHUNK), b"")


def _copy(chunks: Iterator[bytes], part: IO[bytes], name: str, max_bytes: int) -> tuple[str, int, bytes]:
    digest, size, head = hashlib.sha256(), 0, b""
    for chunk in chunks:
        size, head = size + len(chunk), head or chunk[:512]
        if size > max_bytes:
            raise _too_large(name, max_bytes)
        digest.update(chunk)
        part.write(chunk)
    _sync(part)
    return digest.hexdigest(), size, head


def _link(part: str, path: Path) -> bool:
    """Never replaces: the first to arrive stays."""
    try:
        os.link(part, path)
    except FileExistsError:
        return False
    sync_folder(path.parent)
    return True


def _sync(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


def shown_name(name: str) -> str:
    """The name as data: cut, and with nothing in it that a terminal or a page would obey."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in name[:NAME_LENGTH])


def _extension(head: bytes) -> str:
    """For people looking into the folder; nothing reads it."""
    if head.startswith(b"\x1f\x8b"):
        return "gz"
    if head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] in (b"{", b"["):
        return "page"
    return "bin" if b"\0" in head or head[:4] in (b"%PDF", b"PK\3\4") else "csv"


def _too_large(name: str, max_bytes: int) -> Refused:
    return Refused(f"{name} is larger than {max_bytes // 1024**2:,} MB\n"
                   f"  Split it and ingest the parts. It was neither kept nor imported.")

"""Readings on disk: one folder of Parquet tables a file, made once per version of reader, format and number plans.

Safe to delete. A reading is made beside its place and moved there whole, so a kill leaves none half made.
"""

import json
import shutil
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import duckdb

from telcost.errors import Refused
from telcost.readers import CALLS, Recognised, read, reading_key
from telcost.readers.outcome import File, Outcome

FACTS = "reading.json"
STALE_SECONDS = 3600


@dataclass(frozen=True)
class Unread:
    """A file whose content is at hand and recognised."""

    file_id: str
    name: str
    content: bytes
    recognised: Recognised

    @property
    def facts(self) -> dict:
        found = self.recognised
        return {"file_id": self.file_id, "source": found.source, "format": found.format, "supplier": found.supplier}


class Cache:
    def __init__(self, home: Path):
        self.folder = Path(home) / "cache" / "readings"

    def place(self, file_id: str, source: str, format: str, supplier: str) -> Path:
        """Where the reading of a file lies. Only the supplier of calls decides how a file is read: that of an invoice
        or a card is what its rows say."""
        return self.folder / f"{file_id}-{reading_key(source, format, supplier if source == CALLS else '')}"

    def place_of(self, facts: dict) -> Path:
        """By what is noted about the file."""
        return self.place(facts["file_id"], facts["source"], facts["format"], facts["supplier"])

    def outcome(self, place: Path) -> Outcome | None:
        """What the reading found; none when it is not there."""
        try:
            return Outcome(**json.loads((place / FACTS).read_text("utf-8")))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def make(self, con: duckdb.DuckDBPyConnection, files: Sequence[Unread]) -> list[Outcome | Refused]:
        """Reads what is not there yet. `con` is scratch."""
        places = [self.place_of(file.facts) for file in files]
        outcomes = {place: self.outcome(place) for place in places}
        missing = {place: file for place, file in zip(places, files) if outcomes[place] is None}
        for place, outcome in zip(missing, self._read(con, missing)):
            outcomes[place] = outcome
        return [outcomes[place] for place in places]

    def _read(self, con, missing: dict[Path, Unread]) -> list[Outcome | Refused]:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._sweep()
        with tempfile.TemporaryDirectory(dir=self.folder, suffix=".part") as scratch:
            files = []
            for number, unread in enumerate(missing.values()):
                part = Path(scratch) / str(number)
                part.mkdir(mode=0o700)
                file = File(unread.file_id, unread.name, unread.content, part, unread.recognised.supplier)
                files.append((file, unread.recognised))
            outcomes = read(con, files)
            for (file, _), place, outcome in zip(files, missing, outcomes):
                if isinstance(outcome, Outcome):
                    (file.folder / FACTS).write_text(json.dumps(asdict(outcome)), "utf-8")
                    self._move(file.folder, place)
            return outcomes

    def _sweep(self) -> None:
        for part in self.folder.glob("*.part"):
            if time.time() - part.stat().st_mtime > STALE_SECONDS:
                shutil.rmtree(part, ignore_errors=True)


    def _move(self, part: Path, place: Path) -> None:
        """The same reading, made by another process meanwhile, is as good; one that cannot be read is not."""
        if place.exists() and self.outcome(place) is None:
            shutil.rmtree(place)
        try:
            part.rename(place)
        except OSError:
            if self.outcome(place) is None:
                raise

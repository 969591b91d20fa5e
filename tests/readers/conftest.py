"""Reads a text as ingest would, into real Parquet, and shows the rows."""

from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from telcost import readers
from telcost.errors import Refused
from telcost.readers.content import unpack
from telcost.readers.outcome import File, Outcome


@dataclass
class Read:
    outcome: Outcome
    folder: Path
    source: str

    def rows(self, table: str, columns: str = "*") -> list[tuple]:
        """The rows of a landed table; none when the reader did not write it."""
        path = self.folder / f"{table}.parquet"
        return duckdb.sql(f"select {columns} from read_parquet('{path}')").fetchall() if path.exists() else []

    def messages(self) -> list[str]:
        return [message for (message,) in self.rows("set_aside", "message")]


@pytest.fixture
def read(tmp_path):
    """read(content, name=, supplier=, format=) → Read. Raises Refused."""
    count = iter(range(1_000_000))

    def read_one(content: str | bytes, name: str = "file.csv", supplier: str = "", format: str = "") -> Read:
        data = unpack(name, content.encode() if isinstance(content, str) else content)
        recognised = readers.recognise(name, data, supplier, format)
        folder = tmp_path / str(next(count))
        folder.mkdir()
        with duckdb.connect() as con:
            [outcome] = readers.read(con, [(File("f1", name, data, folder, recognised.supplier), recognised)])
        if isinstance(outcome, Refused):
            raise outcome
        return Read(outcome, folder, recognised.source)

    return read_one

"""Writes the rows a reader found as Parquet, with exactly the columns and types landed.sql declares."""

import functools
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

DICTIONARY = Path(__file__).parent.parent / "models" / "landed.sql"
TYPES = {"varchar": pa.string(), "bigint": pa.int64(), "date": pa.date32(), "boolean": pa.bool_()}
ROWS_AT_A_TIME = 20_000


@functools.cache
def dictionary() -> dict[str, dict[str, str]]:
    """{table: {column: type}} of landed.sql, in its order."""
    declared = re.findall(r"create table landed\.(\w+) \((.*?)\);", DICTIONARY.read_text(), re.DOTALL)
    return {table: dict(column.split() for column in body.split(",")) for table, body in declared}


def write(folder: Path, table: str, rows: Iterable[dict]) -> int:
    """One Parquet file of the rows, in their order; returns how many. Text is never null."""
    kinds = dictionary()[table]
    schema = pa.schema([pa.field(name, TYPES[kind], nullable=kind != "varchar") for name, kind in kinds.items()])
    remaining, count = iter(rows), 0
    with pq.ParquetWriter(folder / f"{table}.parquet", schema) as file:
        for chunk in _chunks(remaining):
            file.write_table(pa.Table.from_pylist(chunk, schema=schema))
            count += len(chunk)
    return count


def _chunks(rows: Iterator[dict]) -> Iterator[list[dict]]:
    while chunk := list(islice(rows, ROWS_AT_A_TIME)):
        yield chunk

"""Which rows of a file were in files that arrived before it. Knows digests and call ids, not what a call costs.

Equal rows count as often as the file that has them most often: so two real calls of the same second stay two, and
the same export twice stays one. Nothing is dropped here: the models decide which row counts, this counts for people.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duckdb

DAY_MS = 86_400_000
Span = tuple[int, int] | None


@dataclass(frozen=True)
class Seen:
    """Of one file: rows that were there, calls that were there otherwise, and their amounts in micro-units."""

    duplicates: int = 0
    conflicts: int = 0
    duplicates_micro: int = 0
    conflicts_micro: int = 0


# A call both files tell, differently; a credit adds up and is never a conflict.
CALLS = """
with

record as (
    select arrival.n, record.*
    from read_parquet($files, filename = true) as record
    join arrival on arrival.file = record.filename
),

copies as (
    select n, digest, max(occurrence) as times from record group by n, digest
),

before as (
    select
        n, digest,
        max(times) over (partition by digest order by n rows between unbounded preceding and 1 preceding) as times
    from copies
),

judged as (
    select
        record.n, coalesce(record.amount_micro, 0) as amount_micro,
        record.occurrence <= coalesce(before.times, 0) as is_duplicate,
        record.call_id <> '' and coalesce(record.amount_micro, 0) >= 0 and exists (
            select 1
            from record as other
            where other.call_id = record.call_id and other.leg_number = record.leg_number and other.n < record.n
                and other.digest <> record.digest and coalesce(other.amount_micro, 0) >= 0
        ) as is_told_otherwise
    from record
    join before on before.n = record.n and before.digest = record.digest
)

select
    n,
    count(*) filter (is_duplicate),
    count(*) filter (is_told_otherwise and not is_duplicate),
    cast(coalesce(sum(amount_micro) filter (is_duplicate), 0) as bigint),
    cast(coalesce(sum(amount_micro) filter (is_told_otherwise and not is_duplicate), 0) as bigint)
from judged
group by n
"""

CONVERSATIONS = """
with

version as (
    select
        arrival.n,
        row_number() over (partition by conversation_id, digest order by arrival.n, line) as copy
    from read_parquet($files, filename = true) as conversation
    join arrival on arrival.file = conversation.filename
)

select n, count(*) filter (copy > 1), 0, 0, 0 from version group by n
"""

INVOICES = "select distinct supplier, invoice_number, filename from read_parquet($files, filename = true)"


def near(spans: Sequence[Span], wanted: Sequence[bool]) -> list[int]:
    """Which files could tell the same calls as the wanted ones: their instants overlap, a day around."""
    ours = [span for span, is_wanted in zip(spans, wanted) if is_wanted and span]
    if not ours:
        return []
    first, last = min(span[0] for span in ours) - DAY_MS, max(span[1] for span in ours) + DAY_MS
    return [at for at, span in enumerate(spans) if span and span[0] <= last and span[1] >= first]


def seen_before(con: duckdb.DuckDBPyConnection, table: str, places: Sequence[Path]) -> list[Seen]:
    """For each reading, in the order they were read, what earlier ones of the list had. `table`: of landed.sql."""
    if not places:
        return []
    files = [str(place / f"{table}.parquet") for place in places]
    con.execute("create or replace temp table arrival (n bigint, file varchar)")
    con.execute("insert into arrival select unnest($n), unnest($files)", {"n": list(range(len(files))), "files": files})
    found = con.execute(CALLS if table == "carrier_record" else CONVERSATIONS, {"files": files}).fetchall()
    seen = {n: Seen(*counts) for n, *counts in found}
    return [seen.get(n, Seen()) for n in range(len(files))]


def same_invoice(con: duckdb.DuckDBPyConnection, new: Path, others: Sequence[Path]) -> tuple[str, str, int] | None:
    """(supplier, number, which other) of an invoice that one of the other readings has too."""
    files = [str(place / "invoice_line.parquet") for place in (new, *others)]
    mine: dict[tuple[str, str], int] = {}
    for supplier, number, file in sorted(con.execute(INVOICES, {"files": files}).fetchall()):
        at = files.index(file)
        other = mine.setdefault((supplier, number), at)
        if 0 in (at, other) and at != other:
            return supplier, number, max(at, other) - 1
    return None

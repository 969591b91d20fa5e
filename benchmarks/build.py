"""Measures reading and building on a large month, each beside something simpler on the same data in the same run.

    python -m benchmarks.build [--segments 2000000] [--reading] [--building] [--repeat 1]

Everything runs in a process of its own, so that CPU time and peak memory are its alone; nothing is kept. Medians of
the repeats are printed; how to read them stands in README.md.
"""

import csv
import gzip
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import click
import duckdb
import pyarrow as pa

from benchmarks import month, per_record
from telcost import ingest, warehouse
from telcost.readers import TOGETHER_BYTES
from telcost.readers.genesys_sql import PAGE

ROOT = Path(__file__).resolve().parent.parent
LANDED = ("conversation", "session", "segment", "carrier_record")
PAGES_READ = 60
SEGMENTS_IN_THE_LOOP = 200_000
BEFORE, AFTER = "(before the first model)", "(audit, publish)"


@click.command()
@click.option("--segments", default=2_000_000, show_default=True, help="Size of the month.")
@click.option("--reading", is_flag=True, help="Only reading (both without a flag).")
@click.option("--building", is_flag=True, help="Only building.")
@click.option("--repeat", default=1, show_default=True, help="Times each is measured; the median counts.")
def main(segments: int, reading: bool, building: bool, repeat: int) -> None:
    """Measure reading and building on a generated month."""
    print(machine())
    with tempfile.TemporaryDirectory(prefix="telcost-benchmark-") as folder:
        place = Path(folder)
        if reading or not building:
            print(reading_table(place, segments, repeat))
        if building or not reading:
            print(building_table(place, segments, repeat))


def machine() -> str:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return (
        f"{os.cpu_count()} cores, {memory:.0f} GB, load {os.getloadavg()[0]:.1f} before; "
        f"Python {sys.version.split()[0]}, DuckDB {duckdb.__version__}"
    )


# the tables -----------------------------------------------------------------------------------------------------


def reading_table(place: Path, segments: int, repeat: int) -> str:
    """CPU per GB of unpacked pages, beside parsing alone."""
    pages = in_a_process("generate_pages", place, segments)
    ours = measure("read_pages", place, repeat)
    plain = measure("parse_pages", place, repeat)
    if not pages["conversations"] == ours["conversations"] == plain["conversations"]:
        raise SystemExit(f"{pages}, read {ours}, parsed {plain}: nothing was measured")
    size = pages["bytes"] / 1e9
    rows = [
        [label, *(f"{figure:.1f}" for figure in (run["cpu"], run["cpu"] / size, run["wall"] / size)), f"{run['peak']:.2f}"]
        for label, run in {"ingest: bytes to landed to Parquet, counted": ours, "gunzip and from_json alone": plain}.items()
    ]
    return (
        f"\nReading {pages['pages']} pages, {pages['packed'] / 1e6:.0f} MB packed, {size:.2f} GB of JSON, "
        f"{pages['conversations']:,} conversations\n"
        + table(["", "CPU s", "CPU s/GB", "wall s/GB", "peak GB"], rows)
        + f"\nCPU: {ours['cpu'] / plain['cpu']:.2f} times parsing alone"
    )


def building_table(place: Path, segments: int, repeat: int) -> str:
    """The build and its models, beside a scan of what it reads and beside a loop over records."""
    counts = in_a_process("generate_month", place, segments)
    small = in_a_process("generate_small_month", place, min(segments, SEGMENTS_IN_THE_LOOP))
    ours, scan, loop = (measure(name, place, repeat) for name in ("build_month", "scan_month", "loop_over_records"))
    part = counts["segment"] / small["segment"]
    rows = [
        ["build: models, audit, publish", *figures(ours)],
        ["DuckDB looking at every column of the same Parquet", *figures(scan)],
        [f"record by record in Python, {small['segment']:,} segments", *figures(loop)],
        [f"the same, times {part:.1f}", *figures(loop, part)],
    ]
    models = [[model, f"{wall:.2f}", f"{rows:,}"] for model, wall, rows in sorted(ours["models"], key=lambda row: -row[1])]
    return (
        f"\nBuilding {', '.join(f'{counts[name]:,} {name}s' for name in LANDED)}; the build is {ours['file'] / 1e9:.2f} GB\n"
        + table(["", "wall s", "CPU s", "peak GB"], rows)
        + "\n\n"
        + table(["model", "wall s", "rows"], models)
    )


def figures(run: dict, times: float = 1) -> list[str]:
    return [f"{run['wall'] * times:.1f}", f"{run['cpu'] * times:.1f}", f"{run['peak'] * times:.2f}"]


def table(header: list[str], rows: list[list[str]]) -> str:
    """The first column to the left, figures to the right."""
    widths = [max(len(row[at]) for row in (header, *rows)) for at in range(len(header))]
    return "\n".join(
        "  ".join(cell.rjust(width) if at else cell.ljust(width) for at, (cell, width) in enumerate(zip(row, widths)))
        for row in (header, *rows)
    )


def measure(name: str, place: Path, repeat: int) -> dict:
    """Medians of wall and CPU seconds, the highest peak in GB, and what the last run told."""
    runs = [in_a_process(name, place) for _ in range(repeat)]
    medians = {figure: statistics.median(run[figure] for run in runs) for figure in ("wall", "cpu")}
    return runs[-1] | medians | {"peak": max(run["peak"] for run in runs)}


def in_a_process(name: str, *arguments: Path | int) -> dict:
    """Calls one of MEASURED in a fresh interpreter: what it returns, with its wall, CPU and peak."""
    command = [sys.executable, "-m", "benchmarks.build", name, *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        raise SystemExit(f"{name} failed; nothing was measured")
    return json.loads(done.stdout)


def measured(name: str, arguments: list[str]) -> dict:
    """Imports are not measured; the peak is that of the whole process."""
    place, *sizes = arguments
    wall, cpu = time.perf_counter(), time.process_time()
    told = MEASURED[name](Path(place), *map(int, sizes))
    told |= {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
    # Linux counts the peak in KiB, macOS in bytes.
    return told | {"peak": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024) / 1e9}


# what runs in a process of its own ---------------------------------------------------------------------------------


def generate_pages(place: Path, segments: int) -> dict:
    on_pages = int(PAGES_READ * month.CONVERSATIONS_ON_A_PAGE * month.SEGMENTS_OF_A_CONVERSATION)
    with duckdb.connect() as con:
        month.land(con, min(segments, on_pages))
        conversations = month.pages(con, place / "pages", PAGES_READ)
    packed = [path.read_bytes() for path in (place / "pages").iterdir()]
    sizes = {"packed": sum(map(len, packed)), "bytes": sum(len(gzip.decompress(page)) for page in packed)}
    return {"pages": len(packed), "conversations": conversations} | sizes


def generate_month(place: Path, segments: int) -> dict:
    with duckdb.connect(place / "month.duckdb", config={"memory_limit": "4GB"}) as con:
        month.land(con, segments)
        month.furnish(con, place / "home")
        return _counts(con)


def generate_small_month(place: Path, segments: int) -> dict:
    with duckdb.connect(place / "small.duckdb") as con:
        month.land(con, segments)
        return _counts(con)


def _counts(con: duckdb.DuckDBPyConnection) -> dict:
    return {name: con.execute(f"select count(*) from landed.{name}").fetchone()[0] for name in LANDED}


def read_pages(place: Path) -> dict:
    shutil.rmtree(place / "fresh", ignore_errors=True)
    receipts = ingest.ingest(place / "fresh", [place / "pages"])
    return {"conversations": sum(receipt.counts["accepted"] for receipt in receipts)}


def parse_pages(place: Path) -> dict:
    """The same fields of as many pages at a time, and nothing done with them."""
    batch, size, conversations = [], 0, 0
    for path in sorted((place / "pages").iterdir()):
        batch.append(gzip.decompress(path.read_bytes()))
        size += len(batch[-1])
        if size >= TOGETHER_BYTES:
            conversations, batch, size = conversations + _parse(batch), [], 0
    return {"conversations": conversations + _parse(batch)}


def _parse(texts: list[bytes]) -> int:
    with duckdb.connect() as con:
        con.register("document", pa.table({"text": pa.array(texts, pa.large_string())}))
        con.execute(f"create table page as select from_json(text, '{json.dumps(PAGE)}') as page from document")
        return con.execute("select coalesce(sum(len(page.conversations)), 0) from page").fetchone()[0]


def build_month(place: Path) -> dict:
    """What `build` does; wall seconds and rows of each model, of what comes before the first and after the last."""
    shutil.rmtree(place / "home" / "builds", ignore_errors=True)
    began = [(BEFORE, time.perf_counter())]
    run = warehouse.run

    def timed(*arguments, **options):
        names = run(*arguments, **options)
        began.append((AFTER, time.perf_counter()))
        return names

    warehouse.run = timed
    build = warehouse.build(place / "home", month.PERIOD, lambda model, *_: began.append((model, time.perf_counter())))
    ends = [at for _, at in began[1:]] + [time.perf_counter()]
    with duckdb.connect(build.path, read_only=True) as con:
        sizes = dict(con.execute("select schema_name || '.' || table_name, estimated_size from duckdb_tables()").fetchall())
    models = [(model, end - at, sizes.get(model, 0)) for (model, at), end in zip(began, ends)]
    return {"models": models, "file": build.path.stat().st_size}


def scan_month(place: Path) -> dict:
    readings = place / "home" / "cache" / "readings"
    with duckdb.connect() as con:
        for table in LANDED:
            con.execute(f"select count(*), max(columns(*)) from read_parquet('{readings}/*/{table}.parquet')").fetchall()
    return {}


def loop_over_records(place: Path) -> dict:
    with duckdb.connect(place / "small.duckdb", read_only=True) as con, (place / "lines.csv").open("w") as file:
        csv.writer(file).writerows(per_record.cost_lines(con))
    return {}


MEASURED: dict[str, Callable[..., dict]] = {
    function.__name__: function
    for function in (
        generate_pages, generate_month, generate_small_month,
        read_pages, parse_pages, build_month, scan_month, loop_over_records,
    )
}  # fmt: skip


if __name__ == "__main__":
    if len(sys.argv) > 2 and sys.argv[1] in MEASURED:
        print(json.dumps(measured(sys.argv[1], sys.argv[2:])))
    else:
        main()

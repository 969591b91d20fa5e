"""The benchmarks run, and measure what they say: a month that is the same every time, pages that tell it."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from benchmarks import month, per_record
from telcost import ingest

ROOT = Path(__file__).resolve().parents[1]
SEGMENTS = 3000


@pytest.fixture(scope="module")
def landed():
    with duckdb.connect() as con:
        month.land(con, SEGMENTS)
        yield con


def digest(con: duckdb.DuckDBPyConnection, table: str) -> str:
    return con.execute(f"select md5(string_agg(rows::varchar, '' order by rows::varchar)) from {table} as rows").fetchone()[0]


def test_the_benchmark_measures_a_tiny_month():
    command = [sys.executable, "-m", "benchmarks.build", "--segments", str(SEGMENTS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr
    for figure in ("gunzip and from_json alone", "times parsing alone", "build: models, audit, publish", "record by record"):
        assert figure in done.stdout
    [cost_lines] = [line.split()[-1] for line in done.stdout.splitlines() if line.startswith("marts.cost_line ")]
    assert int(cost_lines.replace(",", "")) > 1000


def test_the_same_size_gives_the_same_month(landed):
    with duckdb.connect() as again:
        month.land(again, SEGMENTS)
        for table in ("segment", "session", "carrier_record", "rate", "invoice_line"):
            assert digest(again, f"landed.{table}") == digest(landed, f"landed.{table}")


def test_a_month_is_about_as_large_as_asked_for(landed):
    [(segments,)] = landed.execute("select count(*) from landed.segment").fetchall()
    assert SEGMENTS * 0.95 < segments < SEGMENTS * 1.05


def test_the_pages_are_read_back_as_the_month(landed, tmp_path):
    month.pages(landed, tmp_path / "pages", 1)
    [receipt] = ingest.ingest(tmp_path / "home", [tmp_path / "pages"])
    [reading] = ingest.readings(tmp_path / "home")
    assert receipt.status == "read"
    columns = {
        "conversation": "line, conversation_id, started_ms, ended_ms, direction",
        "session": "line, conversation_id, purpose, user_id, session_id, media_type, direction, ani, dnis, flow_name",
        "segment": "line, session_id, position, segment_type, started_ms, ended_ms, queue_id, disconnect_type",
    }
    for table, names in columns.items():
        told = landed.execute(f"select {names} from landed.{table} where file_id = 'page 00000' order by all").fetchall()
        assert landed.execute(f"select {names} from '{reading.directory}/{table}.parquet' order by all").fetchall() == told


def test_the_loop_prices_calls_by_their_record_else_by_the_card(landed):
    lines = list(per_record.cost_lines(landed))
    once = "from landed.carrier_record where file_id not like '%late'"
    [(amount,)] = landed.execute(f"select sum(amount_micro) / 1e6 {once}").fetchall()
    assert sum(cost for *_, cost in lines) > amount * 0.9
    assert {department for _, _, department, _, _ in lines} > {"Dept00", "Dept01", "Unattributed"}

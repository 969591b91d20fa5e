"""A build or an ingest killed at any moment: the published build stays readable and the next run is clean.

Real processes, SIGKILL, the sample company's files. What a run that was never killed gives is the measure.
"""

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import duckdb
import pytest

from telcost import ingest, warehouse
from telcost.periods import Period

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "sample_data"
MARCH = Period.parse("2026-03")
KILLS = 20


def telcost(home: Path, *arguments: str) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-m", "telcost", "--home", str(home), *map(str, arguments)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip


def finish(process: subprocess.Popen) -> str:
    out, err = process.communicate(timeout=300)
    assert process.returncode == 0, err
    return out


def bring_in(home: Path) -> None:
    others = [SAMPLE / name for name in ("genesys", "clearline", "invoices", "rates", "reference")]
    finish(telcost(home, "ingest", *others))
    finish(telcost(home, "ingest", "--supplier", "bluewave", SAMPLE / "bluewave"))


def lines(path: Path) -> str:
    """One fingerprint of every cost line of a build."""
    with duckdb.connect(path, read_only=True) as con:
        rows = con.execute("select * from marts.cost_line order by kind, source_id, part").fetchall()
    assert rows
    return hashlib.sha256(repr(rows).encode()).hexdigest()


def killed_somewhere(home: Path, longest: float, moments: random.Random, *arguments: str) -> bool:
    """Start it, kill it at a random moment; whether it was still at work."""
    process = telcost(home, *arguments)
    time.sleep(moments.uniform(0.3, longest))
    was_at_work = process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.communicate(timeout=60)
    return was_at_work


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory):
    home = tmp_path_factory.mktemp("undisturbed")
    bring_in(home)
    started = time.monotonic()
    finish(telcost(home, "build", "2026-03"))
    return home, time.monotonic() - started


def test_a_build_killed_at_any_moment_leaves_the_published_one_readable(undisturbed, tmp_path):
    home, seconds = undisturbed
    good = warehouse.published(home, MARCH)
    fingerprint, moments = lines(good), random.Random(20260321)
    rules = home / "reference" / "policy.csv"
    hits = 0
    for number in range(KILLS // 2):
        rules.write_text(rules.read_text() + f"note_{number},x,,\n")
        hits += killed_somewhere(home, seconds, moments, "build", "2026-03")
        assert lines(warehouse.published(home, MARCH)) == fingerprint
    assert hits >= KILLS // 4, "most kills came after the build had ended: the test proves nothing"
    finish(telcost(home, "build", "2026-03"))
    assert lines(warehouse.published(home, MARCH)) == fingerprint
    finish(telcost(home, "check", "2026-03"))
    assert not list((home / "builds").rglob("*.part"))


def test_an_ingest_killed_at_any_moment_is_finished_by_the_next_one(undisturbed, tmp_path):
    home, _ = undisturbed
    expected = {reading.file_id for reading in ingest.readings(home)}
    started = time.monotonic()
    bring_in(tmp_path / "timed")
    seconds, moments, hits = time.monotonic() - started, random.Random(20260322), 0
    broken = tmp_path / "broken"
    for _ in range(KILLS // 2):
        hits += killed_somewhere(broken, seconds / 2, moments, "ingest", SAMPLE / "genesys", SAMPLE / "clearline")
    assert hits >= 1, "every kill came after the ingest had ended: the test proves nothing"
    bring_in(broken)
    assert {reading.file_id for reading in ingest.readings(broken)} == expected
    finish(telcost(broken, "build", "2026-03"))
    assert lines(warehouse.published(broken, MARCH)) == lines(warehouse.published(home, MARCH))

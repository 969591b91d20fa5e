"""Jobs are processes of their own: one writer at a time, progress others can read, and no harm when one is killed."""

import json
import os
import shutil
import signal
import subprocess
import sys
import threading
import time

import pytest

from telcost import demo, jobs
from telcost.access import owner
from telcost.errors import Busy, TelcostError
from telcost.report import Report

HOLDS = """
import sys
from pathlib import Path
from telcost import jobs
with jobs.lock(Path(sys.argv[1]), "build", "2026-03"):
    print("held", flush=True)
    sys.stdin.read()
"""

STOPS_AT_A_STAGE = """
import sys, time
from pathlib import Path
from telcost import jobs
with jobs.recorded(Path(sys.argv[1]), "build", "2026-03") as (say, _):
    say("usage.leg", 3, 40)
    print("there", flush=True)
    time.sleep(60)
"""


def child(script: str, argument) -> subprocess.Popen:
    command = [sys.executable, "-c", script, str(argument)]
    process = subprocess.Popen(command, cwd=jobs.PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout.readline().strip() in ("held", "there")
    return process


def killed(process: subprocess.Popen) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


# the lock -------------------------------------------------------------------------------------------------------


def test_a_second_job_is_told_who_holds_the_lock_since_when(tmp_path):
    holding = child(HOLDS, tmp_path)
    with pytest.raises(Busy) as refused, jobs.lock(tmp_path, "build", "2026-04"):
        pass
    held = jobs.holder(tmp_path)
    assert held["pid"] == holding.pid
    assert f"`build 2026-03` has been running since {held['since']} (process {holding.pid})" in str(refused.value)
    assert "Nothing was started" in str(refused.value)
    killed(holding)


def test_a_killed_holder_holds_nothing(tmp_path):
    killed(child(HOLDS, tmp_path))
    assert jobs.holder(tmp_path) == {}
    with jobs.lock(tmp_path, "build", "2026-03"):
        assert jobs.holder(tmp_path)["pid"] == os.getpid()
    assert jobs.holder(tmp_path) == {}


def test_asking_who_holds_the_lock_never_keeps_a_job_out(tmp_path):
    asking = threading.Event()

    def ask():
        while not asking.is_set():
            jobs.holder(tmp_path)

    asker = threading.Thread(target=ask)
    asker.start()
    for _ in range(200):
        with jobs.lock(tmp_path, "build"):
            pass
    asking.set()
    asker.join()


def test_one_home_does_not_lock_another(tmp_path):
    with jobs.lock(tmp_path / "one", "build"), jobs.lock(tmp_path / "two", "build"):
        pass


# progress -------------------------------------------------------------------------------------------------------


def test_a_job_says_how_far_it_is_and_how_it_ended(tmp_path):
    told = tmp_path / "progress.json"
    with jobs.recorded(told, "build", "2026-03") as (say, result):
        say("usage.leg", 3, 40)
        now = jobs.read(told)
        assert (now.state, now.stage, now.done, now.total, now.pid) == ("running", "usage.leg", 3, 40, os.getpid())
        result.append({"records": 1})
    assert (jobs.read(told).state, jobs.read(told).result) == ("done", [{"records": 1}])


def test_a_mistake_of_the_user_is_the_message_and_one_of_ours_says_so(tmp_path):
    told = tmp_path / "progress.json"
    with pytest.raises(TelcostError), jobs.recorded(told, "build", "2026-03"):
        raise TelcostError("supplier.csv, line 3: no")
    assert (jobs.read(told).state, jobs.read(told).message) == ("failed", "supplier.csv, line 3: no")
    with pytest.raises(ZeroDivisionError), jobs.recorded(told, "build", "2026-03") as (say, _):
        say("cost.rated_call")
        raise ZeroDivisionError
    assert jobs.read(told).message == (
        "build 2026-03 stopped at 'cost.rated_call': ZeroDivisionError. What was published is untouched."
    )


def test_a_killed_job_is_recognised_and_says_where_it_was(tmp_path):
    told = tmp_path / "progress.json"
    working = child(STOPS_AT_A_STAGE, told)
    assert jobs.read(told).is_running
    killed(working)
    assert jobs.read(told).state == "failed"
    assert f"process {working.pid} ended without a word (stage 'usage.leg')" in jobs.read(told).message


def test_nothing_was_ever_started(tmp_path):
    assert jobs.progress(tmp_path, "2026-03") is None


def test_progress_is_never_half_written(tmp_path):
    told, stop, seen = tmp_path / "progress.json", threading.Event(), []

    def watch():
        while not stop.is_set():
            found = jobs.read(told)
            seen.append(found.stage if found else "")

    watcher = threading.Thread(target=watch)
    watcher.start()
    with jobs.recorded(told, "build") as (say, _):
        for number in range(300):
            say(f"stage {number} " + "x" * 5000)
    stop.set()
    watcher.join()
    assert len(seen) > 10


# children -------------------------------------------------------------------------------------------------------


def ended(told) -> jobs.Progress:
    limit = time.monotonic() + 60
    while (now := jobs.read(told)).is_running:
        assert time.monotonic() < limit, now
        time.sleep(0.1)
    return now


def test_a_build_that_cannot_start_says_why(tmp_path):
    now = ended(jobs.start_build(tmp_path, "2026-03"))
    assert now.state == "failed"
    assert "supplier.csv" in now.message
    assert jobs.progress(tmp_path, "2026-03") == now


def test_a_second_build_is_refused_before_it_starts(tmp_path):
    with jobs.lock(tmp_path, "build", "2026-02"), pytest.raises(Busy, match=f"process {os.getpid()}"):
        jobs.start_build(tmp_path, "2026-03")
    assert jobs.progress(tmp_path, "2026-03") is None


@pytest.mark.parametrize("period", ["../x", "2026-13", "--help"])
def test_a_job_is_started_for_a_period_only(tmp_path, period):
    with pytest.raises(TelcostError):
        jobs.start_build(tmp_path, period)
    assert json.dumps([str(path) for path in tmp_path.rglob("*.json")]) == "[]"


# the sample company ---------------------------------------------------------------------------------------------

@pytest.fixture
def home(sample_home, tmp_path):
    return shutil.copytree(sample_home, tmp_path / "home")


def test_an_ingest_in_the_background_hands_back_the_counts_of_every_file(home, tmp_path):
    told = jobs.start_ingest(home, [demo.SAMPLE / "invoices", demo.SAMPLE / "README.md"])
    now = ended(told)
    assert now.state == "done"
    assert {receipt["status"] for receipt in now.result} == {"known", "refused"}
    assert all(receipt["counts"]["records"] == receipt["counts"]["duplicates"] + receipt["counts"]["non_data"]
               for receipt in now.result if receipt["status"] == "known")  # fmt: skip


def test_a_background_build_is_read_while_it_runs_and_shown_at_the_next_click(home):
    before = Report(home, owner(), "2026-03")
    total, digest = before.headline()["total"], before.digest
    rule = home / "reference" / "queue.csv"
    rule.write_text(rule.read_text().replace("Support Tier 1,Support,", "Support Tier 1,HR,"))
    told = jobs.start_build(home, "2026-03")
    clicks = 0
    while jobs.read(told).is_running:
        assert Report(home, owner(), "2026-03").headline()["total"] == total
        clicks += 1
    assert (jobs.read(told).state, clicks > 0) == ("done", True)
    after = Report(home, owner(), "2026-03")
    assert after.digest != digest
    assert after.headline()["total"] == total
    costs = [{row["department"]: row["total_cost"] for row in report.departments()} for report in (before, after)]
    assert costs[0]["HR"] < costs[1]["HR"]


def test_a_killed_build_is_failed_leaves_the_published_one_and_the_next_runs(home):
    digest = Report(home, owner(), "2026-03").digest
    rule = home / "reference" / "queue.csv"
    rule.write_text(rule.read_text().replace("Support Tier 1,Support,", "Support Tier 1,HR,"))
    told = jobs.start_build(home, "2026-03")
    while jobs.read(told).stage in ("", "starting"):
        time.sleep(0.01)
    os.kill(jobs.read(told).pid, signal.SIGKILL)
    assert ended(told).state == "failed"
    assert "ended without a word" in jobs.read(told).message
    assert Report(home, owner(), "2026-03").digest == digest
    assert ended(jobs.start_build(home, "2026-03")).state == "done"
    assert Report(home, owner(), "2026-03").digest != digest

"""The command line: every verb prints what it says it prints, and a user's mistake is one message and exit code 2."""

import csv
import hashlib
import io
import json
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from decimal import Decimal

import pytest
from click.testing import CliRunner

from telcost import access, demo, jobs, warehouse
from telcost.cli import main
from telcost.exports.json import FIELDS
from tests import small_company


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    small_company.published(home)
    return home


def run(home, *words):
    return CliRunner().invoke(main, ["--home", str(home), *words], catch_exceptions=False)


def said(home, *words) -> str:
    done = run(home, *words)
    assert done.exit_code == 0, done.output
    return done.stdout


def refused(home, *words) -> str:
    done = run(home, *words)
    assert done.exit_code == 2, done.output
    assert done.stdout == ""
    return done.stderr


# report ---------------------------------------------------------------------------------------------------------


def test_the_table_is_aligned_and_ties_to_the_invoices(home):
    lines = said(home, "report", "2026-03").splitlines()
    assert lines[0] == "2026-03  reconciled  showback  build 0123456789abcdef"
    assert lines[2].startswith("department          total USD  share %  calls  minutes  per call  carrier  platform")
    assert lines[4].startswith("Sales                  ")
    assert lines[-1] == "  = 421.61 USD; invoices 421.61 USD: ties"


def test_the_json_report_has_the_fields_of_the_costing_rules_and_adds_up(home):
    report = json.loads(said(home, "report", "2026-03", "--format", "json"), parse_float=Decimal)
    assert list(report) == ["period", "state", "grand_total", "departments"]
    assert (report["period"], report["state"], report["grand_total"]) == ("2026-03", "reconciled", Decimal("421.61"))
    rows = report["departments"]
    assert sum(row["total_cost"] for row in rows) == report["grand_total"]
    assert sum(row["share_pct"] for row in rows) == 100
    assert {row["department"] for row in rows if row.get("account")} == {"Corporate overhead", "Unattributed"}
    assert all(set(row) - {"account"} == set(FIELDS) for row in rows)


def test_csv_is_the_same_figures(home):
    read = csv.DictReader(io.StringIO(said(home, "report", "2026-03", "--format", "csv")))
    assert sum(Decimal(row["total_cost"]) for row in read) == Decimal("421.61")


@pytest.mark.parametrize("group", ["queue", "campaign", "number"])
def test_other_groups_add_up_too_in_every_format(home, group):
    rows = json.loads(said(home, "report", "2026-03", "--by", group, "--format", "json"), parse_float=Decimal)
    assert sum(row["total_cost"] for row in rows[f"{group}s"]) == rows["grand_total"]
    assert "ties" in said(home, "report", "2026-03", "--by", group)


def test_one_department_is_one_row(home):
    report = json.loads(said(home, "report", "2026-03", "--department", "Support", "--format", "json"))
    assert [row["department"] for row in report["departments"]] == ["Support"]


# check ----------------------------------------------------------------------------------------------------------


def test_gates_are_printed_and_exit_zero(home):
    assert "  act  nothing_is_unattributed: " in said(home, "check")
    assert said(home, "check", "2026-03").startswith("2026-03: 0 checks failed, ")


def test_a_failed_check_is_printed_and_exits_one(home, monkeypatch):
    wrong = [warehouse.Finding("every_line_adds_up", "redline:R-3:1", "0.01 is missing")]
    monkeypatch.setattr(warehouse, "check", lambda home, period: (wrong, []))
    done = run(home, "check", "2026-03")
    assert done.exit_code == 1
    assert "FAILED  every_line_adds_up: redline:R-3:1: 0.01 is missing" in done.stdout


# explain --------------------------------------------------------------------------------------------------------


def test_a_cost_line_is_followed_to_file_and_line(home):
    told = said(home, "explain", "toll_free_inbound:redline:c-shared-0#:3")
    assert "carrier_record.csv, line 2" in told
    assert "rate.csv, line 2" in told
    assert "invoice_line.csv, line 2" in told


def test_a_model_shows_its_words_what_it_reads_and_rows(home):
    told = said(home, "explain", "marts.posting")
    assert told.startswith("marts.posting\n-- One row per posting")
    assert "reads:\n  allocation.posting\n  landed.period\n" in told
    assert "first rows of 2026-03:" in told


def test_a_model_is_explained_before_anything_is_built(tmp_path):
    assert "no month is published yet" in said(tmp_path, "explain", "usage.leg")


def test_names_that_are_not_there_are_refused_with_a_hint(home):
    assert "did you mean usage.leg?" in refused(home, "explain", "usage.legs")
    assert "No published month has a cost line" in refused(home, "explain", "a:b:c")


# files in -------------------------------------------------------------------------------------------------------

COUNTS = ("accepted", "duplicates", "conflicts", "set_aside", "non_data")
DEPARTMENTS = "department,label,aliases,shares,valid_from,valid_to\n"


def test_every_record_of_a_file_is_counted_and_the_same_in_money(tmp_path):
    card = tmp_path / "clearline_cdr_2026-03.csv"
    shutil.copy(demo.SAMPLE / "clearline" / card.name, card)
    for counted in ("accepted", "duplicates"):
        [file] = json.loads(said(tmp_path, "ingest", str(card), "--supplier", "clearline", "--json"))
        assert file["records"] == sum(file[name] for name in COUNTS) > 1000
        assert Decimal(file["money"]["records"]) == sum(Decimal(file["money"][name]) for name in COUNTS)
        assert file[counted] > 1000
    assert "clearline_cdr_2026-03.csv  known   calls   clearline" in said(tmp_path, "ingest", str(card))


def test_a_refused_file_says_why_and_exits_two_while_the_others_come_in(tmp_path):
    good, bad = tmp_path / "department.csv", tmp_path / "holiday.csv"
    good.write_text(DEPARTMENTS + "Sales,Sales,,yes,,\n")
    bad.write_text("beach,weather\nLido,fine\n")
    done = run(tmp_path, "ingest", str(good), str(bad))
    assert done.exit_code == 2
    assert "holiday.csv" in done.stderr and "Traceback" not in done.stderr
    assert "department.csv  read" in done.stdout and "holiday.csv     refused" in done.stdout
    assert tmp_path.joinpath("reference", "department.csv").read_text() == good.read_text()


# the sample company ---------------------------------------------------------------------------------------------


def fingerprint(home) -> dict:
    paths = [path for path in home.rglob("*") if path.is_file() and path.name not in ("progress.json", "lock")]
    return {path.relative_to(home): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths}


def test_the_demo_starts_again_within_ten_seconds_and_changes_nothing(sample_home, tmp_path):
    home = shutil.copytree(sample_home, tmp_path / "home")
    before, started = fingerprint(home), time.monotonic()
    assert "2026-02, 2026-03, 2026-04" in said(home, "demo", "--no-serve")
    assert time.monotonic() - started < 10
    assert fingerprint(home) == before
    assert demo.is_sample(home)


def test_the_demo_refuses_a_home_that_holds_anything_but_the_sample(sample_home, tmp_path):
    home = shutil.copytree(sample_home, tmp_path / "home")
    stranger = tmp_path / "department.csv"
    stranger.write_text(DEPARTMENTS + "Ours,Ours,,yes,,\n")
    said(home, "ingest", str(stranger))
    before = fingerprint(home)
    assert "1 files that are not the sample's" in refused(home, "demo", "--no-serve")
    assert fingerprint(home) == before
    assert not demo.is_sample(home)


def test_what_a_sample_person_uploads_joins_the_sample_of_that_home(sample_home, tmp_path):
    home = shutil.copytree(sample_home, tmp_path / "home")
    upload = tmp_path / "department.csv"
    upload.write_text((home / "reference" / "department.csv").read_text() + "Design,Design,,yes,,\n")
    told = jobs.start_ingest(home, [upload])
    while jobs.read(told).is_running:
        time.sleep(0.05)
    assert jobs.read(told).result[0]["status"] == "read"
    assert demo.is_sample(home)
    assert "2026-04" in said(home, "demo", "--no-serve")


def test_a_home_without_files_is_not_the_sample(home):
    assert not demo.is_sample(home)
    assert "builds of files that are not there" in refused(home, "demo", "--no-serve")


def test_a_demo_that_was_interrupted_is_finished_by_the_next(sample_home, tmp_path):
    home = shutil.copytree(sample_home, tmp_path / "home")
    shutil.rmtree(home / "builds" / "2026-03")
    home.joinpath("grants.csv").unlink()
    said(home, "demo", "--no-serve")
    assert fingerprint(home).keys() == fingerprint(sample_home).keys()
    assert said(home, "report", "2026-03") == said(sample_home, "report", "2026-03")


def test_the_demo_serves_the_dashboard_on_this_machine_until_it_is_ended(sample_home):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "telcost", "--home", str(sample_home), "demo", "--port", str(port)]
    serving = subprocess.Popen(command, cwd=jobs.PROJECT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    try:
        lines = [serving.stdout.readline(), serving.stdout.readline()]
        assert f"http://localhost:{port}" in lines[1]
        assert answered(f"http://127.0.0.1:{port}/_stcore/health") == b"ok"
    finally:
        serving.send_signal(signal.SIGINT)
        assert serving.wait(timeout=30) == 0


def answered(address: str) -> bytes:
    limit = time.monotonic() + 60
    while True:
        try:
            return urllib.request.urlopen(address, timeout=5).read()
        except OSError:
            assert time.monotonic() < limit, address
            time.sleep(0.2)


# mistakes -------------------------------------------------------------------------------------------------------


def test_a_mistake_is_one_message_without_a_traceback(home, tmp_path):
    assert refused(home, "report", "March") == (
        '"March" is not a period\n  Write the year and the month, as in 2026-03.\n'
    )
    assert "python -m telcost build 2026-07" in refused(home, "report", "2026-07")
    assert "among what you may see" in refused(home, "report", "2026-03", "--department", "Nowhere")
    assert "No month is published yet" in refused(tmp_path, "check")


def test_a_mistake_of_ours_keeps_its_traceback(home, monkeypatch):
    monkeypatch.setattr(warehouse, "check", lambda home, period: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        run(home, "check", "2026-03")


def test_a_second_build_is_told_who_holds_the_lock(home):
    with jobs.lock(home, "build", "2026-02"):
        assert "`build 2026-02` has been running since" in refused(home, "build", "2026-03")


# people ---------------------------------------------------------------------------------------------------------


def test_people_are_granted_listed_and_taken_back(tmp_path):
    assert said(tmp_path, "grant", "ann@example.com", "head", "Sales") == "ann@example.com: head Sales granted\n"
    assert "was granted already" in said(tmp_path, "grant", "ann@example.com", "head", "Sales")
    assert access.viewer(tmp_path, "ann@example.com").departments == {"Sales"}
    assert "ann@example.com  head  Sales" in said(tmp_path, "grant")
    assert "1 grants of ann@example.com" in said(tmp_path, "grant", "ann@example.com", "--remove")


def test_a_grant_that_makes_no_sense_is_refused(tmp_path):
    assert "A head is granted one department" in refused(tmp_path, "grant", "ann@example.com", "head")
    assert "not an e-mail address" in refused(tmp_path, "grant", "ann", "finance")
    assert "Which role" in refused(tmp_path, "grant", "ann@example.com")
    assert not tmp_path.joinpath("grants.csv").exists()


def test_a_department_nobody_has_is_not_granted(home):
    assert "Did you mean Sales?" in refused(home, "grant", "ann@example.com", "head", "Salse")
    assert "head Sales EMEA granted" in said(home, "grant", "ann@example.com", "head", "Sales EMEA")


# the process ----------------------------------------------------------------------------------------------------


def test_it_runs_as_a_module_and_reads_its_home_from_the_environment(home):
    command = [sys.executable, "-m", "telcost", "report", "2026-03", "--format", "json"]
    environment = {"TELCOST_HOME": str(home), "PATH": "/usr/bin:/bin", "PYTHONPATH": ":".join(sys.path)}
    done = subprocess.run(command, cwd=jobs.PROJECT, env=environment, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout)["grand_total"] == 421.61


def test_every_verb_says_what_it_does():
    told = CliRunner().invoke(main, ["--help"]).stdout
    verbs = ("ingest", "build", "check", "report", "explain", "grant", "demo")
    assert all(f"\n  {verb} " in told for verb in verbs)
    assert "every verb shows all departments" in " ".join(told.split())
    assert all(CliRunner().invoke(main, [verb, "--help"]).exit_code == 0 for verb in verbs)

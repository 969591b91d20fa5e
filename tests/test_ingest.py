"""Files in: every record of every file is counted, the same bytes change nothing, a kill leaves nothing half done."""

import gzip
import hashlib
import json
import random
import shutil
import signal
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telcost import readers
from telcost.errors import BadReference, Refused, TelcostError
from telcost.ingest import ingest, preview, readings, reference_readings
from telcost.readers import carrier
from telcost.readers.cache import Cache
from telcost.sources.landing import Landing

ROOT = Path(__file__).parents[1]
PARTS = ("accepted", "duplicates", "conflicts", "set_aside", "non_data")
CALLS = "call_id,started_at,from_number,to_number,direction,duration_seconds,amount,currency\n"
DEPARTMENTS = "department,label,aliases,shares,valid_from,valid_to\n"
INVOICE = (
    "supplier,invoice_number,invoice_date,period_start,period_end,line,product,description,quantity,unit,unit_price,"
    "amount,currency\n"
    "acme,A-1,2026-04-02,2026-03-01,2026-03-31,1,Calls,Outbound,,,,{0},USD\n"
    "acme,A-1,2026-04-02,2026-03-01,2026-03-31,,Total,,,,,{0},USD\n"
)


def call(number, amount="0.10", day=1, seconds=60):
    return f"{number},2026-03-{day:02}T10:00:00Z,+12125550100,+442079460104,outbound,{seconds},{amount},USD\n"


def page(*numbers, end="2026-03-01T10:05:00Z"):
    segments = [{"segmentType": "interact", "segmentStart": "2026-03-01T10:00:00Z", "segmentEnd": end}]
    sessions = [{"sessionId": "s", "mediaType": "voice", "segments": segments}]
    return json.dumps({"conversations": [
        {"conversationId": f"c{number}", "conversationStart": "2026-03-01T10:00:00Z", "conversationEnd": end,
         "participants": [{"purpose": "customer", "sessions": sessions}]} for number in numbers]})  # fmt: skip


@pytest.fixture
def home(tmp_path):
    return tmp_path / "home"


@pytest.fixture
def bring(home, tmp_path):
    """bring(name, text, …) → the receipt; several files are {name: text}."""

    def bring_in(files, text=None, **told):
        texts = files if text is None else {files: text}
        paths = []
        for name, content in texts.items():
            path = tmp_path / "incoming" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            paths.append(path)
        receipts = ingest(home, paths, **told)
        for receipt in receipts:
            assert receipt.counts["records"] == sum(receipt.counts[part] for part in PARTS)
            assert Decimal(receipt.money["records"]) == sum(Decimal(receipt.money[part]) for part in PARTS)
        return receipts if text is None else receipts[0]

    return bring_in


def everything(home):
    return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(home.rglob("*")) if path.is_file()}


def parts(receipt):
    return tuple(receipt.counts[part] for part in PARTS)


# what becomes of a file ----------------------------------------------------------------------------------------


def test_a_file_is_landed_read_and_counted(bring, home):
    receipt = bring("march.csv", CALLS + call(1) + call(2, "0.25") + call(3, "x") + "\n", supplier="acme")
    assert (receipt.status, receipt.source, receipt.format, receipt.supplier) == ("read", "calls", "generic", "acme")
    assert receipt.counts == {"records": 4, "accepted": 2, "duplicates": 0, "conflicts": 0, "set_aside": 1, "non_data": 1}
    assert list(receipt.money.values()) == ["0.35", "0.35", "0.00", "0.00", "0.00", "0.00"]
    [reading] = readings(home)
    assert (reading.file_id, reading.name, reading.source, reading.supplier) == (receipt.file_id, "march.csv", "calls", "acme")
    assert (reading.first_ms, reading.last_ms, reading.counts) == (1772359200000, 1772359200000, receipt.counts)
    assert {path.name for path in reading.directory.iterdir()} == {"carrier_record.parquet", "set_aside.parquet", "reading.json"}


def test_the_same_bytes_again_change_nothing_under_any_name(bring, home):
    bring("march.csv", CALLS + call(1), supplier="acme")
    before = everything(home)
    again = bring("copy of march.csv", CALLS + call(1))
    assert (again.status, again.name, again.supplier, parts(again)) == ("known", "copy of march.csv", "acme", (0, 1, 0, 0, 0))
    assert "these bytes were read before, as march.csv of acme on 20" in again.reason
    assert everything(home) == before


def test_a_refused_file_lands_too_and_says_why(bring, home):
    receipt = bring("holiday.csv", "beach,weather\nLido,fine\n")
    assert (receipt.status, parts(receipt)) == ("refused", (0, 0, 0, 0, 0))
    assert receipt.reason.startswith("holiday.csv: this is none of the files telcost reads")
    assert Landing(home).bytes(receipt.file_id) == b"beach,weather\nLido,fine\n"
    assert readings(home) == []


@pytest.mark.parametrize("content", [
    b"", b"\xff\xfea\0", b"caf\xe9,b\n", b"%PDF", gzip.compress(b"x", mtime=0)[:-3], b'{"a":1}', b"{", b"[", b"\0" * 99,
])  # fmt: skip
def test_what_cannot_be_read_is_refused_and_nothing_is_imported(bring, home, content):
    receipt = bring("april.csv", content)
    assert receipt.status == "refused" and receipt.reason.startswith("april.csv") and "Nothing was imported." in receipt.reason
    assert readings(home) == [] and not list((home / "cache").rglob("*.parquet"))


def test_files_of_every_kind_come_in_one_call_in_their_order(bring):
    receipts = bring({
        "a.json": page(1), "b.csv": CALLS + call(1), "c.csv": "beach\n", "d.csv": DEPARTMENTS + "Sales,,,,,\n",
        "e.gz": gzip.compress(page(2).encode()), "f.csv": INVOICE.format("10.00"),
        "g.json": '{"entities":[{"id":"u1","licenses":["cx2"]}]}',
    }, supplier="acme")  # fmt: skip
    assert [(receipt.name, receipt.status, receipt.source) for receipt in receipts] == [
        ("a.json", "read", "conversations"), ("b.csv", "read", "calls"), ("c.csv", "refused", ""), ("d.csv", "read", "list"),
        ("e.gz", "read", "conversations"), ("f.csv", "read", "invoice"), ("g.json", "read", "licence users")]  # fmt: skip


def test_a_directory_stands_for_its_files_hidden_ones_left_out(home, tmp_path):
    folder = tmp_path / "incoming" / "deep"
    folder.mkdir(parents=True)
    folder.joinpath("page.json").write_text(page(1))
    folder.joinpath(".DS_Store").write_bytes(b"\0")
    assert [receipt.name for receipt in ingest(home, [tmp_path / "incoming"])] == ["page.json"]


def test_a_file_that_is_not_there_is_said(home, tmp_path):
    [receipt] = ingest(home, [tmp_path / "nowhere.csv"])
    assert (receipt.status, receipt.file_id) == ("refused", "")
    assert "nowhere.csv: No such file or directory\n  Nothing was imported." in receipt.reason


def test_the_same_bytes_twice_in_one_call_are_read_once(bring):
    one, other = bring({"a.csv": CALLS + call(1), "b.csv": CALLS + call(1)}, supplier="acme")
    assert (one.status, parts(one), other.status, parts(other)) == ("read", (1, 0, 0, 0, 0), "known", (0, 1, 0, 0, 0))


def test_a_home_may_be_called_anything(tmp_path):
    home = tmp_path / "the company's “data” [1]*?; drop"
    for name, text in {"a.json": page(1), "b.csv": CALLS + call(1), "c.csv": INVOICE.format("1")}.items():
        tmp_path.joinpath(name).write_text(text)
        assert ingest(home, [tmp_path / name], supplier="acme")[0].status == "read"
        tmp_path.joinpath(name).write_text(text + "\n")
        assert ingest(home, [tmp_path / name], supplier="acme")[0].status == ("refused" if name == "c.csv" else "read")
    assert len(readings(home)) == 5


def test_progress_names_its_stage(bring):
    told = []
    bring({"a.json": page(1), "b.json": page(2)}, progress=lambda *step: told.append(step))
    assert told == [("reading", 0, 2), ("reading", 1, 2), ("counting", 2, 2)]


def test_a_full_disk_is_said_and_the_next_try_goes_on(bring, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(Cache, "make", full)
        with pytest.raises(TelcostError, match="No space left on device\n  What has landed stays"):
            bring("a.csv", CALLS + call(1), supplier="acme")
    assert bring("a.csv", CALLS + call(1), supplier="acme").status == "read"


# duplicates and conflicts --------------------------------------------------------------------------------------


def test_rows_that_were_there_are_duplicates_whatever_their_order_and_spelling(bring):
    bring("march.csv", CALLS + call(1) + call(2), supplier="acme")
    again = "\ufeff" + CALLS.upper() + call(2).replace("0.10", "0.1000") + call(3) + call(1)
    receipt = bring("again.csv", again, supplier="acme")
    assert parts(receipt) == (1, 2, 0, 0, 0)
    assert (receipt.money["accepted"], receipt.money["duplicates"]) == ("0.10", "0.20")


def test_equal_rows_count_as_often_as_the_file_that_has_them_most_often(bring):
    assert parts(bring("a.csv", CALLS + call("") * 2, supplier="acme")) == (2, 0, 0, 0, 0)
    assert parts(bring("b.csv", CALLS + call("") * 3, supplier="acme")) == (1, 2, 0, 0, 0)
    assert parts(bring("c.csv", CALLS + call("") * 3 + call(1), supplier="acme")) == (1, 3, 0, 0, 0)


def test_a_call_told_differently_is_a_conflict_but_a_credit_is_not(bring):
    bring("a.csv", CALLS + call(1) + call(2), supplier="acme")
    receipt = bring("b.csv", CALLS + call(1, "0.30") + call(2, "-0.10") + call(3), supplier="acme")
    assert parts(receipt) == (2, 0, 1, 0, 0)
    assert (receipt.money["conflicts"], receipt.money["accepted"]) == ("0.30", "0.00")
    bring("c.csv", CALLS + call(9, "-0.10"), supplier="acme")
    assert parts(bring("d.csv", CALLS + call(9), supplier="acme")) == (1, 0, 0, 0, 0)


def test_one_more_of_an_equal_row_is_no_conflict(bring):
    bring("a.csv", CALLS + call(1), supplier="acme")
    assert parts(bring("b.csv", CALLS + call(1) * 2, supplier="acme")) == (1, 1, 0, 0, 0)


def test_rows_of_one_file_never_conflict_with_each_other(bring):
    assert parts(bring("a.csv", CALLS + call(1) + call(1, "0.30"), supplier="acme")) == (2, 0, 0, 0, 0)


def test_another_supplier_has_its_own_calls(bring):
    bring("a.csv", CALLS + call(1), supplier="acme")
    assert parts(bring("b.csv", CALLS + call(1) + "\n", supplier="zenith")) == (1, 0, 0, 0, 1)


def test_files_that_arrive_together_are_counted_like_files_that_arrive_one_by_one(bring):
    texts = {"a.csv": CALLS + call(1) + call(2), "b.csv": CALLS + call(2) + call(3, "0.2"), "c.csv": CALLS + call(3) + call(1)}
    together = bring(texts, supplier="acme")
    assert [parts(receipt) for receipt in together] == [(2, 0, 0, 0, 0), (1, 1, 0, 0, 0), (0, 1, 1, 0, 0)]


def test_a_file_that_had_to_wait_for_its_supplier_counts_from_when_it_was_read(bring):
    assert bring("a.csv", CALLS + call(1)).status == "refused"
    bring("b.csv", CALLS + call(1) + call(2), supplier="acme")
    assert parts(bring("a.csv", CALLS + call(1), supplier="acme")) == (0, 1, 0, 0, 0)


def test_a_conversation_is_a_duplicate_only_of_its_own_version(bring, home):
    assert parts(bring("a.json", page(1, 2))) == (2, 0, 0, 0, 0)
    assert parts(bring("b.json", page(2, 3, 3))) == (1, 2, 0, 0, 0)
    assert parts(bring("c.json", page(1, end="2026-03-01T10:09:00Z"))) == (1, 0, 0, 0, 0)
    files = [str(reading.directory / "conversation.parquet") for reading in readings(home)]
    assert duckdb.execute("select count(*) from read_parquet($files)", {"files": files}).fetchall() == [(6,)]


# suppliers and invoices ----------------------------------------------------------------------------------------


def test_a_format_that_names_no_supplier_asks_for_it_and_remembers_one(bring):
    refused = bring("a.csv", CALLS + call(1))
    assert refused.reason == ("a.csv: a file in the format generic does not say whose calls it holds\n"
                              "  Name the supplier: --supplier NAME. Nothing was imported.")  # fmt: skip
    assert bring("a.csv", CALLS + call(1), supplier="acme").status == "read"
    assert bring("b.csv", CALLS + call(2)).supplier == "acme"
    bring("c.csv", CALLS + call(3), supplier="zenith")
    assert bring("d.csv", CALLS + call(4)).status == "refused"


def test_an_invoice_counts_in_money_and_comes_in_once(bring, home):
    receipt = bring("april.csv", INVOICE.format("10.00"))
    assert (receipt.supplier, receipt.currency, receipt.money["accepted"]) == ("acme", "USD", "10.00")
    assert parts(receipt) == (1, 0, 0, 0, 1)
    again = bring("april-2.csv", INVOICE.format("11.00"))
    assert again.status == "refused"
    assert "april-2.csv: invoice A-1 of acme is already there, from april.csv" in again.reason
    assert [reading.name for reading in readings(home)] == ["april.csv"]
    assert bring("may.csv", INVOICE.format("11.00").replace("A-1", "A-2")).status == "read"


# lists ---------------------------------------------------------------------------------------------------------


def test_a_list_is_installed_and_the_text_it_replaces_is_kept(bring, home):
    first, second = DEPARTMENTS + "Sales,,,yes,,\n", DEPARTMENTS + "Sales,,,yes,,\nHR,,,yes,,\n"
    assert (bring("from hr.csv", first).source, bring("new.csv", second).status) == ("list", "read")
    assert (home / "reference" / "department.csv").read_text() == second
    assert [path.read_text() for path in (home / "reference" / "history").iterdir()] == [first]
    assert readings(home) == []
    [reading] = reference_readings(home)
    assert (reading.name, reading.file_id, reading.counts["accepted"]) == (
        "reference/department.csv", hashlib.sha256(second.encode()).hexdigest(), 2)  # fmt: skip


def test_a_list_that_was_edited_is_read_as_it_is_now(bring, home):
    bring("department.csv", DEPARTMENTS + "Sales,,,yes,,\n")
    path = home / "reference" / "department.csv"
    path.write_text(DEPARTMENTS + "Sales,,,yes,,\nHR,,,yes,,\n")
    [reading] = reference_readings(home)
    assert duckdb.sql(f"select department from '{reading.directory}/department.parquet'").fetchall() == [("Sales",), ("HR",)]
    path.write_text(DEPARTMENTS + "Sales,,,perhaps,,\n")
    with pytest.raises(BadReference, match=r'reference/department\.csv, line 2, column "shares": "perhaps" is neither'):
        reference_readings(home)
    path.write_text("policy,value,valid_from,valid_to\n")
    with pytest.raises(BadReference, match=r"its columns are those of: list policy\n  It needs: department, label"):
        reference_readings(home)


# readings ------------------------------------------------------------------------------------------------------


def test_a_reading_that_is_gone_or_outdated_is_made_again_with_the_same_bytes(bring, home, monkeypatch):
    bring({"a.json": page(1, 2), "b.csv": CALLS + call(1) + call(2, "x"), "c.csv": INVOICE.format("1")}, supplier="acme")
    before, noted = readings(home), everything(home / "landing")
    made = everything(home / "cache")
    shutil.rmtree(home / "cache")
    assert readings(home) == before
    assert everything(home / "cache") == made
    assert everything(home / "landing") == noted
    monkeypatch.setitem(readers.VERSIONS, "calls", "2")
    changed = readings(home)
    assert [one.directory == other.directory for one, other in zip(before, changed)] == [True, False, True]
    assert [reading.counts for reading in changed] == [reading.counts for reading in before]


def test_a_reading_that_lost_its_facts_is_made_again(bring, home):
    bring("a.csv", CALLS + call(1), supplier="acme")
    [before] = readings(home)
    (before.directory / "reading.json").write_text('{"records": 1, "colour": "red"}')
    assert readings(home) == [before]


def test_a_file_is_compared_with_readings_that_have_to_be_made_again_first(bring, home):
    bring({"a.csv": CALLS + call(1), "b.csv": INVOICE.format("1"), "c.json": page(1)}, supplier="acme")
    shutil.rmtree(home / "cache")
    receipts = bring({"d.csv": CALLS + call(1) + call(2), "e.csv": INVOICE.format("2"), "f.json": page(1, 2)}, supplier="acme")
    assert [parts(receipt)[:2] for receipt in receipts] == [(1, 1), (0, 0), (1, 1)]
    assert receipts[1].status == "refused"
    assert len(readings(home)) == 5


def test_a_changed_format_is_read_again(bring, home, monkeypatch):
    bring("a.csv", CALLS + call(1), supplier="acme")
    [before] = readings(home)
    generic = carrier.formats()["generic"]
    edited = carrier.Format(**{**generic.__dict__, "digest": "other", "durations": "minutes"})
    monkeypatch.setattr(carrier, "formats", lambda: {"generic": edited})
    [after] = readings(home)
    assert after.directory != before.directory
    assert duckdb.sql(f"select duration_ms from '{after.directory}/carrier_record.parquet'").fetchall() == [(3_600_000,)]


# previews ------------------------------------------------------------------------------------------------------


def test_a_preview_shows_the_first_rows_and_imports_nothing(home):
    seen = preview((CALLS + call(1) + call(2) + call(3)).encode(), "march.csv", limit=2)
    assert (seen.source, seen.format, seen.supplier) == ("calls", "generic", "")
    assert seen.columns[0] == "call_id" and [row[0] for row in seen.rows] == ["1", "2"]
    assert preview(page(1).encode(), "page.json").source == "conversations"
    with pytest.raises(Refused, match="none of the files"):
        preview(b"beach\n", "march.csv")
    assert not home.exists()


# identity and faults -------------------------------------------------------------------------------------------


@settings(max_examples=40, deadline=None)
@given(st.one_of(
    st.binary(max_size=120),
    st.lists(st.sampled_from([
        call(1), call(2), call(1, "0.2"), call(3, "-0.1"), call(4, "x"), "\n", "a,b\n", '"', CALLS, "Total,,,,,,,\n",
    ]), max_size=8).map(lambda rows: (CALLS + "".join(rows)).encode()),
))  # fmt: skip
def test_whatever_arrives_every_record_is_counted_once(tmp_path_factory, content):
    base = tmp_path_factory.getbasetemp()
    path = base / "any.csv"
    path.write_bytes(content)
    for receipt in ingest(base / "any home", [path], supplier="acme"):
        assert receipt.counts["records"] == sum(receipt.counts[part] for part in PARTS)
        assert all(count >= 0 for count in receipt.counts.values())
        assert Decimal(receipt.money["records"]) == sum(Decimal(receipt.money[part]) for part in PARTS)
        assert receipt.status in ("read", "known") or "Nothing was imported." in receipt.reason


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(st.integers(1, 4), max_size=5), min_size=1, max_size=3), st.randoms(use_true_random=False))
def test_in_whatever_order_overlapping_exports_arrive_as_many_rows_are_accepted(tmp_path_factory, files, order):
    def accepted(named):
        base = tmp_path_factory.mktemp("order")
        paths = []
        for name, numbers in named:
            paths.append(base / name)
            paths[-1].write_text(CALLS + "".join(call(number) for number in numbers) + f"# {name}\n")
        return sum(receipt.counts["accepted"] for receipt in ingest(base / "home", paths, supplier="acme"))

    named = [(f"{at}.csv", numbers) for at, numbers in enumerate(files)]
    shuffled = order.sample(named, len(named))
    most = sum(max(numbers.count(number) for numbers in files) for number in range(1, 5))
    assert accepted(named) == accepted(shuffled) == most


def test_an_ingest_that_is_killed_anywhere_is_finished_by_the_next(tmp_path):
    incoming, moments, hits = tmp_path / "incoming", random.Random(7), 0
    incoming.mkdir()
    for number in range(12):
        incoming.joinpath(f"{number}.json").write_text(page(*range(number * 50, number * 50 + 60)))
        rows = "".join(call(row, day=1 + number) for row in range(number * 400, number * 400 + 500))
        incoming.joinpath(f"{number}.csv").write_text(CALLS + rows)
    program = f"from telcost.ingest import ingest; ingest({str(tmp_path / 'home')!r}, [{str(incoming)!r}], supplier='acme')"
    for _ in range(8):
        child = subprocess.Popen([sys.executable, "-c", program], cwd=ROOT)
        time.sleep(moments.uniform(0.25, 1.2))
        hits += child.poll() is None
        child.send_signal(signal.SIGKILL)
        child.wait()
        for receipt in Landing(tmp_path / "home").receipts():
            assert hashlib.sha256(Landing(tmp_path / "home").bytes(receipt["file_id"])).hexdigest() == receipt["file_id"]
        assert all(reading.directory.joinpath("reading.json").exists() for reading in readings(tmp_path / "home"))
    assert hits, "every kill came too late: the test proves nothing"
    ingest(tmp_path / "home", [incoming], supplier="acme")
    once = ingest(tmp_path / "undisturbed", [incoming], supplier="acme")
    finished = {receipt.file_id: receipt.counts for receipt in once}
    assert {reading.file_id: reading.counts for reading in readings(tmp_path / "home")} == finished

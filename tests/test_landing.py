"""Bytes are kept once, as received, with a receipt; nothing half written is ever seen."""

import hashlib
import os
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telcost.errors import Refused
from telcost.sources.landing import Landing


@pytest.fixture
def landing(tmp_path):
    return Landing(tmp_path)


def everything(landing):
    return {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in landing.folder.iterdir()}


def test_a_file_lands_under_its_sha256_with_a_receipt(landing, tmp_path):
    file = tmp_path / "april.csv"
    file.write_bytes(b"a,b\n1,2\n")
    landed = landing.put(file, "april.csv")
    assert landed.file_id == hashlib.sha256(b"a,b\n1,2\n").hexdigest()
    assert (landed.is_new, landed.name, landing.bytes(landed.file_id)) == (True, "april.csv", b"a,b\n1,2\n")
    receipt = landing.receipt(landed.file_id)
    assert (receipt["name"], receipt["bytes"], receipt["status"]) == ("april.csv", 8, "landed")


def test_the_same_bytes_again_change_nothing_whatever_they_are_called(landing):
    first = landing.put(b"a,b\n", "april.csv")
    before = everything(landing)
    again = landing.put(b"a,b\n", "copy of april.csv")
    assert (again.file_id, again.is_new, again.name) == (first.file_id, False, "april.csv")
    assert everything(landing) == before


def test_only_the_owner_can_read_what_landed(landing):
    landing.put(b"a,b\n", "april.csv")
    assert {path.stat().st_mode & 0o777 for path in landing.folder.iterdir()} == {0o600}
    assert landing.folder.stat().st_mode & 0o777 == 0o700


def test_a_note_adds_facts_and_keeps_the_others(landing):
    file_id = landing.put(b"a,b\n", "april.csv").file_id
    landing.note(file_id, status="refused", reason="no")
    landing.note(file_id, status="read", counts={"records": 3})
    receipt = landing.receipt(file_id)
    assert (receipt["name"], receipt["status"], receipt["reason"], receipt["counts"]) == (
        "april.csv",
        "read",
        "no",
        {"records": 3},
    )


def test_receipts_come_in_the_order_the_files_arrived(landing):
    for name in ("b.csv", "a.csv", "c.csv"):
        landing.put(name.encode(), name)
    assert [receipt["name"] for receipt in landing.receipts()] == ["b.csv", "a.csv", "c.csv"]
    assert Landing(landing.folder.parent / "elsewhere").receipts() == []


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "CON", "x" * 5000, "a\nb\x1b[2J", "\u202egnp.exe", "<img onerror=x>", "\udcff"]
)
def test_a_name_is_data_and_never_a_path(landing, name):
    landed = landing.put(b"a,b\n", name)
    assert landed.path.parent == landing.folder and landed.path.stem == landed.file_id
    shown = landing.receipt(landed.file_id)["name"]
    assert len(shown) <= 200 and shown.isprintable()


def test_a_file_above_the_limit_is_neither_read_nor_kept(landing, tmp_path):
    file = tmp_path / "large.csv"
    with file.open("wb") as large:
        large.truncate(50 * 1024**2)
    for source in (file, bytes(2000)):
        with pytest.raises(Refused, match="larger than 0 MB"):
            landing.put(source, "large.csv", max_bytes=1000)
    assert list(landing.folder.iterdir()) == []


def test_a_failed_write_leaves_nothing(landing, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space left"):
        landing.put(b"a,b\n", "april.csv")
    assert list(landing.folder.iterdir()) == []


def test_bytes_whose_receipt_was_lost_in_a_kill_get_a_new_one(landing):
    landed = landing.put(b"a,b\n", "april.csv")
    landing.folder.joinpath(f"{landed.file_id}.json").unlink()
    assert landing.receipts() == []
    assert not landing.put(b"a,b\n", "april.csv").is_new
    assert [receipt["name"] for receipt in landing.receipts()] == ["april.csv"]


def test_what_a_killed_process_left_is_swept_after_an_hour(landing):
    landing.put(b"a,b\n", "april.csv")
    old, fresh = landing.folder / "old.part", landing.folder / "fresh.part"
    for part in (old, fresh):
        part.write_bytes(b"half")
    os.utime(old, (time.time() - 7200,) * 2)
    Landing(landing.folder.parent).put(b"c,d\n", "may.csv")
    assert (old.exists(), fresh.exists()) == (False, True)


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_come_back_as_they_were(tmp_path_factory, content):
    landing = Landing(tmp_path_factory.getbasetemp() / "any")
    assert landing.bytes(landing.put(content, "any").file_id) == content

"""The sample company is what its README says: the same content every time, small, every case where it is promised."""

import csv
import gzip
import json
import re
from collections import Counter
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import phonenumbers
import pytest

from benchmarks import sample_company
from benchmarks.sample import cards, company, invoices, ledger
from benchmarks.sample.moments import month_of

SAMPLE = Path(__file__).resolve().parent.parent / "sample_data"
README = (SAMPLE / "README.md").read_text()

# case.variant: milliseconds connected, the carrier's billed seconds and amount, the platform's amount, who pays
CASES = """
1.1   3660000  3660  1464000  640500  overhead 8000, Sales 40000, Support 1416000
1.2   3600000  3600   390000  630000  Sales 6500, Support 383500
2.1     47000    48    19200    8400  overhead 19200
2.2     12000    30    12000    2100  Sales 12000
3.1   3300000  3300  1320000  577500  overhead 4000, Support 1316000
4.1    600000   600   240000  105000  Support 240000
5.1    245600   246    26650   43100  Legal 26650
6.1    180000   180    72000   31500  Billing 72000
7.1    122000   126    50400   22100  Sales 50400
7.2     61000    66     7150   11600  HR 7150
7.3    300000   300   120000   52500  Sales 120000
8.1    100000   102   493000   17900  Logistics 493000
8.2    100000   102    23800   17900  Logistics 23800
9.1     45000    48    20800    8400  Support 20800
10.1   741000   780 90700000  130200  Sales 90700000
11.1   900000   900   337500  157500  Support 337500
11.2  1200000  1200   450000  210000  Support 450000
11.3   600000   600   160000  105000  Sales 160000
11.4   600000   600   240000  105000  Support 240000
11.5   600000   600   240000  105000  Support 240000
11.6   120000   120    48000   21000  Support 48000
13.1  4500000  4500  1800000  787500  Support 1800000
13.2   300000   300   120000   52500  Support 120000
15.1   180000   180    67500   31500  Support 67500
15.3    36000    36    13500    6300  Support 13500
15.4    36001    36    13500    7400  Support 13500
16.1  1320000  1320   495000  231000  Support 382500, Billing 112500
16.2   690000   690   126500  120800  Support 71500, Billing 55000
17.1   600000   600   390000  105000  Sales 390000
18.1   120000   120    13000   21000  Support 13000
18.2   120000   120    12000   21000  Logistics 12000
18.3   120000   120    13000   21000  Unattributed 13000
""".strip().splitlines()


@pytest.fixture(scope="module")
def story():
    return sample_company.Company()


@pytest.fixture(scope="module")
def pages():
    """Every version of every conversation, in the order of the jobs."""
    found = {}
    for path in sorted((SAMPLE / "genesys/conversation-details").iterdir()):
        for one in json.loads(gzip.decompress(path.read_bytes()))["conversations"]:
            found.setdefault(one["conversationId"], []).append(one)
    return found


def case_id(case):
    number, variant = map(int, case.split("."))
    return f"ca5e{number:04}-0000-4000-8000-{variant:012}"


def test_the_generator_writes_the_committed_files(story):
    written = dict(sample_company.files(story))
    there = {str(path.relative_to(SAMPLE)) for path in SAMPLE.rglob("*") if path.is_file()} - {"README.md"}
    assert there == set(written)
    for name, content in written.items():
        path = SAMPLE / name
        assert (gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()) == content, name


def test_it_is_small():
    assert sum(path.stat().st_size for path in SAMPLE.rglob("*") if path.is_file()) < 8_000_000


def test_a_month_has_about_two_thousand_voice_conversations(story):
    for period in sample_company.PERIODS:
        media = Counter(scene.media for scene in story.scenes if month_of(scene.start_ms) == period)
        assert 1_900 < media["voice"] < 2_100
        assert (media["chat"], media["email"], media["message"]) == (300, 300, 200)


@pytest.mark.parametrize("line", CASES)
def test_a_case_is_worth_what_a_person_computes(story, line):
    case, duration, billed, amount, platform, *parts = line.split(maxsplit=5)
    leg_id = next(scene.leg.call_id for scene in story.scenes if scene.id == case_id(case))
    leg, spans = next(one for one in ledger.legs(story.scenes) if one[0].call_id == leg_id)
    call = next(call for call in story.calls if call.leg_id == leg_id)
    assert (leg.duration_ms, call.billed_seconds, call.amount_micro) == (int(duration), int(billed), int(amount))
    assert ledger.platform_micro(leg) == int(platform)
    shares = ledger.shares(leg, spans)
    paid = {name.replace("Corporate ", ""): part * call.amount_micro for name, part in shares.items()}
    assert paid == {name: int(part) for name, part in (one.split() for one in parts[0].split(", "))}


def test_every_case_of_the_readme_is_in_the_files(pages):
    rows = re.findall(r"^\| ([\d., –and]+) \|", README, re.M)
    named = {case for row in rows for case in re.findall(r"\d+\.\d+", row)}
    assert len(named) > 40
    only_at_the_carrier = {"12.1", "12.2"}
    assert {case for case in named if case_id(case) not in pages} == only_at_the_carrier
    records = (SAMPLE / "clearline/clearline_cdr_2026-03.csv").read_text()
    assert all(f"{case_id(case)}@203.0.113.9" in records for case in only_at_the_carrier)


def test_a_conversation_still_going_on_comes_again_with_its_end(pages):
    early, late = pages[case_id("13.1")]
    assert "conversationEnd" not in early and "wrapUpCode" not in json.dumps(early)
    assert "conversationEnd" in late and "wrapUpCode" in json.dumps(late)


def test_the_ghost_has_no_call_id_and_no_disconnect_and_closes_in_may(pages):
    for version in pages[case_id("4.1")]:
        ghost = next(
            session for person in version["participants"] for session in person["sessions"]
            if "sourceConversationId" in session["segments"][0]
        )  # fmt: skip
        assert "protocolCallId" not in ghost and "disconnectType" not in ghost["segments"][0]
    assert version["conversationEnd"].startswith("2026-05-02")


def test_the_re_export_repeats_two_days_and_brings_one_call():
    month = (SAMPLE / "clearline/clearline_cdr_2026-03.csv").read_text().splitlines()
    again = (SAMPLE / "clearline/clearline_cdr_2026-03_reexport_20260320.csv").read_text().splitlines()
    assert len(again) == 102 and len(set(again) - set(month)) == 1


def test_the_satellite_number_is_about_a_fifth_of_the_sales_bill(story):
    usage = ledger.usage_by_department("2026-03", story.scenes, story.calls)["Sales"]
    weights = ledger.interactions_by_department("2026-03", story.scenes)
    pool = Fraction(invoices.PLATFORM_SUBSCRIPTION) * cards.MICRO * weights["Sales"] / sum(weights.values())
    seats = sum(cards.seat_micro(held) for user, held in invoices.billed_seats("2026-03") if user.department == "Sales")
    far = sum(call.amount_micro for call in story.calls if call.dialled[:4] == "+881" and call.month == "2026-03")
    assert far == 1_235_050_000
    assert Fraction(19, 100) < far / (sum(usage.values()) + pool + seats) < Fraction(21, 100)


def test_an_invoice_adds_up_and_only_bluewave_in_march_bills_more_than_its_records(story):
    for path in (SAMPLE / "invoices").iterdir():
        *lines, total = csv.DictReader(path.read_text().splitlines())
        assert total["product"] == "Total"
        assert sum(Decimal(line["amount"]) for line in lines) == Decimal(total["amount"]), path.name
    for period in ("2026-02", "2026-03"):
        for kind, more in (("domestic", 0), ("international", Decimal("6.32") if period == "2026-03" else 0)):
            calls = [call for call in story.calls_of("bluewave", period) if cards.class_of(call.dialled) == kind]
            rated = Decimal(invoices.money(sum(call.amount_micro for call in calls)))
            assert f"{kind.capitalize()}," in (text := (SAMPLE / f"invoices/bluewave-{period}.csv").read_text())
            assert f",{rated + more},USD" in text


def test_the_readme_states_the_sums_of_march(story):
    calls = [call for call in story.calls if call.month == "2026-03"]
    sums = Counter()
    for call in calls:
        sums[call.supplier, cards.class_of(call.dialled)] += call.amount_micro
    sums["genesys", "minutes"] = sum(
        ledger.platform_micro(leg) for leg, _ in ledger.legs(story.scenes) if month_of(leg.started_ms) == "2026-03"
    )
    assert [sold for sold, micro in sums.items() if f"{Decimal(micro) / cards.MICRO:,.6f}" not in README] == []


def test_every_number_is_valid_and_nobodys(story):
    fiction = re.compile(
        r"\+1\d{3}55501\d\d|\+442079460\d{3}|\+49302312\d{5}|\+3319900\d{4}|\+6125550\d{4}|\+8812\d{8}"
    )
    numbers = {number for call in story.calls for number in (call.caller, call.dialled) if number} - {"+5550123"}
    assert [number for number in numbers if not fiction.fullmatch(number)] == []
    assert [number for number in numbers if not phonenumbers.is_valid_number(phonenumbers.parse(number))] == []


def test_the_directory_is_as_promised():
    assert (len(company.DEPARTMENTS), len(company.QUEUES)) == (8, 24)
    assert Counter(queue.found_by for queue in company.QUEUES.values()) == {
        "table": 13, "description": 5, "prefix": 5, "nothing": 1}  # fmt: skip

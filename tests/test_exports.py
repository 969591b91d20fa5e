"""What leaves telcost: exact digits, and nothing a spreadsheet would run."""

import csv
import io
import json
from datetime import date, datetime
from decimal import Decimal
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from telcost.exports import csv as csv_export
from telcost.exports import json as json_export

FORMULAS = [
    "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "\0=1", "\tplain", "\rplain", "\nplain", "\0plain",
    "＝1+1", "＋1", "－1", "＠SUM", "−1", " =1", "   =1", "\u00a0=1", '"=1', "'=1", "“=1", "\u200b=1", "\ufeff=1",
    " \"' =1", "=cmd|' /C calc'!A0", "+18005550123", "-",
]  # fmt: skip


@pytest.mark.parametrize("word", FORMULAS)
def test_text_a_spreadsheet_could_run_gets_an_apostrophe(word):
    assert csv_export.cell(word) == "'" + word


@pytest.mark.parametrize("word", ["Sales", "1-800", "a=b", "Sales & Co", "", "O'Hara", "№ 1", "(none)", "2026-03"])
def test_other_text_is_left_alone(word):
    assert csv_export.cell(word) == word


def test_numbers_stay_numbers_and_keep_their_places():
    cells = [Decimal("-12.50"), Decimal("0.000001"), Decimal("1E+3"), 7, -7, True, False, None]
    assert [csv_export.cell(cell) for cell in cells] == ["-12.50", "0.000001", "1000", "7", "-7", "yes", "no", ""]


def test_days_and_local_times_are_written_as_iso():
    assert csv_export.cell(date(2026, 3, 8)) == "2026-03-08"
    assert csv_export.cell(datetime(2026, 3, 8, 1, 59, 59)) == "2026-03-08 01:59:59"


def test_the_first_line_is_the_header():
    rows = [{"department": "Sales", "total_cost": Decimal("12.50")}, {"department": "=HR", "total_cost": Decimal("-1")}]
    assert csv_export.text(rows) == "department,total_cost\r\nSales,12.50\r\n'=HR,-1\r\n"


def test_an_empty_table_has_its_header_only():
    assert csv_export.text([], columns=["department"]) == "department\r\n"
    assert csv_export.text([]) == ""


@given(st.lists(st.tuples(st.text(), st.decimals(allow_nan=False, allow_infinity=False, places=6)), min_size=1))
def test_what_is_written_reads_back_equal_and_no_text_cell_starts_a_formula(pairs):
    written = csv_export.text([{"name": name, "amount": amount} for name, amount in pairs])
    read = list(csv.reader(io.StringIO(written, newline=""), strict=True))[1:]
    assert [Decimal(amount) for _, amount in read] == [amount for _, amount in pairs]
    for (written_name, _), (name, _) in zip(read, pairs):
        assert written_name == (("'" + name) if csv_export.FORMULA.match(name) else name)
        assert not written_name.lstrip(" \u00a0\"").startswith(tuple("=+-@\t\r\n\0"))


def test_the_file_name_says_month_filter_and_build_and_nothing_a_path_could_use():
    report = SimpleNamespace(period="2026-03", digest="1a2b3c4d5e6f7a8b")
    build = "1a2b3c4d5e6f"
    assert csv_export.file_name(report, "calls", "Sales") == f"telcost_2026-03_calls_sales_{build}.csv"
    assert csv_export.file_name(report, "calls", "../../etc\r\nX: y") == f"telcost_2026-03_calls_etc-x-y_{build}.csv"
    assert csv_export.file_name(report, "calls", "", "Üß") == f"telcost_2026-03_calls_{build}.csv"


def test_json_money_keeps_every_digit():
    value = {"total": Decimal("12345678901234567890.10"), "rows": [{"a": "é\n", "b": None}], "none": [], "yes": True}
    written = json_export.text(value)
    assert '"total": 12345678901234567890.10' in written
    assert json.loads(written, parse_float=Decimal) == value

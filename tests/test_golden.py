"""Three golden reports: the sample company's months as `report --format json` prints them.

Regenerate them on purpose with `TELCOST_GOLDEN=write python -m pytest tests/test_golden.py`, and read the diff.
"""

import json
import os
from decimal import Decimal
from pathlib import Path

import pytest

from tests.sample import MONTHS, telcost

GOLDEN = Path(__file__).parent / "golden"
COSTS = ("carrier_cost", "platform_cost", "licence_cost", "usage_cost", "shared_cost", "overhead_cost",
         "unattributed_cost", "variance")  # fmt: skip


@pytest.mark.parametrize("month", MONTHS)
def test_the_report_of_a_month_is_what_it_was(sample_home, month):
    printed = telcost(sample_home, "report", month, "--format", "json")
    golden = GOLDEN / f"{month}.json"
    if os.environ.get("TELCOST_GOLDEN") == "write":
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(printed)
    assert printed == golden.read_text()


@pytest.mark.parametrize("month", MONTHS)
def test_departments_add_up_to_the_grand_total_and_shares_to_a_hundred(month):
    report = json.loads((GOLDEN / f"{month}.json").read_text(), parse_float=Decimal)
    total = Decimal(str(report["grand_total"]))
    assert sum(Decimal(str(row["total_cost"])) for row in report["departments"]) == total
    assert sum(Decimal(str(row["share_pct"])) for row in report["departments"]) == Decimal("100.0")
    for row in report["departments"]:
        assert sum(Decimal(str(row[cost])) for cost in COSTS) == Decimal(str(row["total_cost"])), row["department"]


@pytest.mark.parametrize("month", ["2026-02", "2026-03"])
def test_the_grand_total_is_the_three_invoices(month):
    report = json.loads((GOLDEN / f"{month}.json").read_text(), parse_float=Decimal)
    invoices = sorted((GOLDEN.parent.parent / "sample_data" / "invoices").glob(f"*-{month}.csv"))
    assert len(invoices) == 3
    totals = [Decimal(line.split(",")[-2]) for path in invoices for line in path.read_text().splitlines() if ",Total," in line]
    assert len(totals) == 3
    assert Decimal(str(report["grand_total"])) == sum(totals)

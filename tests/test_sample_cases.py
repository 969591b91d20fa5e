"""Every documented case of the sample company with its hand-computed figure (the arithmetic: sample_data/README.md).

What each department pays, per conversation and kind, in US dollars as whole millionths; read from the published build.
"""

from decimal import Decimal

import duckdb
import pytest

from telcost import warehouse
from telcost.periods import Period

OVERHEAD, NOBODY = "Corporate overhead", "Unattributed"


def case(number: str) -> str:
    """'1.2' is conversation ca5e0001-0000-4000-8000-000000000002."""
    first, variant = number.split(".")
    return f"ca5e{int(first):04}-0000-4000-8000-{int(variant):012}"


@pytest.fixture(scope="module")
def ask(sample_home):
    def ask(question: str, month: str = "2026-03", **values) -> list[tuple]:
        with duckdb.connect(warehouse.published(sample_home, Period.parse(month)), read_only=True) as con:
            return con.execute(question, values).fetchall()

    return ask


@pytest.fixture(scope="module")
def paid(ask):
    def paid(number: str, kinds: str, month: str = "2026-03") -> dict[str, Decimal]:
        rows = ask(
            "select department, sum(amount_micro) from marts.cost_line where conversation_id = $id"
            " and list_contains(string_split($kinds, ' '), kind) group by department",
            month, id=case(number), kinds=kinds,
        )  # fmt: skip
        return {department: Decimal(amount).scaleb(-6) for department, amount in rows if amount}

    return paid


CARRIER, PLATFORM = "toll_free_inbound did_inbound outbound", "platform_minutes"
FIGURES = [
    ("1.1", CARRIER, {OVERHEAD: "0.008", "Sales": "0.04", "Support": "1.416"}),
    ("1.1", PLATFORM, {OVERHEAD: "0.0035", "Sales": "0.0175", "Support": "0.6195"}),
    ("1.2", CARRIER, {"Sales": "0.0065", "Support": "0.3835"}),
    ("1.2", PLATFORM, {"Sales": "0.0105", "Support": "0.6195"}),
    ("2.1", CARRIER, {OVERHEAD: "0.0192"}),
    ("2.1", PLATFORM, {OVERHEAD: "0.0084"}),
    ("2.2", CARRIER, {"Sales": "0.012"}),
    ("3.1", "toll_free_inbound", {OVERHEAD: "0.004", "Support": "1.316"}),
    ("3.1", "outbound", {"Support": "0.4581"}),
    ("4.1", CARRIER, {"Support": "0.24"}),
    ("4.1", PLATFORM, {"Support": "0.105"}),
    ("5.1", CARRIER, {"Legal": "0.02665"}),
    ("5.1", PLATFORM, {"Legal": "0.0431"}),
    ("6.1", CARRIER, {"Billing": "0.072"}),
    ("7.1", CARRIER, {"Sales": "0.0504"}),
    ("7.1", PLATFORM, {"Sales": "0.0221"}),
    ("7.2", CARRIER, {"HR": "0.00715"}),
    ("7.3", CARRIER, {"Sales": "0.12"}),
    ("7.4", CARRIER, {}),
    ("8.1", CARRIER, {"Logistics": "0.493"}),
    ("8.2", CARRIER, {"Logistics": "0.0238"}),
    ("9.1", CARRIER, {"Support": "0.0208"}),
    ("10.1", CARRIER, {"Sales": "90.7"}),
    ("11.1", CARRIER, {"Support": "0.3375"}),
    ("11.2", CARRIER, {"Support": "0.45"}),
    ("11.3", CARRIER, {"Sales": "0.16"}),
    ("11.5", CARRIER, {"Support": "0.24"}),
    ("11.6", CARRIER, {"Support": "0.048"}),
    ("12.3", CARRIER, {}),
    ("12.3", PLATFORM, {"IT": "0.042"}),
    ("13.1", CARRIER, {"Support": "1.8"}),
    ("13.2", CARRIER, {"Support": "0.12"}),
    ("15.1", CARRIER, {"Support": "0.0675"}),
    ("15.2", CARRIER, {}),
    ("15.3", CARRIER, {"Support": "0.0135"}),
    ("15.3", PLATFORM, {"Support": "0.0063"}),
    ("15.4", CARRIER, {"Support": "0.0135"}),
    ("15.4", PLATFORM, {"Support": "0.0074"}),
    ("17.1", CARRIER, {"Sales": "0.39"}),
    ("18.1", CARRIER, {"Support": "0.013"}),
    ("18.2", CARRIER, {"Logistics": "0.012"}),
    ("18.3", CARRIER, {NOBODY: "0.013"}),
]


@pytest.mark.parametrize(("number", "kinds", "expected"), FIGURES, ids=[f"{n}-{k.split()[0]}" for n, k, _ in FIGURES])
def test_a_case_costs_each_department_what_was_worked_out_by_hand(paid, number, kinds, expected):
    assert paid(number, kinds) == {department: Decimal(amount) for department, amount in expected.items()}


def test_a_call_across_the_end_of_february_is_all_in_february(paid):
    assert paid("11.4", CARRIER, "2026-02") == {"Support": Decimal("0.24")}
    assert paid("11.4", CARRIER) == {}
    assert paid("11.2", CARRIER, "2026-04") == {}


def test_the_merged_call_is_one_leg_priced_once_and_cut_where_it_changed_hands(ask):
    rows = ask(
        "select kind, department, sum(amount_micro) from marts.cost_line where number = '+14165550177'"
        " and leg_id in (select leg_id from marts.leg where conversation_id in ($one, $two)) group by all order by all",
        one=case("16.1"), two=case("16.2"),
    )  # fmt: skip
    assert [row for row in rows if row[0] == "outbound"] == [("outbound", "Billing", 55_000), ("outbound", "Support", 71_500)]
    assert sum(amount for kind, _, amount in rows if kind == PLATFORM) == 120_800


def test_the_ghost_leg_is_excluded_with_its_reason_and_costs_nothing(ask):
    [(leg_id, reason)] = ask("select leg_id, reason from marts.leg where conversation_id = $id and status = 'excluded'",
                             id=case("4.1"))  # fmt: skip
    assert "ghost" in reason
    assert ask("select count(*) from marts.cost_line where leg_id = $leg", leg=leg_id) == [(0,)]


def test_the_withheld_caller_is_matched_by_our_number_and_time(ask):
    assert ask("select match_class from marts.charge where leg_id like $id || '%' and carrier_call_id <> ''",
               id=case("6.1")) == [("own_number_and_time",)]  # fmt: skip


def test_a_call_only_the_carrier_knows_goes_to_the_number_or_is_unattributed(ask):
    rows = ask("select department, amount_micro, reason from marts.cost_line where evidence = 'carrier_call'"
               " and source_id like '%ca5e0012%' order by source_id")  # fmt: skip
    assert [row[:2] for row in rows] == [("Sales", 33_750), (NOBODY, 12_000)]
    assert "number.csv names a department for +16465550173" in rows[1][2]


def test_a_call_only_the_platform_knows_costs_nothing_at_the_carrier_and_is_listed(ask):
    assert ask("select basis, amount_micro from marts.charge where leg_id like $id || '%' and supplier = 'bluewave'",
               id=case("12.3")) == [("only_platform", 0)]  # fmt: skip


def test_the_satellite_number_is_a_fifth_of_sales_bill(ask):
    [(number,)] = ask("select sum(amount_micro) from marts.cost_line where number = '+881255501234' and kind = 'outbound'")
    assert number == 1_235_050_000
    [(bill,)] = ask("select sum(amount_cents) * 10000 from marts.posting where department = 'Sales'")
    assert Decimal("19.5") < Decimal(100) * number / bill < Decimal("20.5")


def test_the_overlapping_export_is_counted_once(ask):
    assert len(ask("select name from marts.file where supplier = 'clearline' and name like '%reexport%'")) == 1
    assert ask("select count(*), count(distinct carrier_call_id) from marts.charge where supplier = 'clearline'") == ask(
        "select count(*), count(*) from marts.charge where supplier = 'clearline'"
    )
    assert ask("select sum(amount_micro) from marts.charge where supplier = 'clearline' and kind = 'toll_free_inbound'") == [
        (368_790_700,)
    ]


def test_the_bluewave_invoice_differs_by_what_the_cases_say_and_no_other_line_does(ask):
    rows = ask("select supplier, line_number, variance_cents from marts.invoice_line where variance_cents <> 0")
    assert rows == [("bluewave", 2, 632)]


def test_the_overcharged_call_shows_our_own_price_beside_it(ask):
    assert ask("select amount_micro, audit_amount_micro from marts.charge where leg_id like $id || '%'"
               " and supplier = 'bluewave'", id=case("17.1")) == [(390_000, 160_000)]  # fmt: skip


def test_april_without_bluewaves_invoice_is_an_estimate(ask):
    assert ask("select state from marts.period", "2026-04") == [("estimated",)]
    assert ask("select state from marts.period") == [("reconciled",)]
    assert ask("select supplier, amount_cents from marts.invoice_line where is_estimate", "2026-04") == [("bluewave", 11_429)]

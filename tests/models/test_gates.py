"""Every gate fires when a person must act, naming what to do, and is silent when there is nothing to do."""

import pytest


def test_unrated_calls_are_counted_by_supplier(given, audit):
    given(
        "cost.leg_charge",
        """
        charge_id  supplier  basis           number
        a          redline   unrated         +442079460022
        b          redline   unrated         +442079460011
        c          -         unrated         +12125550100
        d          blueline  carrier_amount  +12125550100
        e          blueline  only_platform   +12125550100
        """,
    )
    assert audit("gates.every_call_is_rated") == [
        ("no supplier known", "1 calls are unrated: their own number is in no row of number.csv"),
        ("redline", "2 calls are unrated: no card row prices +442079460011"),
    ]


def test_calls_that_are_rated_need_nobody(given, audit):
    given(
        "cost.leg_charge",
        """
        charge_id  supplier  basis
        a          redline   estimate
        b          redline   not_connected
        """,
    )
    assert audit("gates.every_call_is_rated") == []


def test_a_call_two_files_tell_differently_is_a_conflict(given, audit):
    given(
        "landed.file",
        """
        file_id  last_ms
        old      1
        new      2
        """,
    )
    given(
        "landed.carrier_record",
        """
        file_id  line  supplier  call_id  digest  amount_micro
        old      2     redline   one      a       500_000
        new      7     redline   one      b       600_000
        new      8     redline   two      c       100_000
        """,
    )
    assert audit("gates.every_conflict_is_settled") == [
        ("redline one", "another file tells this call differently (line 7)")
    ]


def test_a_row_a_later_file_has_once_more_than_the_first_is_a_conflict(given, audit):
    given(
        "landed.file",
        """
        file_id  last_ms
        old      1
        new      2
        """,
    )
    given(
        "landed.carrier_record",
        """
        file_id  line  supplier  call_id  digest  occurrence  amount_micro
        old      2     redline   one      a       1           500_000
        new      2     redline   one      a       1           500_000
        new      3     redline   one      a       2           500_000
        """,
    )
    assert audit("gates.every_conflict_is_settled") == [
        ("redline one", "another file tells this call differently (line 3)")
    ]


def test_the_same_call_in_two_files_and_a_credit_are_no_conflict(given, audit):
    given(
        "landed.file",
        """
        file_id  last_ms
        old      1
        new      2
        """,
    )
    given(
        "landed.carrier_record",
        """
        file_id  supplier  call_id  digest  amount_micro
        old      redline   one      a       500_000
        new      redline   one      a       500_000
        new      redline   one      b       -500_000
        """,
    )
    assert audit("gates.every_conflict_is_settled") == []


def test_open_conversations_of_the_month_are_counted(given, audit):
    given(
        "marts.leg",
        """
        leg_id  is_open  is_in_month  status
        a       true     true         connected
        b       true     true         attempt
        c       true     true         excluded
        d       true     false        connected
        e       false    true         connected
        """,
    )
    assert audit("gates.every_conversation_has_ended") == [("conversations", "2 conversations are still open")]


def test_conversations_that_ended_need_nobody(given, audit):
    given("marts.leg", "leg_id is_open is_in_month status\ne false true connected")
    assert audit("gates.every_conversation_has_ended") == []


@pytest.mark.parametrize(
    "invoiced, found", [("true", []), ("false", [("redline", "no invoice yet for the cycle from 2026-03-01")])]
)
def test_a_supplier_without_an_invoice_is_named(invoiced, found, given, audit):
    given("marts.supplier", f"supplier is_invoiced\nredline {invoiced}")
    assert audit("gates.every_invoice_is_in") == found


def test_card_rows_we_do_not_price_with_are_counted(given, audit):
    given(
        "landed.rate",
        """
        line  supplier  time_band  department  tier_mode  from_second  included_quantity_micro
        2     redline   -          -           -          0            null
        3     redline   night      -           -          0            null
        4     redline   -          Sales       -          0            null
        5     redline   -          -           volume     0            null
        6     redline   -          -           -          60           null
        7     redline   -          -           -          0            5_000_000
        """,
    )
    assert audit("gates.every_rate_is_used") == [
        ("redline", "5 card rows with a time band, department, queue, tier, allowance or later second are not priced with,"
                    " the first in line 3")
    ]  # fmt: skip


def test_a_card_we_price_with_needs_nobody(given, audit):
    given("landed.rate", "supplier prefix\nredline 44")
    assert audit("gates.every_rate_is_used") == []


def test_rows_set_aside_are_counted_by_file(given, audit):
    given(
        "landed.file",
        """
        file_id  name
        f        march.csv
        g        april.csv
        """,
    )
    given(
        "landed.set_aside",
        """
        file_id  line  amount_micro
        f        9     5
        f        7     6
        """,
    )
    assert audit("gates.every_row_is_read") == [("march.csv", "2 rows were set aside, the first in line 7")]


def test_files_that_were_read_whole_need_nobody(given, audit):
    given("landed.file", "file_id name\nf march.csv")
    assert audit("gates.every_row_is_read") == []


def test_a_supplier_nobody_listed_is_named_with_what_does_not_count(given, audit):
    given("staging.supplier", "supplier\nredline")
    given(
        "landed.carrier_record",
        """
        supplier  amount_micro
        redline   5
        blueline  7
        blueline  null
        """,
    )
    given(
        "landed.invoice_line",
        """
        supplier   amount_micro
        redline    5
        greenline  9
        """,
    )
    assert audit("gates.every_supplier_is_listed") == [
        ("greenline", "supplier.csv has no row in force for it: 1 invoice lines do not count"),
        ("blueline", "supplier.csv has no row in force for it: 2 records do not count"),
    ]


def test_listed_suppliers_need_nobody(given, audit):
    given("staging.supplier", "supplier\nredline")
    given("landed.carrier_record", "supplier amount_micro\nredline 5")
    assert audit("gates.every_supplier_is_listed") == []


def test_unattributed_money_is_added_up_by_what_is_missing_dearest_first(given, audit, world):
    given(
        "marts.cost_line",
        """
        class         reason    part      amount_micro
        unattributed  queue~x   1         20
        unattributed  queue~x   2         30
        unattributed  number~y  1         70
        unattributed  queue~z   1         0
        unattributed  rounding  rounding  9
        direct        queue~q   1         99
        """,
    )
    assert audit("gates.nothing_is_unattributed") == [
        ("number y", "1 cost lines have no owner"),
        ("queue x", "2 cost lines have no owner"),
    ]


def test_money_with_an_owner_needs_nobody(given, audit):
    given(
        "marts.cost_line",
        """
        class     reason  part  amount_micro
        direct    queue   1     99
        overhead  flow    1     5
        """,
    )
    assert audit("gates.nothing_is_unattributed") == []


@pytest.mark.parametrize(
    "limit, variance, fires",
    [("-", 100, False), ("-", 101, True), ("-", -101, True), ("2", 200, False), ("2", 201, True), ("0", 1, True)],
)
def test_a_variance_above_the_limit_is_named(limit, variance, fires, given, audit):
    """Of a line of 100.00; the limit is 1 % unless the policy says otherwise."""
    policy = "policy value" if limit == "-" else f"policy value\nvariance_limit_percent {limit}"
    given("staging.policy", policy)
    columns = "invoice_line_id product description amount_cents variance_cents"
    given("marts.invoice_line", f"{columns}\nI Usage Domestic 10_000 {variance}")
    percent = "1" if limit == "-" else limit
    expected = [("I", f"billed and explained differ by more than {percent} %: Usage Domestic")] if fires else []
    assert audit("gates.variance_is_within_limit") == expected

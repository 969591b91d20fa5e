"""Every check fires when its bug is planted, and is silent when all is well."""

import pytest


def test_amounts_of_two_currencies_are_found(given, audit):
    given(
        "marts.cost_line",
        """
        supplier  currency
        redline   USD
        blueline  GBP
        blueline  GBP
        """,
    )
    assert audit("checks.every_amount_is_in_one_currency") == [("blueline GBP", "no rate turns GBP into USD")]


def test_amounts_in_the_reporting_currency_are_none(given, audit):
    given(
        "marts.cost_line",
        """
        supplier  currency
        redline   USD
        blueline  USD
        """,
    )
    assert audit("checks.every_amount_is_in_one_currency") == []


@pytest.mark.parametrize(
    "charges, found",
    [
        ("C c", []),
        ("D d", [("c", "0 charges")]),
        ("C c\nC2 c", [("c", "2 charges")]),
        ("C c\nL -", []),
    ],
)
def test_a_carrier_call_of_the_cycle_that_is_not_charged_once_is_found(charges, found, given, audit):
    given(
        "usage.carrier_call",
        """
        carrier_call_id  is_in_cycle
        c                true
        april            false
        """,
    )
    given("cost.leg_charge", f"charge_id carrier_call_id\n{charges}")
    assert audit("checks.every_carrier_call_is_charged") == found


@pytest.mark.parametrize(
    "lines, found",
    [
        ("outbound C 60\noutbound C 40", []),
        ("outbound C 60\noutbound C 39", [("C", "charged 100, on its lines 99 micro")]),
        ("outbound D 100", [("C", "charged 100, on its lines 0 micro")]),
        ("did_inbound C 100", [("C", "charged 100, on its lines 0 micro")]),
    ],
)
def test_a_charge_whose_lines_do_not_add_up_to_it_is_found(lines, found, given, audit):
    given("cost.leg_charge", "charge_id kind amount_micro\nC outbound 100")
    given("cost.direct_line", f"kind source_id amount_micro\n{lines}")
    assert audit("checks.every_charge_is_wholly_divided") == found


def test_a_charge_of_nothing_needs_a_line_all_the_same(given, audit):
    given("cost.leg_charge", "charge_id kind amount_micro\nC outbound 0")
    given("cost.direct_line", "kind source_id")
    assert audit("checks.every_charge_is_wholly_divided") == [("C", "charged 0, on its lines 0 micro")]


@pytest.mark.parametrize(
    "lines, found",
    [
        ("outbound C 1\noutbound C 2\nlicence C 1", []),
        ("outbound C 1\noutbound C 1", [("outbound:C:1", "2 cost lines share this key")]),
    ],
)
def test_two_cost_lines_of_one_key_are_found(lines, found, given, audit):
    given("marts.cost_line", f"kind source_id part\n{lines}")
    assert audit("checks.every_cost_line_has_its_own_key") == found


GOOD = {"class": "direct", "department": "Sales", "reason": "queue", "evidence": "slice"}


@pytest.mark.parametrize(
    "cells, fires",
    [
        ({}, False),
        ({"reason": "-"}, True),
        ({"reason": "null"}, True),
        ({"evidence": "-"}, True),
        ({"department": "-"}, True),
        ({"class": "guess"}, True),
    ],
    ids=str,
)
def test_a_cost_line_that_does_not_say_why_is_found(cells, fires, given, audit):
    line = {"kind": "outbound", "source_id": "C", "part": "1"} | GOOD | cells
    given("marts.cost_line", f"{' '.join(line)}\n{' '.join(line.values())}")
    expected = [("outbound:C:1", "no reason, evidence, class or department")]
    assert audit("checks.every_cost_line_says_why") == (expected if fires else [])


@pytest.mark.parametrize(
    "cents, micro, found",
    [
        ("40 20 15 25 0 100", 1_000_000, []),
        ("40 20 15 26 0 100", 1_000_000, [("I", "the parts differ from the line by 1 minor units")]),
        ("40 20 15 25 -10 100", 1_000_000, [("I", "the parts differ from the line by -10 minor units")]),
        ("40 20 15 25 0 100", 1_000_001, [("I", "the parts differ from the line by 0 minor units")]),
    ],
    ids=["whole", "a cent too much", "variance on top", "a line of half cents"],
)
def test_an_invoice_line_whose_classes_do_not_add_up_is_found(cents, micro, found, given, audit):
    columns = "direct_cents shared_cents overhead_cents unattributed_cents variance_cents amount_cents"
    given("marts.invoice_line", f"invoice_line_id {columns} amount_micro\nI {cents} {micro}")
    assert audit("checks.every_invoice_line_adds_up") == found


BROKEN = [("L", "its slices do not cover it once")]


@pytest.mark.parametrize(
    "slices, found",
    [
        ([(0, 40), (40, 100)], []),
        ([(0, 40), (50, 100)], BROKEN),
        ([(0, 60), (50, 100)], BROKEN),
        ([(10, 100)], BROKEN),
        ([(0, 90)], BROKEN),
        ([], BROKEN),
        ([(0, 100), (0, 100)], BROKEN),
    ],
    ids=["whole", "a gap", "an overlap", "a late start", "an early end", "no slice", "twice"],
)
def test_a_leg_that_is_not_divided_exactly_is_found(slices, found, given, audit):
    given(
        "usage.leg",
        """
        leg_id  status
        L       connected
        ghost   excluded
        """,
    )
    lines = [f"L {number} {start} {end} 100" for number, (start, end) in enumerate(slices, 1)]
    given("usage.slice", "\n".join(["leg_id slice from_weight to_weight total_weight", *lines]))
    assert audit("checks.every_leg_is_divided_exactly") == found


@pytest.mark.parametrize(
    "matches, found",
    [
        ("redline C L call_id\nblueline D L call_id\nredline - M only_platform\nredline - N only_platform", []),
        ("redline C L call_id\nredline C M call_id", [("C", "this carrier call has several legs")]),
        (
            "redline C L call_id\nredline D L numbers_and_time",
            [("redline L", "this leg has several carrier calls of one supplier")],
        ),
    ],
    ids=["one to one", "a call of two legs", "a leg of two calls"],
)
def test_a_match_that_is_not_one_to_one_is_found(matches, found, given, audit):
    given("usage.carrier_match", f"supplier carrier_call_id leg_id match_class\n{matches}")
    assert audit("checks.every_match_is_one_to_one") == found


@pytest.mark.parametrize(
    "amount, found",
    [("4_999", []), ("4_998", [("I / Sales", "its cost lines add up to 9999 micro")])],
)
def test_a_posting_that_is_not_the_sum_of_its_lines_is_found(amount, found, given, audit):
    given("allocation.posting", "invoice_line_id class department amount_cents\nI direct Sales 1")
    given(
        "marts.cost_line",
        f"""
        invoice_line_id  class   department  part      amount_micro
        I                direct  Sales       1         5_001
        I                direct  Sales       rounding  {amount}
        """,
    )
    assert audit("checks.every_posting_is_its_lines") == found


def test_a_posting_without_lines_is_found(given, audit):
    given(
        "allocation.posting",
        """
        invoice_line_id  class   department  amount_cents  minor_micro
        I                direct  Sales       1             10_000
        """,
    )
    given("marts.cost_line", "invoice_line_id")
    assert audit("checks.every_posting_is_its_lines") == [("I / Sales", "its cost lines add up to 0 micro")]


def test_cost_lines_nobody_posted_are_found(given, audit):
    given("allocation.posting", "invoice_line_id class department amount_cents\nI direct Sales 0")
    given("marts.cost_line", "invoice_line_id class department amount_micro\nI direct Support 10_000")
    assert audit("checks.every_posting_is_its_lines") == [("I / Support", "posted nowhere: 10000 micro")]


def test_two_card_rows_that_tie_are_both_named(given, audit):
    given(
        "landed.file",
        """
        file_id  name
        d1       deck.csv
        d2       card.csv
        """,
    )
    given("staging.rate", "rate_id supplier prefix line file_id\na redline 44 4 d1\nb redline 44 9 d2")
    given(
        "cost.rateable_call",
        """
        supplier  digits        rated_on
        redline   442079460011  2026-03-02
        redline   442079460022  2026-03-03
        """,
    )
    assert audit("checks.every_rate_is_unambiguous") == [
        ("deck.csv, line 4", "prices 442079460011 on 2026-03-02 just as specifically as card.csv, line 9")
    ]


def test_card_rows_that_differ_in_something_that_decides_are_none(given, audit):
    given(
        "staging.rate",
        """
        rate_id  supplier  prefix  valid_to
        a        redline   44      2026-03-02
        b        redline   44      9999-12-31
        c        redline   4       9999-12-31
        """,
    )
    given("cost.rateable_call", "supplier digits rated_on\nredline 442079460011 2026-03-02")
    assert audit("checks.every_rate_is_unambiguous") == []


@pytest.mark.parametrize(
    "owners, found",
    [
        ("L 1\nL 2", []),
        ("L 1", [("L slice 2", "0 owners")]),
        ("L 1\nL 2\nL 2", [("L slice 2", "2 owners")]),
    ],
)
def test_a_slice_without_exactly_one_owner_is_found(owners, found, given, audit):
    given(
        "usage.slice",
        """
        leg_id  slice
        L       1
        L       2
        """,
    )
    given("attribution.slice_owner", f"leg_id slice\n{owners}")
    assert audit("checks.every_slice_has_one_owner") == found

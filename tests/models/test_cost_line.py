"""The parts of a charge: a cost line for every slice, carrier call without a leg, and seat."""

import pytest

# slice_charge, slice_line ------------------------------------------------------------------------------------


def weights(*lengths: int) -> str:
    """Slices of leg L one after the other, in ms."""
    total, at, lines = sum(lengths) * 2520, 0, []
    for number, length in enumerate(lengths, 1):
        lines.append(f"L {number} {at * 2520} {(at + length) * 2520} {total}")
        at += length
    return "\n".join(["leg_id slice from_weight to_weight total_weight", *lines])


@pytest.mark.parametrize(
    "amount, lengths, parts",
    [
        (3_660_000, (20_000, 100_000, 3_540_000), [20_000, 100_000, 3_540_000]),
        (100, (1, 1, 1), [33, 33, 34]),  # floor(100/3) = 33, floor(200/3) = 66, 100
        (-100, (1, 1, 1), [-33, -33, -34]),  # a credit is the mirror
        (1, (1, 1), [0, 1]),
        (0, (5, 5), [0, 0]),
    ],
)
def test_an_amount_is_divided_by_position_so_that_the_parts_add_up(amount, lengths, parts, given, rows):
    given("cost.leg_charge", f"charge_id leg_id amount_micro duration_ms\nC L {amount} {sum(lengths)}")
    given("usage.slice", weights(*lengths))
    found = [part for _, part in rows("slice, amount_micro", "cost.slice_charge")]
    assert found == parts
    assert sum(found) == amount


def test_the_seconds_of_a_charge_are_divided_the_same_way(given, rows):
    """The carrier counted 3,661 s of a leg of 3,660 s."""
    given("cost.leg_charge", "charge_id leg_id amount_micro duration_ms\nC L 0 3_661_000")
    given("usage.slice", weights(20_000, 100_000, 3_540_000))
    assert rows("slice, duration_ms", "cost.slice_charge") == [(1, 20_005), (2, 100_027), (3, 3_540_968)]


def test_every_charge_of_a_leg_is_divided_over_the_same_slices(given, rows):
    given(
        "cost.leg_charge",
        """
        charge_id  leg_id  amount_micro  duration_ms
        A          L       100           60
        B          L       10            60
        alone      -       7             60
        """,
    )
    given("usage.slice", weights(1, 1))
    assert rows("charge_id, slice, amount_micro", "cost.slice_charge") == [("A", 1, 50), ("A", 2, 50), ("B", 1, 5), ("B", 2, 5)]


def test_what_a_carrier_bills_for_an_attempt_is_not_divided(given, rows):
    given("cost.leg_charge", "charge_id leg_id amount_micro duration_ms\nC L 5_001 0")
    given("usage.slice", "leg_id slice user_id from_weight to_weight total_weight\nL 1 ann 0 1 1")
    assert rows("slice, user_id, amount_micro", "cost.slice_charge") == [(1, "ann", 5_001)]


def test_a_cost_line_of_a_slice_has_the_slices_owner_and_reason(given, rows):
    given(
        "cost.slice_charge",
        """
        charge_id  kind      supplier  leg_id  slice  queue_id  user_id  amount_micro  product
        C          outbound  redline   L       1      q         ann      40            Usage
        C          outbound  redline   L       2      -         bob      60            Usage
        """,
    )
    given(
        "attribution.slice_owner",
        """
        leg_id  slice  class     department          cost_centre  reason
        L       1      direct    Sales               CC-41        queue~q
        L       2      overhead  Corporate~overhead  -            nobody
        """,
    )
    given("usage.leg", "leg_id campaign_id\nL spring")
    given("usage.leg_place", "leg_id local_on\nL 2026-03-02")
    owner = "part, class, department, cost_centre, queue_id, user_id, campaign_id"
    columns = f"{owner}, cast(used_on as varchar), amount_micro, reason"
    assert rows(columns, "cost.slice_line") == [
        ("1", "direct", "Sales", "CC-41", "q", "ann", "spring", "2026-03-02", 40, "queue q"),
        ("2", "overhead", "Corporate overhead", "", "", "bob", "spring", "2026-03-02", 60, "nobody"),
    ]


# direct_line -------------------------------------------------------------------------------------------------


@pytest.fixture
def direct(given):
    """No cost lines but what a test gives."""
    tables = {"cost.slice_line": "kind", "cost.leg_charge": "charge_id", "cost.seat_charge": "charge_id",
              "attribution.carrier_call_owner": "carrier_call_id", "usage.carrier_only": "carrier_call_id",
              "attribution.default_cost_centre": "department"}  # fmt: skip

    def make(**filled: str) -> None:
        for name, header in tables.items():
            given(name, filled.get(name.split(".")[1], header))

    return make


def test_a_carrier_call_without_a_leg_is_one_line_of_its_owner(direct, rows):
    direct(
        leg_charge="""
            charge_id  carrier_call_id  leg_id  kind      number  amount_micro  duration_ms
            C          C                -       outbound  +44     50_000        60_000
            D          D                L       outbound  +44     9             9
        """,
        carrier_call_owner="carrier_call_id class department cost_centre reason\nC direct Sales CC-41 number",
        carrier_only="carrier_call_id local_on\nC 2026-03-02",
    )
    columns = "kind, source_id, part, department, number, cast(used_on as varchar), duration_ms, amount_micro, evidence"
    assert rows(columns, "cost.direct_line") == [
        ("outbound", "C", "1", "Sales", "+44", "2026-03-02", 60_000, 50_000, "carrier_call"),
    ]


def test_a_seat_is_a_line_of_each_owner(direct, rows):
    direct(seat_charge="charge_id kind supplier product department cost_centre class part user_id amount_micro reason\n"
                       "genesys:ann licence genesys CX~3 Sales CC-41 direct 1 u 100 because")  # fmt: skip
    columns = "kind, source_id, part, class, department, user_id, amount_micro, basis, evidence, reason"
    assert rows(columns, "cost.direct_line") == [
        ("licence", "genesys:ann", "1", "direct", "Sales", "u", 100, "card_on_seat", "seat", "because"),
    ]


def test_a_line_without_a_cost_centre_stands_on_the_default_of_its_department(direct, rows):
    direct(
        slice_line="""
            part  department    cost_centre
            1     Sales         -
            2     Sales         CC-411
            3     Unattributed  -
        """,
        default_cost_centre="department cost_centre\nSales CC-41",
    )
    assert rows("part, cost_centre", "cost.direct_line") == [("1", "CC-41"), ("2", "CC-411"), ("3", "")]


# seat_charge -------------------------------------------------------------------------------------------------


@pytest.fixture
def seats(given, rows):
    given("staging.supplier", "supplier role\ngenesys platform")
    given(
        "staging.billable_seat",
        """
        supplier  charge_name  entity
        genesys   CX~3         ann
        genesys   CX~2         ann
        genesys   CX~2         bob
        genesys   phone        ann
        """,
    )
    given(
        "staging.rate",
        """
        rate_id  supplier  product  unit    rate_nano        valid_from  valid_to
        cx2      genesys   CX~2     seat    115_000_000_000  2026-01-01  9999-12-31
        cx3      genesys   ~cx~3    seat    155_000_000_000  2026-01-01  9999-12-31
        old      genesys   CX~2     seat    999_000_000_000  2020-01-01  2026-03-01
        minutes  genesys   CX~2     minute  999_000_000_000  2020-01-01  9999-12-31
        """,
    )


def test_a_seat_costs_the_dearest_licence_it_was_billed_for(seats, given, rows):
    given(
        "attribution.seat_owner",
        """
        supplier  entity  part  department  from_days  to_days  total_days
        genesys   ann     1     Sales       0          31       31
        genesys   bob     1     Support     0          31       31
        """,
    )
    assert rows("charge_id, product, rate_id, amount_micro", "cost.seat_charge") == [
        ("genesys:ann", "CX 3", "cx3", 155_000_000),
        ("genesys:bob", "CX 2", "cx2", 115_000_000),
    ]


def test_a_seat_is_shared_by_days_and_its_parts_add_up(seats, given, rows):
    """115 for 31 days: 21 of Sales are 77.903225…, the other 10 make it whole."""
    given(
        "attribution.seat_owner",
        """
        supplier  entity  part  department  days  from_days  to_days  total_days
        genesys   bob     1     Sales       21    0          21       31
        genesys   bob     2     Support     10    21         31       31
        """,
    )
    assert rows("part, department, days, amount_micro", "cost.seat_charge") == [
        (1, "Sales", 21, 77_903_225),
        (2, "Support", 10, 37_096_775),
    ]

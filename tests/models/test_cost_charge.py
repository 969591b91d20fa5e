"""What a call costs: the carrier's amount, else the card on the carrier's seconds, else the card on the leg."""

import pytest

# carrier_amount ----------------------------------------------------------------------------------------------


def test_the_amounts_of_a_calls_records_add_up_credits_included(given, rows):
    given("staging.supplier", "supplier currency\nredline EUR")
    given(
        "staging.carrier_record",
        """
        carrier_call_id  supplier  amount_micro  currency
        charged          redline   500_000       USD
        reversed         redline   500_000       USD
        reversed         redline   -500_000      USD
        credited         redline   -20_000       USD
        silent           redline   null          -
        """,
    )
    assert rows("carrier_call_id, amount_micro, currency", "cost.carrier_amount") == [
        ("charged", 500_000, "USD"),
        ("credited", -20_000, "USD"),
        ("reversed", 0, "USD"),
        ("silent", None, "EUR"),
    ]


# carrier_charge ----------------------------------------------------------------------------------------------


@pytest.fixture
def charge(given, rows):
    """charge(amount, price, …) → (basis, amount, audit, billed seconds) of one carrier call of 57 s."""

    def make(amount: str, price: str, length_ms: int = 57_000, billed: str = "null") -> tuple:
        given("usage.carrier_call", f"carrier_call_id supplier is_in_cycle duration_ms billed_seconds\nC redline true {length_ms} {billed}")
        given("cost.carrier_amount", f"carrier_call_id amount_micro currency\nC {amount} USD")
        given("usage.carrier_match", "carrier_call_id leg_id supplier match_class\nC L redline call_id")
        rate, seconds = ("null", "null") if price == "null" else ("r", "60")
        given("cost.rated_call", f"rated source_id rate_id length_ms billed_seconds amount_micro\ncarrier_call C {rate} {length_ms} {seconds} {price}")
        return rows("basis, amount_micro, audit_amount_micro, billed_seconds", "cost.carrier_charge")[0]

    return make


def test_the_carriers_amount_is_the_cost_and_our_price_the_audit(charge):
    assert charge("390_000", "360_000", billed="66") == ("carrier_amount", 390_000, 360_000, 66)


def test_a_carriers_amount_without_a_card_row_is_not_audited(charge):
    assert charge("390_000", "null") == ("carrier_amount", 390_000, None, None)


def test_an_amount_of_nothing_is_an_amount(charge):
    assert charge("0", "360_000")[:3] == ("carrier_amount", 0, 360_000)


def test_a_call_without_an_amount_costs_what_the_card_says_of_it(charge):
    assert charge("null", "360_000") == ("card_on_carrier_call", 360_000, 360_000, 60)


def test_a_call_without_an_amount_or_a_card_row_is_unrated(charge):
    assert charge("null", "null") == ("unrated", 0, None, None)


def test_a_call_of_no_length_is_not_connected_and_never_unrated(charge):
    assert charge("null", "null", length_ms=0)[:2] == ("not_connected", 0)


def test_a_credit_stands_as_the_carrier_wrote_it(charge):
    assert charge("-20_000", "360_000")[:2] == ("carrier_amount", -20_000)


def test_a_call_of_another_cycle_is_not_charged(given, rows):
    given("usage.carrier_call", "carrier_call_id supplier is_in_cycle\nC redline false")
    given("cost.carrier_amount", "carrier_call_id amount_micro\nC 5")
    given("usage.carrier_match", "carrier_call_id\nC")
    given("cost.rated_call", "rated source_id\ncarrier_call C")
    assert rows("charge_id", "cost.carrier_charge") == []


# own_price_charge --------------------------------------------------------------------------------------------


@pytest.fixture
def own_price(given, rows):
    """The leg L started at 15:00; what redline's records cover is up to the test. (basis, amount, audit)"""
    given("usage.leg", "leg_id direction dnis started_ms duration_ms\nL outbound +442079460011 2026-03-02T15:00:00 60_000")
    given("staging.supplier", "supplier currency\nredline EUR\ngenesys USD")

    def make(rated: str, supplier: str, price: str, covered: str = "null null") -> tuple:
        given("usage.covered_span", f"supplier first_ms last_ms\nredline {covered}")
        rate = "null" if price == "null" else "r"
        given("cost.rated_call", f"rated source_id supplier rate_id amount_micro currency\n{rated} L {supplier} {rate} {price} "
                                 f"{'null' if price == 'null' else 'USD'}")  # fmt: skip
        return rows("basis, amount_micro, audit_amount_micro, currency", "cost.own_price_charge")[0]

    return make


@pytest.mark.parametrize(
    "covered, basis, amount",
    [
        ("2026-03-02T14:00:00 2026-03-02T16:00:00", "only_platform", 0),
        ("2026-03-02T15:00:00 2026-03-02T15:00:00", "only_platform", 0),
        ("2026-03-02T15:00:00.001 2026-03-02T16:00:00", "estimate", 20_000),
        ("2026-03-02T14:00:00 2026-03-02T14:59:59.999", "estimate", 20_000),
        ("null null", "estimate", 20_000),
    ],
)
def test_a_leg_without_a_record_costs_nothing_inside_the_span_and_our_price_outside(covered, basis, amount, own_price):
    assert own_price("leg", "redline", "20_000", covered) == (basis, amount, 20_000, "USD")


def test_a_leg_of_a_supplier_without_call_files_is_an_estimate(own_price):
    assert own_price("leg", "genesys", "20_000")[:2] == ("estimate", 20_000)


def test_a_leg_no_row_prices_is_unrated_in_its_suppliers_currency(own_price):
    assert own_price("leg", "redline", "null") == ("unrated", 0, None, "EUR")


def test_a_leg_inside_the_span_is_never_unrated(own_price):
    covered = "2026-03-02T14:00:00 2026-03-02T16:00:00"
    assert own_price("leg", "redline", "null", covered)[:2] == ("only_platform", 0)


def test_a_leg_whose_supplier_nobody_knows_is_unrated_in_the_reporting_currency(own_price):
    assert own_price("leg", "-", "null") == ("unrated", 0, None, "USD")


def test_the_platforms_minutes_are_priced_by_its_card_whatever_the_carrier_covers(own_price):
    covered = "2026-03-02T14:00:00 2026-03-02T16:00:00"
    assert own_price("platform", "redline", "10_500", covered)[:2] == ("card_on_leg", 10_500)


# leg_charge --------------------------------------------------------------------------------------------------


def test_the_kind_of_a_charge_is_platform_minutes_outbound_toll_free_or_did_inbound(given, rows):
    columns = "charge_id match_class direction number_class"
    given("cost.carrier_charge", f"{columns}\nout call_id outbound fixed\nfree call_id inbound toll_free\ndid call_id inbound fixed")
    given("cost.own_price_charge", f"{columns}\nplatform platform inbound toll_free\nabroad no_call_file outbound toll_free")
    assert rows("charge_id, kind", "cost.leg_charge") == [
        ("abroad", "outbound"),
        ("did", "did_inbound"),
        ("free", "toll_free_inbound"),
        ("out", "outbound"),
        ("platform", "platform_minutes"),
    ]


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
    given("cost.leg_charge", "charge_id leg_id amount_micro duration_ms\nA L 100 60\nB L 10 60\nalone - 7 60")
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
    columns = "part, class, department, cost_centre, queue_id, user_id, campaign_id, cast(used_on as varchar), amount_micro, reason"
    assert rows(columns, "cost.slice_line") == [
        ("1", "direct", "Sales", "CC-41", "q", "ann", "spring", "2026-03-02", 40, "queue q"),
        ("2", "overhead", "Corporate overhead", "", "", "bob", "spring", "2026-03-02", 60, "nobody"),
    ]


# direct_line -------------------------------------------------------------------------------------------------


@pytest.fixture
def direct(given):
    """No cost lines but what a test gives."""
    tables = ("cost.slice_line", "cost.leg_charge", "cost.seat_charge", "attribution.carrier_call_owner",
              "usage.carrier_only", "attribution.default_cost_centre")  # fmt: skip

    def make(**filled: str) -> None:
        for name in tables:
            first = {"usage.carrier_only": "carrier_call_id", "attribution.carrier_call_owner": "carrier_call_id",
                     "attribution.default_cost_centre": "department", "cost.slice_line": "kind"}.get(name, "charge_id")  # fmt: skip
            given(name, filled.get(name.split(".")[1], first))

    return make


def test_a_carrier_call_without_a_leg_is_one_line_of_its_owner(direct, rows):
    direct(
        leg_charge="charge_id carrier_call_id leg_id kind number amount_micro duration_ms\nC C - outbound +44 50_000 60_000\nD D L outbound +44 9 9",
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
        slice_line="kind source_id part department cost_centre\noutbound C 1 Sales -\noutbound C 2 Sales CC-411\noutbound C 3 Unattributed -",
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

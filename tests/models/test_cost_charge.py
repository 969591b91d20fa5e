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
        given("usage.carrier_call", f"carrier_call_id is_in_cycle duration_ms billed_seconds\nC true {length_ms} {billed}")
        given("cost.carrier_amount", f"carrier_call_id amount_micro currency\nC {amount} USD")
        given("usage.carrier_match", "carrier_call_id leg_id supplier match_class\nC L redline call_id")
        rate, seconds = ("null", "null") if price == "null" else ("r", "60")
        columns = "rated source_id rate_id length_ms billed_seconds amount_micro"
        given("cost.rated_call", f"{columns}\ncarrier_call C {rate} {length_ms} {seconds} {price}")
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
    given(
        "usage.leg",
        """
        leg_id  direction  dnis           started_ms           duration_ms
        L       outbound   +442079460011  2026-03-02T15:00:00  60_000
        """,
    )
    given(
        "staging.supplier",
        """
        supplier  currency
        redline   EUR
        genesys   USD
        """,
    )

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
    given(
        "cost.carrier_charge",
        """
        charge_id  match_class  direction  number_class
        out        call_id      outbound   fixed
        free       call_id      inbound    toll_free
        did        call_id      inbound    fixed
        """,
    )
    given(
        "cost.own_price_charge",
        """
        charge_id  match_class   direction  number_class
        platform   platform      inbound    toll_free
        abroad     no_call_file  outbound   toll_free
        """,
    )
    assert rows("charge_id, kind", "cost.leg_charge") == [
        ("abroad", "outbound"),
        ("did", "did_inbound"),
        ("free", "toll_free_inbound"),
        ("out", "outbound"),
        ("platform", "platform_minutes"),
    ]

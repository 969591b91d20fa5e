"""How many seconds a card bills of a call, and what amount. Rates are nano-units: 35_000_000 is 0.035."""

import pytest

# billed_call: seconds ----------------------------------------------------------------------------------------


@pytest.fixture
def rated(given, rows):
    """rated(length_ms, card cells) → (billed seconds, amount in micro) of one call at 0.06 a minute: 0.001 a second."""

    def price(length_ms: int, **card) -> tuple:
        card = {"rate_id": "r", "supplier": "redline", "rate_nano": 60_000_000} | card
        given("staging.rate", f"{' '.join(card)}\n{' '.join(str(cell) for cell in card.values())}")
        given("cost.rateable_call", f"source_id supplier rated_on length_ms\nC redline 2026-03-02 {length_ms}")
        return rows("billed_seconds, amount_micro", "cost.rated_call")[0]

    return price


SIX = {"first_increment_seconds": 6, "next_increment_seconds": 6}
THIRTY_SIX = {"first_increment_seconds": 30, "next_increment_seconds": 6}
SIXTY = {"first_increment_seconds": 60, "next_increment_seconds": 60}


@pytest.mark.parametrize(
    "steps, length_ms, seconds",
    [
        ({}, 1, 1),
        ({}, 1_000, 1),
        ({}, 1_001, 2),
        (SIX, 1, 6),
        (SIX, 5_999, 6),
        (SIX, 6_000, 6),
        (SIX, 6_001, 12),
        (SIX, 34_000, 36),
        (THIRTY_SIX, 1, 30),
        (THIRTY_SIX, 29_999, 30),
        (THIRTY_SIX, 30_000, 30),
        (THIRTY_SIX, 30_001, 36),
        (THIRTY_SIX, 36_000, 36),
        (THIRTY_SIX, 36_001, 42),
        (SIXTY, 1, 60),
        (SIXTY, 60_000, 60),
        (SIXTY, 60_001, 120),
        (SIXTY, 119_999, 120),
    ],
)
def test_a_call_is_billed_in_whole_increments(steps, length_ms, seconds, rated):
    assert rated(length_ms, **steps) == (seconds, seconds * 1_000)


@pytest.mark.parametrize(
    "minimum, length_ms, seconds",
    [(30, 1, 30), (30, 30_000, 30), (30, 30_001, 36), (31, 1, 36), (0, 1, 6)],
)
def test_a_shorter_call_is_billed_as_the_minimum_in_whole_increments(minimum, length_ms, seconds, rated):
    assert rated(length_ms, minimum_seconds=minimum, **SIX)[0] == seconds


@pytest.mark.parametrize(
    "length_ms, seconds, amount",
    [(10_000, 0, 0), (10_001, 1, 51_000), (70_000, 60, 110_000)],
)
def test_free_seconds_come_off_before_anything_is_billed(length_ms, seconds, amount, rated):
    """10 s free, a fee of 0.05: a call that stays within them costs nothing, not even the fee."""
    assert rated(length_ms, free_seconds=10, connection_fee_nano=50_000_000) == (seconds, amount)


def test_the_step_an_amount_is_rounded_to_is_that_of_the_rows_decimals(given, rows):
    given(
        "staging.rate",
        """
        rate_id  supplier  amount_decimals
        zero     s0        0
        four     s4        4
        six      s6        6
        open     s9        null
        """,
    )
    given(
        "cost.rateable_call",
        """
        supplier  rated_on    length_ms
        s0        2026-03-02  1
        s4        2026-03-02  1
        s6        2026-03-02  1
        s9        2026-03-02  1
        """,
    )
    assert rows("rate_id, step_micro", "cost.billed_call") == [("four", 100), ("open", 1), ("six", 1), ("zero", 1_000_000)]


def test_a_call_no_row_prices_is_kept_without_a_row(given, rows):
    given("staging.rate", "rate_id supplier\nr blueline")
    given("cost.rateable_call", "source_id supplier rated_on length_ms\nC redline 2026-03-02 1")
    assert rows("source_id, rate_id", "cost.billed_call") == [("C", None)]


def test_a_call_of_no_length_costs_nothing(rated):
    assert rated(0, minimum_seconds=30, connection_fee_nano=50_000_000, **SIXTY) == (0, 0)


def test_a_card_row_with_empty_cells_bills_by_the_second_without_minimum_or_fee(rated):
    cells = ("minimum_seconds", "connection_fee_nano", "first_increment_seconds", "next_increment_seconds",
             "free_seconds", "amount_decimals")  # fmt: skip
    assert rated(1_500, **dict.fromkeys(cells, "null")) == (2, 2_000)


# rated_call: amounts -----------------------------------------------------------------------------------------


def test_a_call_costs_the_connection_fee_and_the_rate_of_its_billed_seconds(rated):
    """0.35 + 6.95 × 780 s ÷ 60 = 90.70"""
    card = {"rate_nano": 6_950_000_000, "connection_fee_nano": 350_000_000, **SIXTY}
    assert rated(741_000, **card) == (780, 90_700_000)


@pytest.mark.parametrize(
    "seconds, rate_nano, decimals, amount",
    [
        (1, 30_000, 6, 1),  # 0.00003 × 1/60 = 0.0000005: half a micro-unit goes up
        (1, 29_999, 6, 0),
        (3, 30_000, 6, 2),  # 0.0000015
        (36, 11_900_000, 4, 7_100),  # 0.6 × 0.0119 = 0.00714
        (60, 18_100_000, 4, 18_100),
        (114, 47_000_000, 4, 89_300),
        (132, 25_900_000, 4, 57_000),  # 2.2 × 0.0259 = 0.05698
        (12, 15_000_000, 4, 3_000),
        (750, 15_000_000, 4, 187_500),
        (60, 50_000, 4, 100),  # 0.00005 is half a step of 0.0001
        (60, 49_999, 4, 0),
        (90, 1_000_000_000, 0, 2_000_000),  # 1.50
        (89, 1_000_000_000, 0, 1_000_000),
        (60, 12_345_678_912, 2, 12_350_000),
        (60, 12_345_678_912, 5, 12_345_680),
    ],
)
def test_an_amount_is_rounded_once_half_up_to_the_decimals_of_the_row(seconds, rate_nano, decimals, amount, rated):
    """Genesys' own published examples are among these, at 4 decimals."""
    assert rated(seconds * 1000, rate_nano=rate_nano, amount_decimals=decimals)[1] == amount


@pytest.mark.parametrize("rounding, amount", [("half_up", 7_100), ("up", 7_200), ("down", 7_100), ("-", 7_100)])
def test_a_row_may_round_up_or_down(rounding, amount, rated):
    """0.00714 at 4 decimals."""
    assert rated(36_000, rate_nano=11_900_000, amount_decimals=4, amount_rounding=rounding)[1] == amount


@pytest.mark.parametrize("unit, amount", [("minute", 120_000), ("second", 7_200_000), ("call", 60_000)])
def test_a_rate_is_per_minute_per_second_or_per_call(unit, amount, rated):
    """0.06 for 120 s."""
    assert rated(120_000, unit=unit)[1] == amount


@pytest.mark.parametrize("length_ms, amount", [(100_000, 100_000), (100_001, 100_000), (99_000, 99_000)])
def test_a_call_never_costs_more_than_the_maximum(length_ms, amount, rated):
    assert rated(length_ms, maximum_amount_micro=100_000)[1] == amount


def test_a_call_no_row_prices_has_no_amount(rated):
    assert rated(60_000, supplier="blueline") == (None, None)


def test_the_longest_call_at_the_highest_price_does_not_overflow(rated):
    """Two months at 9.99 a second."""
    assert rated(62 * 86_400_000, unit="second", rate_nano=9_990_000_000)[1] == 62 * 86_400 * 9_990_000

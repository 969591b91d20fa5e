"""What a card makes of a call: which row, how many seconds, what amount. Rates are nano-units: 35_000_000 is 0.035."""

import pytest


# rate_choice -------------------------------------------------------------------------------------------------


@pytest.fixture
def row_for(given, rows):
    """row_for(card, call, on) → the rate_id that prices one call of redline."""

    def choose(card: str, call: str, on: str = "2026-03-02") -> str | None:
        given("staging.rate", card)
        header, line = call.splitlines()
        given("cost.rateable_call", f"supplier rated_on {header}\nredline {on} {line}")
        found = rows("rate_id", "cost.rate_choice")
        return found[0][0] if found else None

    return choose


OUT = "direction digits number_class reach"


def test_the_longest_prefix_wins(row_for):
    card = """
        rate_id  supplier  prefix
        all      redline   -
        uk       redline   44
        mobile   redline   447
        ireland  redline   353
    """
    assert row_for(card, f"{OUT}\noutbound 447911123456 mobile international") == "mobile"


def test_jamaica_is_not_priced_as_the_united_states_although_both_begin_with_1(row_for):
    card = """
        rate_id  supplier  prefix
        us       redline   1
        jamaica  redline   1876
    """
    assert row_for(card, f"{OUT}\noutbound 18765550144 fixed international") == "jamaica"


def test_a_longer_prefix_beats_a_named_class(row_for):
    card = """
        rate_id  supplier  prefix  number_class
        class    redline   44      mobile
        prefix   redline   447     -
    """
    assert row_for(card, f"{OUT}\noutbound 447911123456 mobile international") == "prefix"


def test_the_numbers_own_class_beats_domestic_and_domestic_beats_none(row_for):
    card = """
        rate_id    supplier  number_class
        any        redline   -
        domestic   redline   domestic
        toll_free  redline   toll_free
    """
    assert row_for(card, f"{OUT}\ninbound 18335550100 toll_free domestic") == "toll_free"


def test_domestic_prices_what_has_no_row_of_its_own_class(row_for):
    card = """
        rate_id    supplier  number_class
        any        redline   -
        domestic   redline   domestic
        toll_free  redline   toll_free
    """
    assert row_for(card, f"{OUT}\ninbound 12125550110 fixed domestic") == "domestic"


def test_the_class_beats_the_region_and_the_region_the_direction(row_for):
    card = """
        rate_id    supplier  number_class  region  direction
        direction  redline   -             -       outbound
        region     redline   -             East    -
        class      redline   fixed         -       -
    """
    call = f"{OUT} region\noutbound 12125550110 fixed domestic East"
    assert row_for(card, call) == "class"
    assert row_for("rate_id supplier number_class region\nboth redline fixed East", call) == "both"


def test_a_region_and_a_direction_of_others_do_not_price(row_for):
    card = """
        rate_id   supplier  region  direction  media_type
        west      redline   West    -          -
        inbound   redline   -       inbound    -
        messages  redline   -       -          message
        other     blueline  -       -          -
    """
    assert row_for(card, f"{OUT} region\noutbound 12125550110 fixed domestic East") is None


@pytest.mark.parametrize("on, row", [("2026-03-14", "old"), ("2026-03-15", "new"), ("2025-12-31", None)])
def test_a_call_is_priced_by_the_row_in_force_on_its_date(on, row, row_for):
    """valid_to is exclusive: the day of the change is the new row's."""
    card = """
        rate_id  supplier  valid_from  valid_to
        old      redline   2026-01-01  2026-03-15
        new      redline   2026-03-15  9999-12-31
    """
    assert row_for(card, f"{OUT}\noutbound 12125550110 fixed domestic", on) == row


def test_a_seat_row_prices_no_call(row_for):
    assert row_for("rate_id supplier unit\nseat redline seat", f"{OUT}\noutbound 12125550110 fixed domestic") is None


def test_platform_minutes_are_asked_for_by_name_and_never_price_a_carriers_call(row_for):
    card = """
        rate_id   supplier  product
        platform  redline   platform_minutes
        usage     redline   Usage
    """
    assert row_for(card, f"{OUT} product\noutbound 12125550110 fixed domestic platform_minutes") == "platform"
    assert row_for("rate_id supplier\nnone blueline", f"{OUT}\ninbound 12125550110 fixed domestic") == "platform"


def test_a_number_that_does_not_parse_is_compared_by_its_own_digits(row_for):
    card = """
        rate_id  supplier  prefix
        short    redline   555
        all      redline   -
    """
    assert row_for(card, f"{OUT}\ninbound 5550123 unknown -") == "short"


def test_a_withheld_number_is_priced_by_a_row_without_a_prefix(row_for):
    card = """
        rate_id  supplier  prefix
        us       redline   1
        all      redline   -
    """
    assert row_for(card, f"{OUT}\ninbound - unknown -") == "all"


def test_two_rows_that_differ_in_nothing_that_decides_are_told_apart_by_line_and_both_named(given, rows):
    given(
        "staging.rate",
        """
        line  rate_id  supplier  prefix
        9     b        redline   44
        4     a        redline   44
        5     c        redline   -
        """,
    )
    given("cost.rateable_call", "supplier digits rated_on\nredline 442079460011 2026-03-02")
    assert rows("rate_id, tied_rate_id", "cost.rate_choice") == [("a", "b")]


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
    given("staging.rate", "rate_id supplier amount_decimals\nzero s0 0\nfour s4 4\nsix s6 6\nopen s9 null")
    given("cost.rateable_call", "supplier rated_on length_ms\ns0 2026-03-02 1\ns4 2026-03-02 1\ns6 2026-03-02 1\ns9 2026-03-02 1")
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


# rateable_call -----------------------------------------------------------------------------------------------


@pytest.fixture
def asked(given, rows):
    """What the card is asked for one connected leg or carrier call of redline."""
    given("landed.supplier", "supplier cycle_day role home_country rate_zone\nredline 1 carrier US Europe/London")

    def ask(columns: str, legs: str = "leg_id", calls: str = "carrier_call_id", matches: str = "carrier_call_id") -> list:
        given("usage.leg", legs)
        given("usage.carrier_call", calls)
        given("usage.carrier_match", matches)
        return rows(columns, "cost.rateable_call")

    return ask


@pytest.fixture
def one_leg(given):
    def make(**cells) -> str:
        place = {"leg_id": "L", "supplier": "redline", "our_country": cells.pop("our_country", "US"),
                 "region": cells.pop("region", "-"), "local_on": "2026-03-02", "is_in_month": "true"}  # fmt: skip
        given("usage.leg_place", f"{' '.join(place)}\n{' '.join(place.values())}")
        leg = {"leg_id": "L", "media_type": "voice", "status": "connected", "direction": "outbound", "dnis": "+442079460011",
               "dnis_type": "fixed", "dnis_country": "GB", "started_ms": "2026-03-02T15:00:00",
               "duration_ms": "57_500"} | cells  # fmt: skip
        return f"{' '.join(leg)}\n{' '.join(leg.values())}"

    return make


@pytest.mark.parametrize(
    "number_type, number_country, our_country, reach",
    [
        ("fixed", "GB", "US", "international"),
        ("fixed", "US", "US", "domestic"),
        ("mobile", "PR", "US", "domestic"),
        ("fixed", "US", "VI", "domestic"),
        ("fixed", "JM", "US", "international"),
        ("fixed", "CA", "US", "international"),
        ("fixed", "US", "-", "domestic"),
        ("fixed", "GB", "GB", "domestic"),
        ("toll_free", "US", "US", "domestic"),
        ("unknown", "-", "US", ""),
        ("emergency", "US", "US", ""),
    ],
)
def test_a_number_is_domestic_in_the_country_of_our_own_number_else_of_the_supplier(
    number_type, number_country, our_country, reach, asked, one_leg
):
    """Puerto Rico and the other territories are the United States; Canada and Jamaica share +1 and are not."""
    leg = one_leg(dnis_type=number_type, dnis_country=number_country, our_country=our_country)
    assert asked("number_class, reach", leg) == [(number_type, reach)]


def test_a_supplier_at_home_in_puerto_rico_is_at_home_in_the_united_states(given, rows, one_leg):
    given("staging.supplier", "supplier home_country\nredline PR")
    given("usage.leg", one_leg(dnis_country="US", our_country="-"))
    given("usage.carrier_call", "carrier_call_id")
    given("usage.carrier_match", "carrier_call_id")
    assert rows("reach", "cost.rateable_call") == [("domestic",)]


def test_the_dialled_number_decides_in_both_directions(asked, one_leg):
    """An inbound call is priced by the number that was rung, never by the caller's."""
    leg = one_leg(direction="inbound", ani="+18765550144", dnis="+18335550100", dnis_type="toll_free", dnis_country="US")
    assert asked("number, digits, number_class, reach", leg) == [("+18335550100", "18335550100", "toll_free", "domestic")]


@pytest.mark.parametrize("started, on", [("2026-03-14T23:59:59", "2026-03-14"), ("2026-03-15T00:00:00", "2026-03-15")])
def test_the_date_of_a_price_is_that_of_the_suppliers_rate_zone(started, on, asked, one_leg):
    assert asked("cast(rated_on as varchar)", one_leg(started_ms=started)) == [(on,)]


def test_a_carrier_call_is_asked_for_with_its_own_seconds_else_its_duration(asked):
    calls = """
        carrier_call_id  supplier  direction  dnis           dnis_type  duration_ms  billed_seconds  is_in_cycle  started_ms
        billed           redline   outbound   +442079460011  fixed      57_000       60              true         2026-03-02T15:00:00
        lasting          redline   outbound   +442079460011  fixed      57_000       null            true         2026-03-02T15:00:00
        april            redline   outbound   +442079460011  fixed      57_000       null            false        2026-03-02T15:00:00
    """
    matches = """
        carrier_call_id  match_class
        billed           only_carrier
        lasting          only_carrier
        april            only_carrier
    """
    assert asked("source_id, length_ms", calls=calls, matches=matches) == [("billed", 60_000), ("lasting", 57_000)]


def test_a_carrier_call_without_a_leg_has_the_region_of_our_number_on_it(asked, given):
    given("usage.carrier_only", "carrier_call_id region\nC East")
    calls = """
        carrier_call_id  supplier  ani_country  dnis_country  dnis_type  is_in_cycle  started_ms
        C                redline   US           US            fixed      true         2026-03-02T15:00:00
    """
    matches = "carrier_call_id match_class\nC only_carrier"
    assert asked("region, reach", calls=calls, matches=matches) == [("East", "domestic")]


def test_a_call_billed_so_late_that_the_calendar_does_not_know_its_day_is_priced_as_of_the_cycle(asked):
    calls = """
        carrier_call_id  supplier  is_in_cycle  started_ms
        C                redline   true         2025-06-02T15:00:00
    """
    matches = "carrier_call_id match_class\nC only_carrier"
    assert asked("cast(rated_on as varchar)", calls=calls, matches=matches) == [("2026-03-01",)]


# priced_leg --------------------------------------------------------------------------------------------------


@pytest.fixture
def priced(given, rows):
    given(
        "staging.supplier",
        """
        supplier  role
        redline   carrier
        genesys   platform
        """,
    )
    return lambda: rows("rated, leg_id, supplier, product", "cost.priced_leg")


LEG = "leg_id media_type status started_ms"
AT = "2026-03-02T15:00:00"


def test_a_leg_without_a_carrier_call_is_priced_by_its_suppliers_card_and_by_the_platforms(given, priced):
    given("usage.leg", f"{LEG}\nL voice connected {AT}")
    given("usage.leg_place", "leg_id supplier\nL redline")
    given("usage.carrier_match", "carrier_call_id leg_id supplier match_class\n- L redline only_platform")
    assert priced() == [("leg", "L", "redline", ""), ("platform", "L", "genesys", "platform_minutes")]


def test_a_leg_with_a_carrier_call_of_its_supplier_is_not_priced_again(given, priced):
    given("usage.leg", f"{LEG}\nL voice connected {AT}")
    given("usage.leg_place", "leg_id supplier\nL redline")
    given("usage.carrier_match", "carrier_call_id leg_id supplier match_class\nC L redline call_id")
    assert priced() == [("platform", "L", "genesys", "platform_minutes")]


def test_the_call_of_another_supplier_does_not_stand_for_the_legs_own(given, priced):
    given("usage.leg", f"{LEG}\nL voice connected {AT}")
    given("usage.leg_place", "leg_id supplier\nL redline")
    given("usage.carrier_match", "carrier_call_id leg_id supplier match_class\nC L blueline call_id")
    assert [row[0] for row in priced()] == ["leg", "platform"]


def test_chats_attempts_and_ghosts_are_not_priced_and_internal_calls_by_the_platform_only(given, priced):
    given(
        "usage.leg",
        f"""
        {LEG}
        chat      chat   connected  {AT}
        attempt   voice  attempt    {AT}
        ghost     voice  excluded   {AT}
        internal  voice  connected  {AT}
        """,
    )
    given(
        "usage.leg_place",
        """
        leg_id    supplier  is_internal
        chat      redline   false
        attempt   redline   false
        ghost     redline   false
        internal  redline   true
        """,
    )
    given("usage.carrier_match", "carrier_call_id")
    assert priced() == [("platform", "internal", "genesys", "platform_minutes")]


def test_a_leg_is_in_the_cycle_that_holds_its_start(given, priced):
    given(
        "usage.leg",
        f"""
        {LEG}
        before  voice  connected  2026-03-01T04:59:59.999
        first   voice  connected  2026-03-01T05:00:00
        last    voice  connected  2026-04-01T03:59:59.999
        after   voice  connected  2026-04-01T04:00:00
        """,
    )
    given("usage.leg_place", "leg_id supplier\nbefore redline\nfirst redline\nlast redline\nafter redline")
    given("usage.carrier_match", "carrier_call_id")
    assert [row[:2] for row in priced()] == [
        ("leg", "first"),
        ("leg", "last"),
        ("platform", "first"),
        ("platform", "last"),
    ]


def test_a_leg_whose_supplier_nobody_knows_is_asked_for_in_its_calendar_month(given, priced):
    given("usage.leg", f"{LEG}\nunknown voice connected {AT}\ntypo voice connected {AT}\nfebruary voice connected {AT}")
    given(
        "usage.leg_place",
        """
        leg_id    supplier  is_in_month
        unknown   -         true
        typo      redlin    true
        february  -         false
        """,
    )
    given("usage.carrier_match", "carrier_call_id")
    assert [row for row in priced() if row[0] == "leg"] == [("leg", "typo", "redlin", ""), ("leg", "unknown", "", "")]

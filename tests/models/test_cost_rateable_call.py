"""What a card is asked: which calls, by which number, as of which day."""

import pytest

# rateable_call -----------------------------------------------------------------------------------------------


@pytest.fixture
def asked(given, rows):
    """What the card is asked for one connected leg or carrier call of redline."""
    given(
        "landed.supplier",
        """
        supplier  cycle_day  role     home_country  rate_zone
        redline   1          carrier  US            Europe/London
        """,
    )

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
        carrier_call_id  supplier  dnis           duration_ms  billed_seconds  is_in_cycle  started_ms
        billed           redline   +442079460011  57_000       60              true         2026-03-02T15:00:00
        lasting          redline   +442079460011  57_000       null            true         2026-03-02T15:00:00
        april            redline   +442079460011  57_000       null            false        2026-03-02T15:00:00
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
    given(
        "usage.leg_place",
        """
        leg_id  supplier
        before  redline
        first   redline
        last    redline
        after   redline
        """,
    )
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

"""Where a leg belongs: its local date, our number on it, whether the far end is ours too, whose leg it is."""

import pytest

from tests.models.world import table


@pytest.fixture
def legs(world):
    """Inbound voice legs from +12125550100 to +18335550100 at 15:00 UTC on 2 March where a table does not say otherwise."""
    usual = {"media_type": "voice", "status": "connected", "direction": "inbound", "started_ms": 1_772_463_600_000,
             "ani": "+12125550100", "ani_type": "fixed", "ani_country": "US",
             "dnis": "+18335550100", "dnis_type": "toll_free", "dnis_country": "US"}  # fmt: skip
    return lambda text: world.rows_of("usage.leg", [usual | row for row in table(text)])


@pytest.fixture
def suppliers(given):
    given(
        "staging.supplier",
        """
        supplier  role      default_for
        genesys   platform  -
        inline    carrier   inbound
        outline   carrier   outbound
        """,
    )


@pytest.fixture
def supplier_of(rows):
    return lambda: dict(rows("leg_id, supplier", "usage.leg_place"))


def test_a_legs_date_and_month_are_those_of_its_start_in_the_billing_zone(legs, rows):
    """New York is five hours behind until 8 March 2026, four hours from then on."""
    legs("""
        leg_id   started_ms
        before   2026-03-01T04:59:59.999
        first    2026-03-01T05:00:00
        skipped  2026-03-08T06:59:59
        summer   2026-03-08T07:00:00
        last     2026-04-01T03:59:59.999
        after    2026-04-01T04:00:00
    """)
    assert rows("leg_id, cast(local_on as varchar), is_in_month", "usage.leg_date") == [
        ("after", "2026-04-01", False),
        ("before", "2026-02-28", False),
        ("first", "2026-03-01", True),
        ("last", "2026-03-31", True),
        ("skipped", "2026-03-08", True),
        ("summer", "2026-03-08", True),
    ]


def test_our_number_is_the_dialled_one_inbound_and_the_callers_outbound(suppliers, legs, rows):
    legs("""
        leg_id  direction  ani           dnis
        in      inbound    +12125550100  +18335550100
        out     outbound   +18335550100  +442079460011
    """)
    assert rows("leg_id, our_number, other_number", "usage.leg_place") == [
        ("in", "+18335550100", "+12125550100"),
        ("out", "+18335550100", "+442079460011"),
    ]


def test_the_supplier_of_our_number_comes_before_the_default_of_the_direction(suppliers, legs, given, supplier_of):
    given(
        "landed.number",
        """
        number_from   number_to     supplier
        +18335550100  +18335550100  redline
        """,
    )
    legs("""
        leg_id    direction  ani           dnis
        listed    inbound    +12125550100  +18335550100
        unlisted  inbound    +12125550100  +18665550100
        out       outbound   +12125550110  +442079460011
    """)
    assert supplier_of() == {"listed": "redline", "unlisted": "inline", "out": "outline"}


def test_a_number_of_a_genesys_cloud_voice_pool_is_the_platforms(suppliers, legs, given, supplier_of):
    given(
        "landed.did_pool",
        """
        number_from   number_to     provider
        +18335550100  +18335550199  PURE_CLOUD_VOICE
        +18665550100  +18665550199  PURE_CLOUD
        """,
    )
    legs("""
        leg_id  dnis
        first   +18335550100
        last    +18335550199
        beyond  +18335550200
        byoc    +18665550142
    """)
    assert supplier_of() == {"first": "genesys", "last": "genesys", "beyond": "inline", "byoc": "inline"}


def test_without_a_default_nobody_is_known(legs, given, supplier_of):
    given("staging.supplier", "supplier")
    legs("""
        leg_id
        L
    """)
    assert supplier_of() == {"L": ""}


def test_a_number_has_the_row_in_force_on_the_legs_date(suppliers, legs, given, supplier_of):
    given(
        "landed.number",
        """
        number_from   number_to     supplier  valid_from  valid_to
        +18335550100  +18335550100  old       2026-01-01  2026-03-16
        +18335550100  +18335550100  new       2026-03-16  9999-12-31
        """,
    )
    legs("""
        leg_id  started_ms
        before  2026-03-16T03:59:59
        from    2026-03-16T04:00:00
    """)
    assert supplier_of() == {"before": "old", "from": "new"}


def test_a_leg_in_a_range_and_on_a_row_of_its_own_is_one_leg_of_the_number_itself(suppliers, legs, given, rows):
    given(
        "landed.number",
        """
        number_from   number_to     supplier  region
        +18335550100  +18335550199  redline   East
        +18335550142  +18335550142  blueline  -
        +18335550144  +18335550144  -         West
        """,
    )
    legs("""
        leg_id  dnis
        own     +18335550142
        range   +18335550143
        west    +18335550144
    """)
    assert rows("leg_id, supplier, region", "usage.leg_place") == [
        ("own", "blueline", "East"),
        ("range", "redline", "East"),
        ("west", "redline", "West"),
    ]


def test_the_region_is_that_of_our_number_else_its_country(suppliers, legs, given, rows):
    given(
        "landed.number",
        """
        number_from   number_to     region
        +12125550110  +12125550119  New~York
        """,
    )
    legs("""
        leg_id  dnis            dnis_country
        listed  +12125550110    US
        longer  +121255501100   US
        abroad  +442079460011   GB
    """)
    assert rows("leg_id, region, our_country", "usage.leg_place") == [
        ("abroad", "GB", "GB"),
        ("listed", "New York", "US"),
        ("longer", "US", "US"),
    ]


def test_a_call_to_another_of_our_numbers_is_internal_while_it_is_ours(suppliers, legs, given, rows):
    given(
        "landed.number",
        """
        number_from   number_to     valid_from  valid_to
        +12125550110  +12125550119  2026-03-05  2026-03-10
        """,
    )
    legs("""
        leg_id   direction  dnis           started_ms
        not_yet  outbound   +12125550110   2026-03-04T15:00:00
        first    outbound   +12125550110   2026-03-05T15:00:00
        last     outbound   +12125550119   2026-03-09T15:00:00
        no_more  outbound   +12125550110   2026-03-10T15:00:00
        outside  outbound   +442079460011  2026-03-09T15:00:00
    """)
    ours = [leg for (leg,) in rows("leg_id", "usage.leg_place", "is_internal")]
    assert ours == ["first", "last"]


def test_a_far_end_that_is_a_station_or_an_extension_is_internal(suppliers, legs, rows):
    legs("""
        leg_id  ani  ani_type
        sip     -    internal
        hidden  -    withheld
    """)
    assert rows("leg_id, is_internal", "usage.leg_place") == [("hidden", False), ("sip", True)]


def test_what_the_list_says_of_a_number_is_said_once_a_day_it_was_used(legs, given, rows):
    given("usage.carrier_call", "carrier_call_id")
    given(
        "landed.number",
        """
        number_from   number_to     supplier  region  valid_from  valid_to
        +18335550100  +18335550199  redline   West    2025-01-01  9999-12-31
        +18335550100  +18335550199  redline   East    2026-01-01  9999-12-31
        +18335550100  +18335550199  blueline  -       2026-03-02  9999-12-31
        +18335550100  +18335550199  old       North   2026-02-01  2026-03-01
        """,
    )
    legs("""
        leg_id  dnis          started_ms
        a       +18335550100  2026-03-01T15:00:00
        b       +18335550100  2026-03-02T15:00:00
        c       +18335550100  2026-03-02T16:00:00
        d       +18665550100  2026-03-02T16:00:00
    """)
    assert rows("our_number, cast(local_on as varchar), supplier, region", "usage.own_number") == [
        ("+18335550100", "2026-03-01", "redline", "East"),
        ("+18335550100", "2026-03-02", "blueline", "East"),
    ]

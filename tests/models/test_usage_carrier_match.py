"""What became of every carrier call and every leg, and what a supplier's records cover."""


# carrier_match, covered_span, carrier_only -------------------------------------------------------------------


def test_what_finds_no_partner_is_only_carrier_or_only_platform(suppliers, legs, calls, given, pairs):
    given(
        "landed.number",
        """
        number_from   number_to     supplier
        +18335550100  +18335550100  redline
        """,
    )
    legs("""
        leg_id  started_ms           connected_ms
        L       2026-03-02T15:00:00  2026-03-02T15:00:00
    """)
    calls("""
        carrier_call_id  event_ms
        first            2026-03-02T14:00:00
        last             2026-03-02T16:00:00
    """)
    assert pairs() == [("only_carrier", "first", ""), ("only_carrier", "last", ""), ("only_platform", "", "L")]


def test_a_match_says_how_far_apart_its_two_sides_are(suppliers, legs, calls, rows):
    legs("""
        leg_id  connected_ms         duration_ms
        L       2026-03-02T15:00:00  57_500
    """)
    calls("""
        carrier_call_id  event_ms             duration_ms
        C                2026-03-02T15:00:02  58_000
    """)
    assert rows("start_difference_ms, duration_difference_ms", "usage.carrier_match") == [(2000, 500)]


def test_attempts_internal_calls_and_what_lies_outside_the_span_are_not_only_platform(suppliers, legs, given, rows):
    given(
        "usage.covered_span",
        """
        supplier  first_ms             last_ms
        redline   2026-03-02T15:00:00  2026-03-02T16:00:00
        """,
    )
    legs("""
        leg_id    started_ms               status
        early     2026-03-02T14:59:59.999  connected
        first     2026-03-02T15:00:00      connected
        last      2026-03-02T16:00:00      connected
        late      2026-03-02T16:00:00.001  connected
        attempt   2026-03-02T15:30:00      attempt
        internal  2026-03-02T15:30:00      connected
        others    2026-03-02T15:30:00      connected
    """)
    given(
        "usage.leg_place",
        """
        leg_id    supplier  is_internal
        early     redline   false
        first     redline   false
        last      redline   false
        late      redline   false
        attempt   redline   false
        internal  redline   true
        others    genesys   false
        """,
    )
    assert rows("leg_id, match_class", "usage.carrier_match") == [("first", "only_platform"), ("last", "only_platform")]


def test_once_the_invoice_is_in_legs_of_the_cycle_are_only_platform_and_no_others(suppliers, legs, given, rows):
    given("usage.covered_span", "supplier first_ms last_ms\nredline 2026-03-01T05:00:00 2026-04-01T04:00:00")
    legs("""
        leg_id  started_ms
        before  2026-03-01T04:59:59.999
        first   2026-03-01T05:00:00
        last    2026-04-01T03:59:59.999
        after   2026-04-01T04:00:00
    """)
    given("usage.leg_place", "leg_id supplier\nbefore redline\nfirst redline\nlast redline\nafter redline")
    assert rows("leg_id", "usage.carrier_match") == [("first",), ("last",)]


def test_the_span_a_supplier_covers_is_that_of_its_records_of_the_cycle(given, rows):
    """The neighbours' files lie at hand; they say nothing about this month. Blueline has sent nothing."""
    given(
        "staging.supplier",
        """
        supplier  has_call_files
        redline   true
        blueline  true
        genesys   false
        """,
    )
    given(
        "usage.carrier_call",
        """
        supplier  started_ms           is_in_cycle
        redline   2026-02-28T15:00:00  false
        redline   2026-03-05T15:00:00  true
        redline   2026-03-20T15:00:00  true
        redline   2026-04-01T15:00:00  false
        blueline  2026-04-01T15:00:00  false
        """,
    )
    assert rows("supplier, first_ms, last_ms, is_invoiced", "usage.covered_span") == [
        ("blueline", None, None, False),
        ("redline", 1_772_722_800_000, 1_774_018_800_000, False),  # 5 and 20 March, 15:00 UTC
    ]


def test_the_whole_cycle_is_covered_once_the_invoice_is_in(suppliers, given, rows):
    given("usage.carrier_call", "supplier  started_ms")
    given(
        "staging.invoice_line",
        """
        supplier  invoice_number
        redline   R-3
        """,
    )
    assert rows("supplier, first_ms, last_ms, is_invoiced", "usage.covered_span") == [
        ("blueline", None, None, False),
        ("redline", 1_772_341_200_000, 1_775_016_000_000, True),
    ]


def test_a_call_without_a_leg_has_our_number_its_region_and_its_local_date(suppliers, calls, legs, given, rows):
    legs("leg_id")
    given(
        "landed.number",
        """
        number_from   number_to     region
        +12125550110  +12125550119  New~York
        """,
    )
    calls("""
        carrier_call_id  direction  ani           dnis           ani_country  dnis_country  event_ms
        in               inbound    +13125550111  +12125550110   US           US            2026-03-03T04:59:00
        out              outbound   +18135550111  +442079460011  US           GB            2026-03-03T05:00:00
    """)
    assert rows("carrier_call_id, our_number, region, cast(local_on as varchar)", "usage.carrier_only") == [
        ("in", "+12125550110", "New York", "2026-03-02"),
        ("out", "+18135550111", "US", "2026-03-03"),
    ]

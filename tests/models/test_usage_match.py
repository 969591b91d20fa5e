"""Which carrier call is which leg: one to one per supplier, like compared with like. All on 2 March 2026."""

import pytest

from tests.models.conftest import table


@pytest.fixture
def suppliers(given):
    given(
        "staging.supplier",
        """
        supplier  role     has_call_files  increment_seconds
        redline   carrier  true            6
        blueline  carrier  true            6
        """,
    )


NUMBERS = {"direction": "inbound", "ani": "+12125550100", "dnis": "+18335550100"}


@pytest.fixture
def legs(world):
    """Connected inbound voice legs from +12125550100 to +18335550100 where a table does not say otherwise."""
    usual = {"media_type": "voice", "status": "connected", **NUMBERS}
    return lambda text: world.rows_of("usage.leg", [usual | row for row in table(text)])


@pytest.fixture
def calls(world):
    """Records of redline, inbound from +12125550100 to +18335550100, set up when the event was, where a table does not
    say otherwise; each is a call of its own."""
    usual = {"supplier": "redline", **NUMBERS}
    return lambda text: world.rows_of(
        "staging.carrier_record", [usual | {"started_ms": row["event_ms"]} | row for row in table(text)]
    )


@pytest.fixture
def pairs(rows):
    return lambda: rows("match_class, carrier_call_id, leg_id", "usage.carrier_match")


# carrier_call ------------------------------------------------------------------------------------------------


def test_records_of_one_call_id_and_leg_number_are_one_call_told_as_the_first(suppliers, given, rows):
    given(
        "staging.carrier_record",
        """
        carrier_call_id  supplier  started_ms           duration_ms  is_credit  line
        redline:one#     redline   2026-03-02T15:00:00  60_000       true       2
        redline:one#     redline   2026-03-02T15:00:00  60_000       false      3
        redline:two#     redline   2026-03-02T16:00:00  30_000       false      4
        """,
    )
    assert rows("carrier_call_id, line, records", "usage.carrier_call") == [("redline:one#", 3, 2), ("redline:two#", 4, 1)]


def test_a_call_belongs_to_the_cycle_that_holds_its_start(suppliers, given, rows):
    given(
        "staging.carrier_record",
        """
        carrier_call_id  supplier  started_ms
        before           redline   2026-03-01T04:59:59.999
        first            redline   2026-03-01T05:00:00
        last             redline   2026-04-01T03:59:59.999
        after            redline   2026-04-01T04:00:00
        far              redline   2026-05-20T04:00:00
        """,
    )
    assert rows("carrier_call_id, is_in_cycle", "usage.carrier_call") == [
        ("after", False),
        ("before", False),
        ("first", True),
        ("last", True),
    ]


def test_a_record_that_names_an_invoice_belongs_to_that_invoices_cycle(suppliers, given, rows):
    given(
        "landed.invoice_line",
        """
        supplier  invoice_number  from_on
        redline   R-3             2026-03-01
        redline   R-4             2026-04-01
        """,
    )
    given(
        "staging.carrier_record",
        """
        carrier_call_id  supplier  started_ms           invoice_number
        late             redline   2026-01-15T15:00:00  R-3
        next             redline   2026-03-31T15:00:00  R-4
        unknown          redline   2026-03-31T15:00:00  R-9
        """,
    )
    assert rows("carrier_call_id, is_in_cycle", "usage.carrier_call") == [
        ("late", True),
        ("next", False),
        ("unknown", True),
    ]


# match_by_call_id --------------------------------------------------------------------------------------------


def test_the_same_sip_call_id_is_a_match_whatever_the_numbers_and_clocks_say(suppliers, legs, calls, pairs):
    legs("""
        leg_id  protocol_call_id  started_ms           connected_ms
        L       sip1              2026-03-02T15:00:00  2026-03-02T15:00:05
    """)
    calls("""
        carrier_call_id  call_id  ani  event_ms
        C                sip1     -    2026-03-02T19:00:00
    """)
    assert pairs() == [("call_id", "C", "L")]


def test_a_call_id_a_day_apart_is_another_call(suppliers, legs, calls, rows):
    legs("""
        leg_id  protocol_call_id  started_ms           connected_ms
        L       sip1              2026-03-02T15:00:00  2026-03-02T15:00:05
    """)
    calls("""
        carrier_call_id  call_id  event_ms
        C                sip1     2026-03-03T15:00:00
    """)
    assert rows("carrier_call_id", "usage.match_by_call_id") == []


def test_of_two_calls_with_one_call_id_the_nearer_is_the_leg(suppliers, legs, calls, rows):
    legs("""
        leg_id  protocol_call_id  started_ms
        L       sip1              2026-03-02T15:00:00
    """)
    calls("""
        carrier_call_id  call_id  event_ms
        far              sip1     2026-03-02T15:00:09
        near             sip1     2026-03-02T14:59:58
    """)
    assert rows("carrier_call_id, leg_id", "usage.match_by_call_id") == [("near", "L")]


def test_a_leg_may_have_one_call_of_each_supplier(suppliers, legs, calls, rows):
    legs("""
        leg_id  protocol_call_id  started_ms
        L       sip1              2026-03-02T15:00:00
    """)
    calls("""
        carrier_call_id  supplier  call_id  event_ms
        R                redline   sip1     2026-03-02T15:00:00
        B                blueline  sip1     2026-03-02T15:00:00
    """)
    assert rows("carrier_call_id, supplier, leg_id", "usage.match_by_call_id") == [
        ("B", "blueline", "L"),
        ("R", "redline", "L"),
    ]


# numbered_call -----------------------------------------------------------------------------------------------


def test_a_call_stands_under_the_dialled_number_and_under_the_one_it_terminated_on(suppliers, legs, calls, rows):
    legs("leg_id")
    calls("""
        carrier_call_id  direction  ani           dnis           terminating   precision_ms  event_ms
        in               inbound    +12125550100  +18335550100   +12125550110  1_000         2026-03-02T15:00:00
        same             inbound    +12125550100  +18335550100   +18335550100  1_000         2026-03-02T15:00:00
        out              outbound   +12125550110  +442079460011  -             60_000        2026-03-02T15:00:00
    """)
    columns = "carrier_call_id, number_rank, our_number, other_number, tolerance_ms"
    assert rows(columns, "usage.numbered_call") == [
        ("in", 0, "+18335550100", "+12125550100", 5_000),
        ("in", 1, "+12125550110", "+12125550100", 5_000),
        ("out", 0, "+12125550110", "+442079460011", 65_000),
        ("same", 0, "+18335550100", "+12125550100", 5_000),
    ]


def test_a_call_matched_by_its_id_is_not_asked_for_by_number(suppliers, legs, calls, rows):
    legs("""
        leg_id  protocol_call_id  started_ms
        L       sip1              2026-03-02T15:00:00
    """)
    calls("""
        carrier_call_id  call_id  event_ms
        C                sip1     2026-03-02T15:00:00
    """)
    assert rows("carrier_call_id", "usage.numbered_call") == []


# match_candidate ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "event, instant",
    [("answer", "15:00:08"), ("setup", "15:00:00"), ("end", "15:01:08")],
)
def test_like_is_compared_with_like(event, instant, suppliers, legs, calls, rows):
    """Set up at :00, answered at :08, ended a minute later: the carrier's column says which it tells."""
    legs("""
        leg_id  started_ms           connected_ms         ended_ms             duration_ms
        L       2026-03-02T15:00:00  2026-03-02T15:00:08  2026-03-02T15:01:08  60_000
    """)
    calls(f"""
        carrier_call_id  event    event_ms              duration_ms
        C                {event}  2026-03-02T{instant}  60_000
    """)
    assert rows("leg_id, start_difference_ms, is_both_numbers", "usage.match_candidate") == [("L", 0, True)]


@pytest.mark.parametrize(
    "instant, found",
    [("14:59:55", True), ("14:59:54.999", False), ("15:00:05", True), ("15:00:05.001", False)],
)
def test_the_tolerance_is_five_seconds_both_ways(instant, found, suppliers, legs, calls, rows):
    legs("""
        leg_id  connected_ms
        L       2026-03-02T15:00:00
    """)
    calls(f"""
        carrier_call_id  event_ms
        C                2026-03-02T{instant}
    """)
    assert bool(rows("leg_id", "usage.match_candidate")) is found


def test_a_clock_that_only_tells_minutes_widens_the_tolerance_by_a_minute(suppliers, legs, calls, rows):
    legs("""
        leg_id  connected_ms
        near    2026-03-02T15:01:05
        far     2026-03-02T15:01:06
    """)
    calls("""
        carrier_call_id  event_ms             precision_ms
        C                2026-03-02T15:00:00  60_000
    """)
    assert rows("leg_id", "usage.match_candidate") == [("near",)]


def test_direction_and_both_numbers_have_to_be_the_same_or_withheld(suppliers, legs, calls, rows):
    legs("""
        leg_id    connected_ms         direction  ani           dnis
        same      2026-03-02T15:00:00  inbound    +12125550100  +18335550100
        withheld  2026-03-02T15:00:00  inbound    -             +18335550100
        other     2026-03-02T15:00:00  inbound    +13125550111  +18335550100
        back      2026-03-02T15:00:00  outbound   +18335550100  +12125550100
        ours      2026-03-02T15:00:00  inbound    +12125550100  +18665550100
    """)
    calls("""
        carrier_call_id  event_ms
        C                2026-03-02T15:00:00
    """)
    assert rows("leg_id, is_both_numbers", "usage.match_candidate") == [("same", True), ("withheld", False)]


def test_a_ghost_and_a_chat_are_no_candidates(suppliers, legs, calls, rows):
    legs("""
        leg_id   connected_ms         status     media_type
        ghost    2026-03-02T15:00:00  excluded   voice
        chat     2026-03-02T15:00:00  connected  chat
        attempt  2026-03-02T15:00:00  attempt    voice
    """)
    calls("""
        carrier_call_id  event_ms
        C                2026-03-02T15:00:00
    """)
    assert rows("leg_id", "usage.match_candidate") == [("attempt",)]


# match_by_numbers --------------------------------------------------------------------------------------------


def test_three_calls_and_three_legs_of_a_burst_find_each_other_in_three_rounds(suppliers, legs, calls, pairs):
    """Same numbers, a second or two apart. Round 1: b–B. Then a's best free leg is A, and c is left with C."""
    legs("""
        leg_id  connected_ms         duration_ms
        A       2026-03-02T15:00:00  10_000
        B       2026-03-02T15:00:02  10_000
        C       2026-03-02T15:00:06  10_000
    """)
    calls("""
        carrier_call_id  event_ms               duration_ms
        a                2026-03-02T15:00:01.5  10_000
        b                2026-03-02T15:00:02    10_000
        c                2026-03-02T15:00:02.5  10_000
    """)
    assert pairs() == [("numbers_and_time", "a", "A"), ("numbers_and_time", "b", "B"), ("numbers_and_time", "c", "C")]


def test_a_fourth_call_of_a_burst_stays_over_after_three_rounds(given, rows):
    """Every call prefers the leg the one before it has: a round settles one pair, three rounds three."""
    lines = []
    for number, call in enumerate("abcd"):
        lines.append(f"{call} redline {chr(65 + number)} {10 * number + 5}")
        if number:
            lines.append(f"{call} redline {chr(64 + number)} {10 * number}")
    given(
        "usage.match_candidate",
        "\n".join(
            [
                "carrier_call_id supplier leg_id start_difference_ms number_rank duration_difference_ms is_both_numbers",
                *(f"{line} 0 0 true" for line in lines),
            ]
        ),
    )
    assert rows("carrier_call_id, leg_id", "usage.match_by_numbers") == [("a", "A"), ("b", "B"), ("c", "C")]


def test_equal_starts_are_told_apart_by_duration_and_then_by_id(suppliers, legs, calls, pairs):
    legs("""
        leg_id  connected_ms         duration_ms
        long    2026-03-02T15:00:00  90_000
        short   2026-03-02T15:00:00  10_000
        twin1   2026-03-02T16:00:00  10_000
        twin2   2026-03-02T16:00:00  10_000
    """)
    calls("""
        carrier_call_id  event_ms             duration_ms
        minute           2026-03-02T15:00:00  89_000
        moment           2026-03-02T15:00:00  12_000
        t1               2026-03-02T16:00:00  10_000
        t2               2026-03-02T16:00:00  10_000
    """)
    assert pairs() == [
        ("numbers_and_time", "minute", "long"),
        ("numbers_and_time", "moment", "short"),
        ("numbers_and_time", "t1", "twin1"),
        ("numbers_and_time", "t2", "twin2"),
    ]


def test_a_toll_free_record_is_tried_by_the_dialled_number_before_the_terminating_one(suppliers, legs, calls, pairs):
    legs("""
        leg_id      dnis          connected_ms
        dialled     +18335550100  2026-03-02T15:00:03
        terminated  +12125550110  2026-03-02T15:00:00
    """)
    calls("""
        carrier_call_id  terminating   event_ms
        C                +12125550110  2026-03-02T15:00:00
    """)
    assert pairs() == [("numbers_and_time", "C", "dialled")]


def test_without_a_leg_of_the_dialled_number_the_terminating_number_tells(suppliers, legs, calls, pairs):
    legs("""
        leg_id      dnis          connected_ms
        terminated  +12125550110  2026-03-02T15:00:00
    """)
    calls("""
        carrier_call_id  terminating   event_ms
        C                +12125550110  2026-03-02T15:00:00
    """)
    assert pairs() == [("numbers_and_time", "C", "terminated")]


def test_a_call_matched_by_its_id_leaves_the_legs_of_others_alone(suppliers, legs, calls, pairs):
    legs("""
        leg_id  protocol_call_id  started_ms           connected_ms
        L1      sip1              2026-03-02T15:00:00  2026-03-02T15:00:00
        L2      -                 2026-03-02T15:00:00  2026-03-02T15:00:00
    """)
    calls("""
        carrier_call_id  call_id  event_ms
        C1               sip1     2026-03-02T15:00:00
        C2               -        2026-03-02T15:00:00
    """)
    assert pairs() == [("call_id", "C1", "L1"), ("numbers_and_time", "C2", "L2")]


# match_by_own_number -----------------------------------------------------------------------------------------


def test_a_withheld_caller_is_matched_by_our_number_and_time_where_both_are_unique(suppliers, legs, calls, pairs):
    legs("""
        leg_id  ani  connected_ms         duration_ms
        L       -    2026-03-02T15:00:00  60_000
    """)
    calls("""
        carrier_call_id  event_ms             duration_ms
        C                2026-03-02T15:00:01  66_000
    """)
    assert pairs() == [("own_number_and_time", "C", "L")]


def test_durations_more_than_an_increment_apart_are_no_match_by_our_number_alone(suppliers, legs, calls, rows):
    legs("""
        leg_id  ani  connected_ms         duration_ms
        L       -    2026-03-02T15:00:00  60_000
    """)
    calls("""
        carrier_call_id  event_ms             duration_ms
        C                2026-03-02T15:00:01  66_001
    """)
    assert rows("leg_id", "usage.match_by_own_number") == []


def test_two_candidates_within_tolerance_are_no_match_by_our_number_even_if_one_lasted_as_long(
    suppliers, legs, calls, rows
):
    legs("""
        leg_id  ani  connected_ms         duration_ms
        L1      -    2026-03-02T15:00:00  60_000
        L2      -    2026-03-02T15:00:02  600_000
    """)
    calls("""
        carrier_call_id  event_ms             duration_ms
        C                2026-03-02T15:00:01  60_000
    """)
    assert rows("leg_id", "usage.match_by_own_number") == []


def test_a_withheld_caller_is_found_by_the_terminating_number_if_nobody_rang_the_dialled_one(
    suppliers, legs, calls, pairs
):
    legs("""
        leg_id  ani  dnis          connected_ms         duration_ms
        L       -    +12125550110  2026-03-02T15:00:00  60_000
    """)
    calls("""
        carrier_call_id  terminating   event_ms             duration_ms
        C                +12125550110  2026-03-02T15:00:00  60_000
    """)
    assert pairs() == [("own_number_and_time", "C", "L")]


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

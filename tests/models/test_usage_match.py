"""Which carrier call is which leg: one to one per supplier. All on 2 March 2026."""


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


def test_a_withheld_caller_on_the_dialled_number_comes_before_one_on_the_terminating_number(
    suppliers, legs, calls, rows
):
    legs("""
        leg_id      ani  dnis          connected_ms         duration_ms
        dialled     -    +18335550100  2026-03-02T15:00:00  60_000
        terminated  -    +12125550110  2026-03-02T15:00:00  60_000
    """)
    calls("""
        carrier_call_id  terminating   event_ms             duration_ms
        C                +12125550110  2026-03-02T15:00:00  60_000
    """)
    assert rows("carrier_call_id, leg_id", "usage.match_by_own_number") == [("C", "dialled")]


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

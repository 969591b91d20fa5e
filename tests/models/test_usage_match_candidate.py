"""Which carrier call and leg could be one: like is compared with like. All on 2 March 2026."""

import pytest

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

"""What a leg is: a session of the outside party, from its first connected moment to its last.
Times are seconds of 15:00 UTC on 2 March 2026."""

import pytest

from tests.models.world import T0


@pytest.fixture
def legs(rows):
    """[(leg_id, status, connected from, to)] in seconds."""
    return lambda: [
        (leg, status, (start - T0) / 1000, (end - T0) / 1000)
        for leg, status, start, end in rows("leg_id, status, connected_ms, ended_ms", "usage.leg")
    ]


def test_a_leg_runs_from_the_first_start_to_the_last_end_of_interact_hold_and_parked(conversation, legs):
    conversation("""
        session  purpose   type      from  to
        out      customer  system    0     2
        out      customer  interact  2     40
        out      customer  hold      40    50
        out      customer  parked    50    60
        out      customer  wrapup    60    90
    """)
    assert legs() == [("c/out", "connected", 2, 60)]


def test_a_session_that_never_connected_is_an_attempt_of_no_length(conversation, legs):
    conversation("""
        session  purpose   direction  type        from  to
        out      customer  outbound   contacting  0     1
        out      customer  outbound   dialing     1     31
    """)
    assert legs() == [("c/out", "attempt", 0, 0)]


def test_a_connected_interval_of_no_length_is_an_attempt(conversation, legs):
    conversation("""
        session  purpose   type      from  to
        out      customer  interact  5     5
    """)
    assert legs() == [("c/out", "attempt", 5, 5)]


def test_an_external_session_is_a_leg_and_the_sessions_inside_are_not(conversation, legs):
    conversation("""
        session  purpose   user  type      from  to
        out      external  -     interact  0     60
        ivr      ivr       -     ivr       0     10
        ann      user      ann   interact  10    60
    """)
    assert legs() == [("c/out", "connected", 0, 60)]


def test_a_users_own_session_is_a_leg_where_there_is_no_outside_session(conversation, legs):
    conversation("""
        session  purpose  user  direction  dnis           dnis_type  type      from  to
        ann      user     ann   outbound   +442079460011  fixed      dialing   0     5
        ann      user     ann   outbound   +442079460011  fixed      interact  5     65
    """)
    assert legs() == [("c/ann", "connected", 5, 65)]


def test_a_call_from_outside_straight_to_a_user_is_a_leg_too(conversation, legs):
    conversation("""
        session  purpose  user  direction  ani            ani_type  type      from  to
        ann      user     ann   inbound    +442079460011  fixed     interact  0     60
    """)
    assert legs() == [("c/ann", "connected", 0, 60)]


def test_a_call_between_two_users_is_no_leg(conversation, legs):
    conversation("""
        session  purpose  user  direction  ani  ani_type  dnis  dnis_type  type      from  to
        ann      user     ann   outbound   -    internal  -     internal   interact  0     60
        bob      user     bob   inbound    -    internal  -     internal   interact  0     60
    """)
    assert legs() == []


def test_a_user_who_dials_out_and_one_who_joins_are_one_leg(conversation, legs):
    conversation("""
        session  purpose  user  direction  ani            ani_type  dnis           dnis_type  type      from  to
        ann      user     ann   outbound   +12125550110   fixed     +442079460011  fixed      interact  0     60
        bob      user     bob   inbound    +442079460011  fixed     +12125550111   fixed      interact  60    90
    """)
    assert legs() == [("c/ann", "connected", 0, 60)]


def test_monitoring_coaching_and_callback_sessions_are_no_legs(conversation, legs):
    conversation("""
        session  purpose   media_type  is_observer  type      from  to
        boss     external  voice       true         interact  0     60
        back     customer  callback    false        interact  0     60
    """)
    assert legs() == []


def test_a_chat_is_a_leg_of_its_medium(conversation, rows):
    conversation("""
        session  purpose   media_type  type      from  to
        chat     customer  chat        interact  0     300
    """)
    assert rows("leg_id, media_type, duration_ms", "usage.leg") == [("c/chat", "chat", 300_000)]


def test_a_ghost_of_a_conference_is_excluded(conversation, legs):
    """Merged in, without a call id, never hung up: the platform closed it sixty days later."""
    conversation("""
        session  purpose   protocol_call_id  source_conversation_id  disconnect_type  type      from  to
        out      customer  sip1              -                       peer             interact  0     600
        ghost    customer  -                 other                   -                interact  250   5169510
    """)
    assert legs() == [("c/ghost", "excluded", 250, 5_169_510), ("c/out", "connected", 0, 600)]


@pytest.mark.parametrize(
    "call_id, source, disconnect",
    [("sip2", "other", "-"), ("-", "-", "-"), ("-", "other", "endpoint")],
    ids=["it has a call id", "it was not merged in", "it was hung up"],
)
def test_a_leg_is_no_ghost_if(call_id, source, disconnect, conversation, legs):
    conversation(f"""
        session  purpose   protocol_call_id  source_conversation_id  disconnect_type  type      from  to
        guest    customer  {call_id}         {source}                {disconnect}     interact  0     60
    """)
    assert legs() == [("c/guest", "connected", 0, 60)]


def test_an_open_leg_lasts_until_the_last_thing_seen_of_its_conversation(conversation, rows):
    conversation("""
        session  purpose   user  type      from  to
        out      customer  -     interact  0     null
        ann      agent     ann   interact  10    90
    """)
    assert rows("leg_id, duration_ms, is_open", "usage.leg") == [("c/out", 90_000, True)]


def test_a_direction_the_session_does_not_tell_is_that_of_the_conversation(given, conversation, rows):
    conversation("""
        session  purpose   type      from  to
        first    customer  interact  0     60
    """)
    given(
        "staging.session",
        """
        conversation_id  session_id  purpose   media_type
        c                second      customer  voice
        """,
    )
    given(
        "staging.segment",
        f"""
        conversation_id  session_id  segment_type  started_ms  ended_ms
        c                second      interact      {T0}        {T0 + 1000}
        """,
    )
    assert rows("leg_id, direction", "usage.leg") == [("c/first", "inbound"), ("c/second", "inbound")]


# one call in two conversations --------------------------------------------------------------------------------


CONFERENCE = """
    conversation  session  purpose   user  queue    protocol_call_id  type      from  to
    own           third    customer  -     -        sip7              dialing   0     10
    own           third    customer  -     -        sip7              interact  10    100
    own           ann      agent     ann   support  -                 interact  10    100
    host          caller   customer  -     -        sip1              interact  0     300
    host          third    customer  -     -        sip7              interact  100   300
    host          ann      agent     ann   support  -                 interact  0     200
    host          bob      agent     bob   billing  -                 interact  200   300
"""


def test_one_sip_call_in_two_conversations_is_one_leg_told_as_the_first(conversation, legs):
    conversation(CONFERENCE)
    assert legs() == [("host/caller", "connected", 0, 300), ("own/third", "connected", 10, 300)]


def test_a_merged_leg_is_cut_by_its_own_conversation_before_the_merge_and_by_the_hosts_after_it(conversation, rows):
    conversation(CONFERENCE)
    slices = rows("leg_id, from_ms, to_ms, user_id", "usage.slice")
    assert [row for row in slices if row[0] == "own/third"] == [
        ("own/third", 0, 190_000, "ann"),  # 90 s in her own conversation, 100 s in the conference
        ("own/third", 190_000, 290_000, "bob"),
    ]


def test_the_parts_of_a_merged_leg_are_the_sessions_of_both_conversations(conversation, rows):
    conversation(CONFERENCE)
    assert rows("call_key, part_id, status", "usage.leg_part") == [
        ("sip1", "host/caller", "connected"),
        ("sip7", "host/third", "connected"),
        ("sip7", "own/third", "connected"),
    ]


def test_a_call_that_rang_in_vain_and_then_connected_is_one_connected_leg(conversation, legs):
    conversation("""
        session  purpose   protocol_call_id  type      from  to
        first    customer  sip1              dialing   0     10
        second   customer  sip1              interact  20    60
    """)
    assert legs() == [("c/first", "connected", 20, 60)]


def test_a_leg_that_starts_outside_the_span_the_build_looks_at_is_another_months(conversation, rows):
    """The span is March in New York and a day around it: 28 February to 2 April, 05:00 and 04:00 UTC. 15:00 on 2 March
    is 58 hours after its start, and 30 days and 13 hours before its end."""
    starts = {"before": -208_801, "first": -208_800, "last": 2_638_799, "after": 2_638_800}
    lines = [f"{name} out customer interact {start} {start + 60}" for name, start in starts.items()]
    conversation("\n".join(["conversation session purpose type from to", *lines]))
    assert rows("conversation_id", "usage.leg") == [("first",), ("last",)]

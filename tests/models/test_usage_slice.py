"""How a leg is cut into slices: who had it from when to when. Times are seconds of the conversation."""

import pytest


@pytest.fixture
def slices(rows):
    """[(from, to, purpose, user, queue or flow)] in seconds."""
    who = "case when user_id <> '' then user_id when queue_id <> '' then queue_id else flow end"
    return lambda: [
        (start / 1000, end / 1000, purpose, name)
        for start, end, purpose, name in rows(f"from_ms, to_ms, purpose, {who}", "usage.slice")
    ]


def test_the_transfer_of_the_costing_rules_has_flow_wait_sales_and_support(conversation, slices):
    conversation("""
        session  purpose   user  queue    flow  type      from  to
        out      customer  -     -        -     interact  0     3660
        ivr      ivr       -     -        menu  ivr       0     20
        acd      acd       -     sales    -     interact  20    60
        ann      agent     ann   sales    -     interact  60    120
        bob      agent     bob   support  -     interact  120   3660
    """)
    assert slices() == [
        (0, 20, "flow", "menu"),
        (20, 60, "queue", "sales"),
        (60, 120, "agent", "ann"),
        (120, 3660, "agent", "bob"),
    ]


def test_the_tail_after_the_last_agent_belongs_to_that_agent(conversation, slices):
    conversation("""
        session  purpose   user  queue  type      from  to
        out      customer  -     -      interact  0     300
        ann      agent     ann   sales  interact  10    30
        ann      agent     ann   sales  wrapup    30    90
    """)
    assert slices() == [(0, 300, "agent", "ann")]


def test_a_survey_after_the_agent_belongs_to_the_agent(conversation, slices):
    conversation("""
        session  purpose          user  queue  flow    type      from  to
        out      customer         -     -      -       interact  0     60
        ann      agent            ann   sales  -       interact  0     30
        survey   voicesurveyflow  -     -      survey  ivr       30    60
    """)
    assert slices() == [(0, 60, "agent", "ann")]


def test_two_agents_at_once_lie_side_by_side_by_their_ids(conversation, rows):
    conversation("""
        session  purpose   user  queue    type      from  to
        out      customer  -     -        interact  0     60
        bob      agent     bob   support  interact  30    60
        ann      agent     ann   sales    interact  0     60
    """)
    assert rows("slice, user_id, owners, from_weight, to_weight, total_weight", "usage.slice") == [
        (1, "ann", 1, 0, 30_000 * 2520, 60_000 * 2520),
        (2, "ann", 2, 30_000 * 2520, 45_000 * 2520, 60_000 * 2520),
        (3, "bob", 2, 45_000 * 2520, 60_000 * 2520, 60_000 * 2520),
    ]


def test_three_agents_at_once_divide_a_piece_of_one_millisecond_exactly(conversation, rows):
    conversation("""
        session  purpose   user  queue  type      from  to
        out      customer  -     -      interact  0     0.001
        a        agent     a     q      interact  0     0.001
        b        agent     b     q      interact  0     0.001
        c        agent     c     q      interact  0     0.001
    """)
    assert rows("user_id, from_weight, to_weight", "usage.slice") == [("a", 0, 840), ("b", 840, 1680), ("c", 1680, 2520)]


def test_cutting_a_segment_in_two_changes_nothing(conversation, slices):
    conversation("""
        session  purpose   user  queue  type      from  to
        out      customer  -     -      interact  0     60
        ann      agent     ann   sales  interact  0     20
        ann      agent     ann   sales  hold      20    25
        ann      agent     ann   sales  interact  25    60
    """)
    assert slices() == [(0, 60, "agent", "ann")]


def test_a_leg_nobody_took_is_one_slice_of_nobody(conversation, slices):
    conversation("""
        session  purpose   type      from  to
        out      customer  interact  0     12
    """)
    assert slices() == [(0, 12, "none", "")]


def test_a_gap_belongs_to_the_owner_before_it(conversation, slices):
    conversation("""
        session  purpose   user  queue    type      from  to
        out      customer  -     -        interact  0     60
        ann      agent     ann   sales    interact  0     20
        bob      agent     bob   support  alert     20    30
        bob      agent     bob   support  interact  30    60
    """)
    assert slices() == [(0, 30, "agent", "ann"), (30, 60, "agent", "bob")]


def test_a_gap_at_the_legs_beginning_belongs_to_the_owner_after_it(conversation, slices):
    conversation("""
        session  purpose   user  queue  type      from  to
        out      customer  -     -      interact  0     60
        acd      acd       -     sales  interact  5     20
        ann      agent     ann   sales  interact  20    60
    """)
    assert slices() == [(0, 20, "queue", "sales"), (20, 60, "agent", "ann")]


def test_an_agent_beats_a_flow_and_a_queue_that_run_beside_it(conversation, slices):
    conversation("""
        session  purpose   user  queue    flow  type      from  to
        out      customer  -     -        -     interact  0     60
        ann      agent     ann   sales    -     interact  0     60
        ivr      ivr       -     -        menu  ivr       10    20
        acd      acd       -     support  -     interact  20    40
    """)
    assert slices() == [(0, 60, "agent", "ann")]


def test_a_consultation_shares_the_time_both_agents_are_there(conversation, slices):
    """Ann consults Bob from 30 and leaves at 50: 20 s are shared, then Bob has the caller."""
    conversation("""
        session  purpose   user  queue    type      from  to
        out      customer  -     -        interact  0     90
        ann      agent     ann   sales    interact  0     30
        ann      agent     ann   sales    hold      30    50
        bob      agent     bob   support  interact  30    90
    """)
    assert slices() == [
        (0, 30, "agent", "ann"),
        (30, 50, "agent", "ann"),
        (30, 50, "agent", "bob"),
        (50, 90, "agent", "bob"),
    ]


def test_a_voicemail_has_what_follows_the_queue(conversation, slices):
    conversation("""
        session  purpose    user  queue  type       from  to
        out      customer   -     -      interact   0     60
        acd      acd        -     sales  interact   0     20
        mail     voicemail  -     sales  voicemail  20    60
    """)
    assert slices() == [(0, 20, "queue", "sales"), (20, 60, "voicemail", "sales")]


def test_every_slice_of_a_leg_has_its_number_and_the_legs_whole_weight(conversation, rows):
    conversation("""
        session  purpose   user  queue  flow  type      from  to
        out      customer  -     -      -     interact  0     10
        ivr      ivr       -     -      menu  ivr       0     4
        ann      agent     ann   sales  -     interact  4     10
    """)
    assert rows("leg_id, slice, from_weight, to_weight, total_weight", "usage.slice") == [
        ("c/out", 1, 0, 4_000 * 2520, 10_000 * 2520),
        ("c/out", 2, 4_000 * 2520, 10_000 * 2520, 10_000 * 2520),
    ]


def test_an_attempt_is_one_undivided_slice(conversation, rows):
    conversation("""
        session  purpose   user  queue  direction  type     from  to
        out      customer  -     -      outbound   dialing  0     30
        ann      agent     ann   sales  outbound   dialing  0     30
    """)
    assert rows("slice, user_id, queue_id, from_weight, to_weight, total_weight", "usage.slice") == [
        (1, "ann", "sales", 0, 1, 1)
    ]


def test_a_ghost_has_no_slice(conversation, rows):
    conversation("""
        session  purpose   protocol_call_id  source_conversation_id  type      from  to
        ghost    customer  -                 other                   interact  0     5169510
    """)
    assert rows("leg_id", "usage.slice") == []


def test_a_chat_is_divided_by_the_time_its_agents_had_it(conversation, slices):
    """The queue and the bot have no part where an agent had one; what lies between two agents is the first's."""
    conversation("""
        session  purpose   media_type  user  queue    flow  type      from  to
        out      customer  chat        -     -        -     interact  0     100
        bot      workflow  chat        -     -        bot   interact  0     10
        acd      acd       chat        -     sales    -     interact  10    40
        ann      agent     chat        ann   sales    -     interact  40    60
        bob      agent     chat        bob   support  -     interact  70    100
    """)
    assert slices() == [(0, 70, "agent", "ann"), (70, 100, "agent", "bob")]


def test_a_chat_no_agent_took_belongs_to_its_last_queue(conversation, slices):
    conversation("""
        session  purpose   media_type  queue    type      from  to
        out      customer  chat        -        interact  0     100
        first    acd       chat        sales    interact  10    40
        last     acd       chat        support  interact  40    90
    """)
    assert slices() == [(0, 100, "queue", "support")]


def test_a_chat_that_reached_no_queue_belongs_to_its_flow(conversation, slices):
    conversation("""
        session  purpose   media_type  flow  type      from  to
        out      customer  chat        -     interact  0     100
        bot      botflow   chat        bot   interact  10    40
    """)
    assert slices() == [(0, 100, "flow", "bot")]

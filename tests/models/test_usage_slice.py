"""How a leg is cut into slices: docs are in the models of telcost/models/usage."""

import pytest


@pytest.fixture
def conversation(given):
    """conversation(sessions, segments): one inbound voice call of conversation c; times in seconds of 15:00 UTC on 2 March."""

    def make(sessions: str, segments: str, leg: int) -> None:
        given(
            "staging.conversation", "conversation_id direction started_ms ended_ms file_id line\nc inbound 0 null f 1"
        )
        lines = [
            "conversation_id session_id purpose media_type direction ani ani_country dnis dnis_type dnis_country protocol_call_id"
            " campaign_id user_id flow_id flow_name is_observer file_id line",
            "c leg customer voice inbound +12125550100 US +18335550100 toll_free US sip1 - - - - false f 1",
        ]
        for row in sessions.strip().splitlines():
            name, purpose, user, flow = row.split()
            lines.append(f"c {name} {purpose} voice inbound - - - - - - - {user} - {flow} false f 1")
        given("staging.session", "\n".join(lines))
        start = 1_772_463_600
        lines = [
            "conversation_id session_id position segment_type started_ms ended_ms queue_id disconnect_type source_conversation_id",
            f"c leg 1 interact {start}000 {start + leg}000 - peer -",
        ]
        for position, row in enumerate(segments.strip().splitlines(), 1):
            name, kind, begin, end, queue = row.split()
            lines.append(f"c {name} {position} {kind} {start + int(begin)}000 {start + int(end)}000 {queue} - -")
        given("staging.segment", "\n".join(lines))

    return make


def slices(rows):
    return [
        (from_ms // 1000, to_ms // 1000, purpose, who)
        for from_ms, to_ms, purpose, who in rows(
            "from_ms, to_ms, purpose, case when user_id <> '' then user_id when queue_id <> '' then queue_id else flow end",
            "usage.slice",
        )
    ]


def test_the_transfer_of_the_costing_rules_has_flow_wait_sales_and_support(conversation, rows):
    conversation(
        "ivr ivr - menu\nacd acd - -\nann agent ann -\nbob agent bob -",
        "ivr ivr 0 20 -\nacd interact 20 60 sales\nann interact 60 120 sales\nbob interact 120 3660 support",
        leg=3660,
    )
    assert slices(rows) == [
        (0, 20, "flow", "menu"),
        (20, 60, "queue", "sales"),
        (60, 120, "agent", "ann"),
        (120, 3660, "agent", "bob"),
    ]


def test_the_tail_after_the_last_agent_belongs_to_that_agent(conversation, rows):
    conversation("ann agent ann -", "ann interact 10 30 sales\nann wrapup 30 90 sales", leg=300)
    assert slices(rows) == [(0, 300, "agent", "ann")]


def test_a_survey_after_the_agent_belongs_to_the_agent(conversation, rows):
    conversation(
        "ann agent ann -\nsurvey voicesurveyflow - survey", "ann interact 0 30 sales\nsurvey ivr 30 60 -", leg=60
    )
    assert slices(rows) == [(0, 60, "agent", "ann")]


def test_two_agents_at_once_lie_side_by_side(conversation, rows):
    conversation("ann agent ann -\nbob agent bob -", "ann interact 0 60 sales\nbob interact 30 60 support", leg=60)
    assert rows("purpose, user_id, from_weight, to_weight, total_weight", "usage.slice") == [
        ("agent", "ann", 0, 30_000 * 2520, 60_000 * 2520),
        ("agent", "ann", 30_000 * 2520, 45_000 * 2520, 60_000 * 2520),
        ("agent", "bob", 45_000 * 2520, 60_000 * 2520, 60_000 * 2520),
    ]


def test_cutting_a_segment_in_two_changes_nothing(conversation, rows):
    conversation("ann agent ann -", "ann interact 0 20 sales\nann hold 20 25 sales\nann interact 25 60 sales", leg=60)
    assert slices(rows) == [(0, 60, "agent", "ann")]


def test_a_leg_nobody_took_is_one_slice_of_nobody(conversation, rows):
    conversation("", "", leg=12)
    assert slices(rows) == [(0, 12, "none", "")]


def test_a_gap_belongs_to_the_owner_before_it(conversation, rows):
    conversation(
        "ann agent ann -\nbob agent bob -",
        "ann interact 0 20 sales\nbob alert 20 30 support\nbob interact 30 60 support",
        leg=60,
    )
    assert slices(rows) == [(0, 30, "agent", "ann"), (30, 60, "agent", "bob")]


def test_an_agent_beats_a_flow_and_a_queue_that_run_beside_it(conversation, rows):
    conversation(
        "ann agent ann -\nivr ivr - menu\nacd acd - -",
        "ann interact 0 60 sales\nivr ivr 10 20 -\nacd interact 20 40 support",
        leg=60,
    )
    assert slices(rows) == [(0, 60, "agent", "ann")]

"""The steps between a segment and a slice: who can own time, what lies on a leg, its pieces. Times are seconds."""

import pytest

from tests.models.world import T0


@pytest.fixture
def intervals(rows):
    """[(session, precedence, user, queue, flow)]"""
    return lambda: rows("session_id, precedence, user_id, queue_id, flow", "usage.owner_interval")


@pytest.fixture
def one_leg(given):
    """A connected leg of 60 s whose one part is its conversation."""
    for name in ("leg", "leg_part"):
        part = "part_id" if name == "leg_part" else "leg_id"
        duration = "duration_ms" if name == "leg" else "conversation_id"
        given(
            f"usage.{name}",
            f"""
            {part}  call_key  media_type  status     connected_ms  ended_ms    started_ms  {duration}
            L       L         voice       connected  {T0}          {T0 + 60_000}  {T0}     {60_000 if name == "leg" else "c"}
            """,
        )


# owner_interval ----------------------------------------------------------------------------------------------


def test_agents_and_users_come_before_voicemail_queues_and_flows(conversation, intervals):
    conversation("""
        session  purpose    user  queue  flow  type       from  to
        ann      agent      ann   sales  -     interact   0     1
        bob      user       bob   -      -     hold       0     1
        eve      agent      eve   -      -     parked     0     1
        mail     voicemail  kim   sales  -     voicemail  0     1
        acd      acd        -     sales  -     interact   0     1
        menu     ivr        -     -      menu  ivr        0     1
        bot      botflow    -     -      bot   interact   0     1
    """)
    assert intervals() == [
        ("acd", 3, "", "sales", ""),
        ("ann", 1, "ann", "sales", ""),
        ("bob", 1, "bob", "", ""),
        ("bot", 4, "", "", "bot"),
        ("eve", 1, "eve", "", ""),
        ("mail", 2, "kim", "sales", ""),
        ("menu", 4, "", "", "menu"),
    ]


def test_ringing_dialling_contacting_wrap_up_and_the_outside_party_own_nothing(conversation, intervals):
    conversation("""
        session  purpose   user  queue  type        from  to
        out      customer  -     sales  interact    0     60
        ann      agent     ann   sales  contacting  0     1
        ann      agent     ann   sales  dialing     1     2
        ann      agent     ann   sales  alert       2     3
        ann      agent     ann   sales  wrapup      3     9
        acd      acd       -     sales  system      0     1
    """)
    assert intervals() == []


def test_somebody_who_listens_in_owns_nothing(conversation, intervals):
    conversation("""
        session  purpose  user  is_observer  type        from  to
        boss     agent    boss  true         interact    0     60
    """)
    assert intervals() == []


def test_a_flow_without_a_name_is_told_by_its_id(conversation, intervals):
    conversation("""
        session  purpose  flow_id  type  from  to
        menu     ivr      f-1      ivr   0     5
    """)
    assert intervals() == [("menu", 4, "", "", "f-1")]


def test_a_segment_that_never_ended_owns_nothing_yet(conversation, intervals):
    conversation("""
        session  purpose  user  type      from  to
        ann      agent    ann   interact  0     null
    """)
    assert intervals() == []


# leg_interval ------------------------------------------------------------------------------------------------


def test_an_interval_is_cut_to_the_leg_and_counted_from_its_start(one_leg, given, rows):
    given(
        "usage.owner_interval",
        f"""
        conversation_id  media_type  precedence  user_id  started_ms      ended_ms
        c                voice       1           early    {T0 - 5_000}    {T0 + 10_000}
        c                voice       1           late     {T0 + 50_000}   {T0 + 90_000}
        c                voice       1           before   {T0 - 5_000}    {T0}
        c                voice       1           after    {T0 + 60_000}   {T0 + 70_000}
        c                chat        1           chat     {T0}            {T0 + 60_000}
        other            voice       1           other    {T0}            {T0 + 60_000}
        """,
    )
    assert rows("user_id, from_ms, to_ms", "usage.leg_interval") == [("early", 0, 10_000), ("late", 50_000, 60_000)]


def test_a_flow_ends_where_the_first_queue_voicemail_or_agent_begins(one_leg, given, rows):
    given(
        "usage.owner_interval",
        f"""
        conversation_id  media_type  precedence  user_id  queue_id  flow    started_ms     ended_ms
        c                voice       4           -        -         menu    {T0}           {T0 + 20_000}
        c                voice       3           -        sales     -       {T0 + 15_000}  {T0 + 30_000}
        c                voice       1           ann      sales     -       {T0 + 30_000}  {T0 + 50_000}
        c                voice       4           -        -         survey  {T0 + 50_000}  {T0 + 60_000}
        """,
    )
    assert rows("precedence, flow, from_ms, to_ms", "usage.leg_interval") == [
        (1, "", 30_000, 50_000),
        (3, "", 15_000, 30_000),
        (4, "menu", 0, 15_000),
    ]


# piece, joined_piece -----------------------------------------------------------------------------------------


@pytest.fixture
def pieces(one_leg, given, rows):
    """pieces(model, intervals) → [(from, to, owners of it side by side)] of the 60 s leg."""

    def cut(model: str, intervals: str) -> list[tuple]:
        lines = ["leg_id  precedence  user_id  queue_id  flow  from_ms  to_ms"]
        for line in intervals.strip().splitlines():
            precedence, user, queue, flow, start, end = line.split()
            lines.append(f"L {precedence} {user} {queue} {flow} {start}000 {end}000")
        given("usage.leg_interval", "\n".join(lines))
        found: dict[tuple, list] = {}
        for start, end, user, queue, flow in rows("from_ms, to_ms, user_id, queue_id, flow", f"usage.{model}"):
            found.setdefault((start // 1000, end // 1000), []).append(user or queue or flow)
        return [(start, end, *who) for (start, end), who in found.items()]

    return cut


def test_a_leg_is_cut_at_every_boundary_and_the_best_precedence_owns_a_piece(pieces):
    cut = pieces(
        "piece",
        """
        4  -    -      menu  0   20
        3  -    sales  -     20  50
        1  ann  sales  -     30  60
        """,
    )
    assert cut == [(0, 20, "menu"), (20, 30, "sales"), (30, 50, "ann"), (50, 60, "ann")]


def test_one_user_in_two_sessions_is_one_owner_with_the_queue_that_is_named(pieces, rows):
    cut = pieces(
        "piece",
        """
        1  ann  sales  -  0  60
        1  ann  -      -  0  60
        """,
    )
    assert cut == [(0, 60, "ann")]
    assert rows("queue_id, owners", "usage.piece") == [("sales", 1)]


def test_one_user_for_two_queues_at_once_is_one_owner_with_the_first_of_them_by_name(pieces, rows):
    pieces(
        "piece",
        """
        1  ann  support  -  0  60
        1  ann  sales    -  0  60
        """,
    )
    assert rows("user_id, queue_id, owners", "usage.piece") == [("ann", "sales", 1)]


def test_a_leg_without_any_interval_is_one_piece_of_nobody(one_leg, given, rows):
    given("usage.leg_interval", "leg_id  from_ms  to_ms")
    assert rows("from_ms, to_ms, precedence, user_id, queue_id, flow", "usage.piece") == [(0, 60_000, 5, "", "", "")]


def test_adjacent_pieces_of_the_same_owners_are_one(pieces):
    cut = pieces(
        "joined_piece",
        """
        1  ann  sales    -  0   20
        1  ann  sales    -  20  40
        1  bob  support  -  10  40
        1  bob  support  -  40  60
        """,
    )
    assert cut == [(0, 10, "ann"), (10, 40, "ann", "bob"), (40, 60, "bob")]


def test_an_agent_who_changes_the_queue_begins_a_new_piece(pieces):
    cut = pieces(
        "joined_piece",
        """
        1  ann  sales    -  0   20
        1  ann  support  -  20  60
        """,
    )
    assert cut == [(0, 20, "ann"), (20, 60, "ann")]


def test_the_same_agent_before_and_after_another_has_two_pieces(pieces):
    cut = pieces(
        "joined_piece",
        """
        1  ann  sales  -  0   20
        1  bob  sales  -  20  40
        1  ann  sales  -  40  60
        """,
    )
    assert cut == [(0, 20, "ann"), (20, 40, "bob"), (40, 60, "ann")]


def test_four_agents_that_come_and_go_one_by_one_are_seven_pieces(pieces):
    cut = pieces(
        "joined_piece",
        """
        1  a  q  -  0   40
        1  b  q  -  10  50
        1  c  q  -  20  60
        1  d  q  -  30  60
        """,
    )
    assert cut == [
        (0, 10, "a"),
        (10, 20, "a", "b"),
        (20, 30, "a", "b", "c"),
        (30, 40, "a", "b", "c", "d"),
        (40, 50, "b", "c", "d"),
        (50, 60, "c", "d"),
    ]


# attempt_owner -----------------------------------------------------------------------------------------------


@pytest.fixture
def attempts(rows):
    return lambda: rows("leg_id, user_id, queue_id", "usage.attempt_owner")


def test_an_attempt_is_the_last_queue_and_user_on_its_way(conversation, attempts):
    conversation("""
        session  purpose   user  queue    type      from  to
        out      customer  -     -        system    0     60
        first    acd       -     sales    interact  0     20
        last     acd       -     support  interact  20    40
        ann      agent     ann   support  alert     20    30
        bob      agent     bob   support  alert     30    40
    """)
    assert attempts() == [("c/out", "bob", "support")]


def test_an_attempt_that_reached_nobody_is_nobodys(conversation, attempts, rows):
    conversation("""
        session  purpose   user  flow  type    from  to
        out      customer  -     -     system  0     60
        ivr      ivr       -     menu  ivr     0     60
    """)
    assert attempts() == [("c/out", "", "")]
    assert rows("purpose", "usage.slice") == [("none",)]


def test_a_connected_leg_is_no_attempt(conversation, attempts):
    conversation("""
        session  purpose   user  type      from  to
        out      customer  -     interact  0     60
        ann      agent     ann   interact  0     60
    """)
    assert attempts() == []

"""The first rule that answers wins; flow time before anybody is overhead, everything else that nobody owns is
unattributed and says what is missing."""

import pytest

from tests.models.world import table


@pytest.fixture
def owner_of(given, world, rows):
    """owner_of(slice, rules) → (class, department, cost centre, rule, reason) of one slice on 2 March.

    Queue q is Sales', s is shared, x nobody's; user ann is Support's, new nobody's; number +1 is Billing's."""
    given("attribution.queue_owner", """
        queue_id  local_on    department  cost_centre  is_shared  reason
        q         2026-03-02  Sales       CC-41        false      queue~q
        s         2026-03-02  -           -            true       queue~s:~shared
        x         2026-03-02  -           -            false      queue~x:~no~row
    """)  # fmt: skip
    given("attribution.user_owner", """
        user_id  local_on    department  cost_centre  reason
        ann      2026-03-02  Support     CC-51        user~ann
        wrong    2026-03-02  null        null         user~wrong:~line~5
    """)  # fmt: skip
    given("attribution.number_owner", """
        number  local_on    department  cost_centre  reason
        +1      2026-03-02  Billing     CC-52        number~+1
        +3      2026-03-02  null        null         number~+3:~line~6
    """)  # fmt: skip
    given("staging.platform_user", "user_id  name  email\nnew  Newcomer  new@example.com")

    def ask(slice_text: str, rules: str = "1 queue\n2 user\n3 number") -> tuple:
        given("staging.attribution_rule", f"position rule\n{rules}")
        row = {"leg_id": "L", "slice": 1, "purpose": "agent"} | table(slice_text)[0]
        number = row.pop("our_number", "")
        world.rows_of("usage.slice", [row])
        world.rows_of("usage.leg_place", [{"leg_id": "L", "local_on": "2026-03-02", "our_number": number}])
        return rows("class, department, cost_centre, rule, reason", "attribution.slice_owner")[0]

    return ask


def test_the_queue_is_asked_first(owner_of):
    assert owner_of("queue_id user_id our_number\nq ann +1") == ("direct", "Sales", "CC-41", "queue", "queue q")


def test_the_order_of_the_list_decides(owner_of):
    order = "1 number\n2 user\n3 queue"
    assert owner_of("queue_id user_id our_number\nq ann +1", order) == ("direct", "Billing", "CC-52", "number", "number +1")


def test_a_rule_that_is_not_listed_is_not_asked(owner_of):
    assert owner_of("queue_id user_id\nq ann", "1 user") == ("direct", "Support", "CC-51", "user", "user ann")


def test_a_queue_nobody_knows_leaves_the_answer_to_the_user_and_then_to_the_number(owner_of):
    assert owner_of("queue_id user_id our_number\nx ann +1")[1:4] == ("Support", "CC-51", "user")


def test_a_user_nobody_knows_leaves_the_answer_to_the_number(owner_of):
    assert owner_of("queue_id user_id our_number\nx new +1")[1:4] == ("Billing", "CC-52", "number")


def test_behind_a_shared_queue_neither_the_queue_nor_the_agent_answers(owner_of):
    assert owner_of("queue_id user_id our_number\ns ann +1")[1:4] == ("Billing", "CC-52", "number")


def test_behind_a_shared_queue_without_a_number_the_slice_is_unattributed(owner_of):
    owner = ("unattributed", "Unattributed", "", "unattributed", "queue s: shared")
    assert owner_of("queue_id user_id our_number\ns ann +2") == owner


def test_the_flow_before_anybody_is_overhead_unless_our_number_is_somebodys(owner_of):
    assert owner_of("purpose flow our_number\nflow menu +1")[1:4] == ("Billing", "CC-52", "number")


def test_the_flow_of_a_number_nobody_owns_is_overhead(owner_of):
    reason = "flow menu, before any queue or agent"
    owner = ("overhead", "Corporate overhead", "", "overhead", reason)
    assert owner_of("purpose flow our_number\nflow menu +2") == owner


def test_a_leg_that_reached_nobody_is_overhead(owner_of):
    owner = ("overhead", "Corporate overhead", "", "overhead", "nobody was reached")
    assert owner_of("purpose\nnone") == owner


@pytest.mark.parametrize(
    "slice_text, reason",
    [
        ("queue_id user_id our_number\nx new +2", "queue x: no row"),
        ("user_id our_number\nnew +2", "user: no row in user.csv for Newcomer (new@example.com)"),
        ("user_id our_number\ngone +2", "user: no row in user.csv for gone"),
        ("user_id our_number\nwrong +2", "user wrong: line 5"),
        ("our_number\n+2", "number: no row in number.csv for +2"),
        ("our_number\n+3", "number +3: line 6"),
        ("purpose\nvoicemail", "our own number on this call is withheld"),
    ],
)
def test_what_nobody_owns_is_unattributed_and_names_the_row_that_is_missing(slice_text, reason, owner_of):
    assert owner_of(slice_text) == ("unattributed", "Unattributed", "", "unattributed", reason)


def test_rules_in_force_are_those_of_the_legs_date(given, rows):
    given(
        "attribution.queue_owner",
        """
        queue_id  local_on    department  reason
        q         2026-03-15  Sales       r
        q         2026-03-16  Sales       r
        """,
    )
    given(
        "attribution.user_owner",
        """
        user_id  local_on    department  reason
        ann      2026-03-15  Support     r
        ann      2026-03-16  Support     r
        """,
    )
    given("attribution.number_owner", "number")
    given(
        "staging.attribution_rule",
        """
        position  rule   valid_from  valid_to
        1         queue  2026-01-01  2026-03-16
        2         user   2026-03-16  9999-12-31
        """,
    )
    given(
        "usage.slice",
        """
        leg_id  slice  queue_id  user_id
        before  1      q         ann
        from    1      q         ann
        """,
    )
    given(
        "usage.leg_place",
        """
        leg_id  local_on
        before  2026-03-15
        from    2026-03-16
        """,
    )
    assert rows("leg_id, department", "attribution.slice_owner") == [("before", "Sales"), ("from", "Support")]

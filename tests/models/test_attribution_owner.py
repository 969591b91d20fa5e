"""Whose a queue, a user, a number and a carrier call without a leg is, on a date, and why in words."""

import pytest


@pytest.fixture
def used(given, rows):
    """used(text): slices by queue, user and our number on a date of March; the owners are asked for these."""

    def tell(text: str) -> None:
        header, *lines = [line.split() for line in text.strip().splitlines()]
        for number, line in enumerate(lines):
            row = {"queue_id": "-", "user_id": "-", "our_number": "-", "local_on": "2026-03-02"} | dict(zip(header, line))
            given("usage.slice", f"leg_id queue_id user_id\nL{number} {row['queue_id']} {row['user_id']}")
            given("usage.leg_place", f"leg_id our_number local_on\nL{number} {row['our_number']} {row['local_on']}")

    given("usage.carrier_only", "carrier_call_id")
    return tell


@pytest.fixture
def platform(given):
    given(
        "staging.platform_queue",
        """
        queue_id  name           description
        q1        Inbound        -
        q2        SALES_EMEA     -
        q3        Warranty       Customer~Care~|~warranty~claims
        q4        SALES_Claims   Support~|~moved
        q5        Unheard~of     Marketing~|~campaigns
        """,
    )
    given(
        "staging.platform_user",
        """
        user_id  name  email             department
        u1       Ann   ann@example.com   -
        u2       Bob   bob@example.com   Commercial
        u3       Cyd   cyd@example.com   Accounts
        """,
    )


# queue_owner, listed_queue, named_queue, used_queue ----------------------------------------------------------


@pytest.fixture
def queues(rows):
    return lambda: rows("queue_id, department, cost_centre, rule, reason", "attribution.queue_owner")


def test_a_listed_queue_belongs_to_its_department_and_the_reason_names_the_line(
    directory, platform, used, given, queues
):
    used("queue_id\nq1")
    given(
        "landed.queue",
        """
        line  queue_id  department
        7     q1        Support
        """,
    )
    assert queues() == [("q1", "Support", "CC-51", "listed", "queue Inbound: listed under Support (queue.csv, line 7)")]


def test_a_row_by_id_comes_before_a_row_by_name(directory, platform, used, given, queues):
    used("queue_id\nq1\nq3")
    given(
        "landed.queue",
        """
        queue_id  queue      department  cost_centre
        -         ~inbound   Support     -
        q1        -          Sales       CC-411
        -         warranty   Sales       -
        """,
    )
    assert [row[:4] for row in queues()] == [
        ("q1", "Sales", "CC-411", "listed"),
        ("q3", "Sales", "CC-41", "listed"),
    ]


def test_a_queue_moves_with_the_date_of_the_leg(directory, platform, used, given, rows):
    used("""
        queue_id  local_on
        q1        2026-03-15
        q1        2026-03-16
    """)
    given(
        "landed.queue",
        """
        queue_id  department  valid_from  valid_to
        q1        Support     2026-01-01  2026-03-16
        q1        Sales       2026-03-16  9999-12-31
        """,
    )
    assert rows("cast(local_on as varchar), department", "attribution.queue_owner") == [
        ("2026-03-15", "Support"),
        ("2026-03-16", "Sales"),
    ]


def test_without_a_row_the_description_answers_and_then_the_prefix_of_the_name(directory, platform, used, queues):
    used("queue_id\nq2\nq3\nq4")
    assert queues() == [
        ("q2", "Sales", "CC-41", "prefixed", "queue SALES_EMEA: its name begins with Sales"),
        ("q3", "Support", "CC-51", "described", "queue Warranty: its description names Support"),
        ("q4", "Support", "CC-51", "described", "queue SALES_Claims: its description names Support"),
    ]


def test_the_longer_name_wins_where_two_fit(directory, given, used, queues):
    given(
        "landed.department",
        """
        department
        Sales_Claims
        """,
    )
    given("staging.platform_queue", "queue_id  name\nq  SALES_CLAIMS_EU")
    used("queue_id\nq")
    assert [row[:2] for row in queues()] == [("q", "Sales_Claims")]


def test_a_queue_nothing_places_names_the_row_that_is_missing(directory, platform, used, queues):
    used("queue_id\nq1\nq5\nq9")
    assert queues() == [
        ("q1", "", "", "", "queue Inbound: no row in queue.csv for q1"),
        ("q5", "", "", "", "queue Unheard of: no row in queue.csv for q5"),
        ("q9", "", "", "", "queue q9: no row in queue.csv for q9"),
    ]


def test_a_row_that_names_no_department_in_force_does_not_answer(directory, platform, used, given, queues):
    """A typing error creates no department: the queue's own name answers, or the reason names the wrong line."""
    used("queue_id\nq1\nq2")
    given(
        "landed.queue",
        """
        line  queue_id  department
        4     q1        Slaes
        5     q2        Slaes
        """,
    )
    assert queues() == [
        ("q1", "", "", "", "queue Inbound: queue.csv, line 4 names Slaes, no department or cost centre in force"),
        ("q2", "Sales", "CC-41", "prefixed", "queue SALES_EMEA: its name begins with Sales"),
    ]


def test_a_shared_queue_never_answers(directory, platform, used, given, queues):
    used("queue_id\nq2")
    given(
        "landed.queue",
        """
        line  queue_id  department  is_shared
        3     q2        Sales       true
        """,
    )
    reason = "queue SALES_EMEA: shared (queue.csv, line 3), and nothing else says whose call it was"
    assert queues() == [("q2", "", "", "", reason)]


def test_a_queue_is_asked_for_once_a_date_whatever_the_number_of_its_slices(directory, platform, used, rows):
    used("queue_id\nq1\nq1\nq9")
    columns = "queue_id, cast(local_on as varchar), queue"
    assert rows(columns, "attribution.used_queue") == [("q1", "2026-03-02", "Inbound"), ("q9", "2026-03-02", "")]


def test_what_queue_csv_says_of_a_queue_and_what_it_means_stand_side_by_side(directory, platform, used, given, rows):
    used("queue_id\nq1\nq2\nq3")
    given(
        "landed.queue",
        """
        line  queue_id  queue     department  cost_centre  is_shared
        2     q1        -         Commercial  -            false
        3     -         Warranty  Slaes       -            false
        4     q2        -         -           -            true
        5     q2        -         -           -            false
        """,
    )
    columns = "queue_id, line, is_shared, written, coalesce(department, 'nobody')"
    assert rows(columns, "attribution.listed_queue") == [
        ("q1", 2, False, "Commercial", "Sales"),
        ("q2", 4, True, "", "nobody"),
        ("q3", 3, False, "Slaes", "nobody"),
    ]


def test_a_queues_own_words_are_its_description_before_its_name(directory, platform, rows):
    columns = "queue_id, rule, rank, department, cost_centre"
    assert rows(columns, "attribution.named_queue", "name_rank = 0") == [
        ("q2", "prefixed", 1, "Sales", "CC-41"),
        ("q3", "described", 0, "Support", "CC-51"),
        ("q4", "described", 0, "Support", "CC-51"),
        ("q4", "prefixed", 1, "Sales", "CC-41"),
    ]


# user_owner, listed_user, known_user -------------------------------------------------------------------------


@pytest.fixture
def users(rows):
    """On 2 March."""
    columns = "user_id, coalesce(department, 'nobody'), coalesce(cost_centre, ''), reason"
    return lambda: rows(columns, "attribution.user_owner", "local_on = date '2026-03-02'")


def test_a_listed_user_belongs_to_the_row_by_id_before_the_row_by_email(directory, platform, used, given, users):
    used("user_id\nu1")
    given(
        "landed.user",
        """
        line  user_id  email             department  cost_centre
        2     -        ANN@example.com~  Support     -
        3     u1       -                 Sales       CC-411
        4     -        Bob@example.com   Support     -
        """,
    )
    assert users()[:2] == [
        ("u1", "Sales", "CC-411", "user Ann: listed under Sales (user.csv, line 3)"),
        ("u2", "Support", "CC-51", "user Bob: listed under Support (user.csv, line 4)"),
    ]


def test_an_unlisted_user_belongs_to_the_department_of_the_profile_if_there_is_one(directory, platform, used, users):
    used("user_id\nu1")
    assert users() == [
        ("u2", "Sales", "CC-41", "user Bob: the Genesys Cloud profile names Sales"),
        ("u3", "nobody", "", "user Cyd: no row in user.csv, and the Genesys Cloud profile names Accounts,"
                             " no department or cost centre in force"),
    ]  # fmt: skip


def test_a_user_moves_by_the_day(directory, platform, used, given, rows):
    used("user_id\nu1")
    given(
        "landed.user",
        """
        user_id  department  valid_from  valid_to
        u1       Support     2026-01-01  2026-03-11
        u1       Sales       2026-03-11  9999-12-31
        """,
    )
    found = rows("department, count(*)", "attribution.user_owner", "user_id = 'u1' group by department")
    assert found == [("Sales", 21), ("Support", 10)]


def test_a_user_the_platform_no_longer_lists_is_known_by_id(directory, platform, used, given, users):
    used("user_id\nu9")
    given(
        "landed.user",
        """
        line  user_id  department
        8     u9       Support
        """,
    )
    assert users()[-1] == ("u9", "Support", "CC-51", "user u9: listed under Support (user.csv, line 8)")


def test_a_row_with_a_wrong_department_is_named(directory, platform, used, given, users):
    used("user_id\nu1")
    given(
        "landed.user",
        """
        line  user_id  department
        5     u1       Slaes
        """,
    )
    reason = "user Ann: user.csv, line 5 names Slaes, no department or cost centre in force"
    assert users()[0] == ("u1", "nobody", "", reason)


def test_a_user_is_known_from_the_listing_or_from_a_slice(platform, used, rows):
    used("user_id\nu1\nu9\nu9")
    assert rows("user_id, name, email, department_name", "attribution.known_user") == [
        ("u1", "Ann", "ann@example.com", ""),
        ("u2", "Bob", "bob@example.com", "commercial"),
        ("u3", "Cyd", "cyd@example.com", "accounts"),
        ("u9", "u9", "", ""),
    ]


def test_what_user_csv_says_of_a_user_on_a_day_and_what_it_means_stand_side_by_side(
    directory, platform, used, given, rows
):
    used("user_id\nu1")
    given(
        "landed.user",
        """
        line  user_id  email            department  valid_from
        2     u1       -                Sales       2026-01-01
        3     u1       -                Slaes       2026-03-02
        4     -        bob@example.com  -           2026-01-01
        """,
    )
    columns = "user_id, line, written, coalesce(department, 'nobody')"
    assert rows(columns, "attribution.listed_user", "local_on = '2026-03-01'") == [("u1", 2, "Sales", "Sales")]
    assert rows(columns, "attribution.listed_user", "local_on = '2026-03-02'") == [("u1", 3, "Slaes", "nobody")]


# number_owner ------------------------------------------------------------------------------------------------


@pytest.fixture
def numbers(rows):
    columns = "number, coalesce(department, 'nobody'), coalesce(cost_centre, ''), reason"
    return lambda: rows(columns, "attribution.number_owner")


def test_a_number_belongs_to_its_own_row_before_a_range_that_holds_it(directory, platform, used, given, numbers):
    used("our_number\n+12125550110\n+12125550111")
    given(
        "landed.number",
        """
        line  number_from   number_to     department  valid_from
        2     +12125550110  +12125550119  Support     2026-03-01
        3     +12125550110  +12125550110  Sales       2026-01-01
        """,
    )
    assert numbers() == [
        ("+12125550110", "Sales", "CC-41", "number +12125550110: belongs to Sales (number.csv, line 3)"),
        ("+12125550111", "Support", "CC-51", "number +12125550111: belongs to Support (number.csv, line 2)"),
    ]


def test_a_number_of_another_length_is_not_in_the_range(directory, platform, used, given, numbers):
    used("our_number\n+121255501101")
    given(
        "landed.number",
        """
        number_from   number_to     department
        +12125550110  +12125550119  Support
        """,
    )
    assert numbers() == []


def test_a_row_without_a_department_leaves_the_number_to_the_user_it_is_assigned_to(
    directory, platform, used, given, numbers
):
    used("our_number\n+12125550110\n+12125550111")
    given(
        "landed.number",
        """
        number_from   number_to     region
        +12125550110  +12125550119  East
        """,
    )
    given(
        "landed.did",
        """
        number        owner_type  owner_id
        +12125550110  USER        u2
        +12125550111  IVR_CONFIG  u2
        """,
    )
    reason = "number +12125550110: assigned to Bob; user Bob: the Genesys Cloud profile names Sales"
    assert numbers() == [("+12125550110", "Sales", "CC-41", reason)]


def test_a_wrong_department_is_named_for_a_number_too(directory, platform, used, given, numbers):
    used("our_number\n+12125550110")
    given(
        "landed.number",
        """
        line  number_from   number_to     department
        6     +12125550110  +12125550110  Slaes
        """,
    )
    reason = "number +12125550110: number.csv, line 6 names Slaes, no department or cost centre in force"
    assert numbers() == [("+12125550110", "nobody", "", reason)]


# carrier_call_owner ------------------------------------------------------------------------------------------


def test_a_carrier_call_without_a_leg_is_the_numbers_else_unattributed_with_the_missing_row(given, rows):
    given(
        "usage.carrier_only",
        """
        carrier_call_id  our_number    local_on
        known            +12125550110  2026-03-02
        wrong            +12125550111  2026-03-02
        unknown          +12125550112  2026-03-02
        withheld         -             2026-03-02
        """,
    )
    given(
        "attribution.number_owner",
        """
        number        local_on    department  cost_centre  reason
        +12125550110  2026-03-02  Sales       CC-41        listed
        +12125550111  2026-03-02  null        null         line~6~is~wrong
        """,
    )
    columns = "carrier_call_id, class, department, cost_centre, rule, reason"
    no_row = "no conversation for this call; number: no row in number.csv names a department for "
    assert rows(columns, "attribution.carrier_call_owner") == [
        ("known", "direct", "Sales", "CC-41", "number", "no conversation for this call; listed"),
        ("unknown", "unattributed", "Unattributed", "", "unattributed", no_row + "+12125550112"),
        ("withheld", "unattributed", "Unattributed", "", "unattributed", no_row + "a withheld number"),
        ("wrong", "unattributed", "Unattributed", "", "unattributed", "no conversation for this call; line 6 is wrong"),
    ]

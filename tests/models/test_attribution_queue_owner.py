"""Whose a queue is on a date, and why in words."""

import pytest

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


DAYS = "queue_id local_on\nq1 2026-03-01\nq1 2026-03-02\nq1 2026-03-03"


def test_a_row_counts_from_its_first_day_to_the_day_before_its_last(directory, platform, used, given, rows):
    used(DAYS)
    given("landed.queue", "queue_id department valid_from valid_to\nq1 Support 2026-03-02 2026-03-03")
    assert [row[0] for row in rows("department", "attribution.queue_owner")] == ["", "", "Support"]
    assert rows("cast(local_on as varchar)", "attribution.queue_owner", "department <> ''") == [("2026-03-02",)]


def test_a_row_answers_while_the_department_it_names_is_in_force(platform, used, given, rows):
    used(DAYS)
    given("landed.department", "department valid_from valid_to\nSupport 2026-03-02 2026-03-03")
    given("landed.queue", "queue_id department\nq1 Support")
    assert rows("cast(local_on as varchar)", "attribution.queue_owner", "department <> ''") == [("2026-03-02",)]


def test_a_queues_own_words_answer_while_the_department_they_name_is_in_force(platform, used, given, rows):
    used(DAYS.replace("q1", "q2"))
    given("landed.department", "department valid_from valid_to\nSales 2026-03-02 2026-03-03")
    assert rows("cast(local_on as varchar)", "attribution.queue_owner", "department <> ''") == [("2026-03-02",)]


def test_of_two_rows_in_force_the_one_that_began_later_answers_and_one_cell_is_enough(
    directory, platform, used, given, queues
):
    used("queue_id\nq1\nq5")
    given(
        "landed.queue",
        """
        queue_id  department  cost_centre  valid_from
        q1        Sales       -            2025-01-01
        q1        Support     -            2026-01-01
        q5        -           CC-51        2025-01-01
        q5        -           -            2026-01-01
        """,
    )
    assert [row[:3] for row in queues()] == [("q1", "Support", "CC-51"), ("q5", "Support", "CC-51")]


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

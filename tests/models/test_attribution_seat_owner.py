"""Whose a billed seat is, by days of membership in the month."""

import pytest


@pytest.fixture
def seats(given, rows):
    given(
        "staging.billable_seat",
        """
        supplier  charge_name  entity           used_ms
        genesys   CX~3         ann@example.com  5
        genesys   CX~2         ann@example.com  9
        """,
    )
    given("staging.day", "local_on\n" + "\n".join(f"2026-03-{day:02}" for day in range(1, 32)))
    columns = "entity, user_id, department, cost_centre, class, days, from_days, to_days, total_days, part"
    return lambda: rows(columns, "attribution.seat_owner")


def belongs(given, days: range, department: str, cost_centre: str, user: str = "u") -> None:
    lines = [f"{user} 2026-03-{day:02} {department} {cost_centre} because~{department}" for day in days]
    given("attribution.user_owner", "\n".join(["user_id local_on department cost_centre reason", *lines]))


def test_a_seat_belongs_to_its_users_department_for_all_days(seats, given):
    given("staging.platform_user", "user_id  email\nu  Ann@Example.com~")
    belongs(given, range(1, 32), "Sales", "CC-41")
    assert seats() == [("ann@example.com", "u", "Sales", "CC-41", "direct", 31, 0, 31, 31, 1)]


def test_who_moves_on_the_eleventh_leaves_ten_days_behind(seats, given):
    given("staging.platform_user", "user_id  email\nu  ann@example.com")
    belongs(given, range(1, 11), "Support", "CC-51")
    belongs(given, range(11, 32), "Sales", "CC-41")
    assert seats() == [
        ("ann@example.com", "u", "Sales", "CC-41", "direct", 21, 0, 21, 31, 1),
        ("ann@example.com", "u", "Support", "CC-51", "direct", 10, 21, 31, 31, 2),
    ]


def test_days_no_rule_places_are_unattributed(seats, given, rows):
    given("staging.platform_user", "user_id  email\nu  ann@example.com")
    belongs(given, range(1, 11), "Support", "CC-51")
    assert rows("department, class, days, reason", "attribution.seat_owner") == [
        ("Support", "direct", 10, "because Support"),
        ("Unattributed", "unattributed", 21, "user: no row in user.csv for ann@example.com"),
    ]


def test_an_entity_that_is_no_user_is_unattributed(seats, given):
    given("staging.platform_user", "user_id  email")
    given("attribution.user_owner", "user_id")
    assert seats() == [("ann@example.com", "", "Unattributed", "", "unattributed", 31, 0, 31, 31, 1)]


def test_a_user_and_a_predecessor_with_the_same_address_are_one_seat_of_the_active_one(seats, given):
    given(
        "staging.platform_user",
        """
        user_id  email            state     version
        a        ann@example.com  inactive  9
        b        ann@example.com  active    1
        u        ann@example.com  active    2
        """,
    )
    belongs(given, range(1, 32), "Support", "CC-51", user="a")
    belongs(given, range(1, 32), "Sales", "CC-41")
    assert seats() == [("ann@example.com", "u", "Sales", "CC-41", "direct", 31, 0, 31, 31, 1)]

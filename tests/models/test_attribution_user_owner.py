"""Whose a user is on a day, and why in words."""

import pytest

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


ONE_DAY = [("2026-03-02",)]


def test_a_row_counts_from_its_first_day_to_the_day_before_its_last(directory, platform, used, given, rows):
    used("user_id\nu1")
    given("landed.user", "user_id department valid_from valid_to\nu1 Support 2026-03-02 2026-03-03")
    assert rows("cast(local_on as varchar)", "attribution.user_owner", "user_id = 'u1'") == ONE_DAY


@pytest.mark.parametrize("user", ["u1", "u2"], ids=["listed", "by profile"])
def test_a_department_answers_while_it_is_in_force(user, platform, used, given, rows):
    used("user_id\nu1")
    given("landed.department", "department valid_from valid_to\nCommercial 2026-03-02 2026-03-03")
    given("landed.user", "user_id department\nu1 Commercial")
    where = f"user_id = '{user}' and department is not null"
    assert rows("cast(local_on as varchar)", "attribution.user_owner", where) == ONE_DAY


def test_of_two_rows_in_force_the_one_that_began_later_answers_and_one_cell_is_enough(
    directory, platform, used, given, users
):
    used("user_id\nu1")
    given(
        "landed.user",
        """
        user_id  department  cost_centre  valid_from
        u1       Sales       -            2025-01-01
        u1       -           CC-51        2026-01-01
        u1       -           -            2026-02-01
        """,
    )
    assert users()[0][:3] == ("u1", "Support", "CC-51")


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

"""Whose a number and a carrier call without a leg is on a date, and why in words."""

import pytest

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


DAYS = "our_number local_on\n+12125550110 2026-03-01\n+12125550110 2026-03-02\n+12125550110 2026-03-03"
RANGE = "+12125550110  +12125550119"


ONE_DAY, ALWAYS = "2026-03-02 2026-03-03", "2020-01-01 9999-12-31"


@pytest.mark.parametrize("row, department", [(ONE_DAY, ALWAYS), (ALWAYS, ONE_DAY)])
def test_a_row_answers_while_it_and_the_department_it_names_are_in_force(row, department, platform, used, given, rows):
    used(DAYS)
    given("landed.department", f"department valid_from valid_to\nSupport {department}")
    given("landed.number", f"number_from number_to department valid_from valid_to\n{RANGE} Support {row}")
    where = "department is not null"
    assert rows("cast(local_on as varchar)", "attribution.number_owner", where) == [("2026-03-02",)]


def test_of_two_rows_in_force_the_one_that_began_later_answers_and_one_cell_is_enough(
    directory, platform, used, given, numbers
):
    used("our_number\n+12125550110")
    given(
        "landed.number",
        f"""
        number_from   number_to     department  cost_centre  valid_from
        {RANGE} Sales       -            2025-01-01
        {RANGE} -           CC-51        2026-01-01
        {RANGE} -           -            2026-02-01
        """,
    )
    assert numbers()[0][:3] == ("+12125550110", "Support", "CC-51")


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

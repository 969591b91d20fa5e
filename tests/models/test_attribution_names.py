"""Who is meant by what a list, a queue or a profile says: only names in force mean anybody."""

from telcost.periods import Period


def meant(rows, model="name", columns="name, department, cost_centre"):
    return rows(f"{columns}, cast(valid_from as varchar), cast(valid_to as varchar)", f"attribution.{model}")


ALWAYS = ("0001-01-01", "9999-12-31")


# name --------------------------------------------------------------------------------------------------------


def test_a_department_is_known_by_its_name_its_label_and_its_aliases(directory, rows):
    names = {row[0] for row in rows("name, rank", "attribution.name") if row[1] == 0}
    assert names == {"sales", "commercial", "support", "customer care"}


def test_a_cost_centre_is_known_by_its_code_and_label_and_gives_its_department(directory, rows):
    found = rows("name, department, cost_centre", "attribution.name", "rank = 1")
    assert found == [
        ("care", "Support", "CC-51"),
        ("cc-41", "Sales", "CC-41"),
        ("cc-411", "Sales", "CC-411"),
        ("cc-51", "Support", "CC-51"),
        ("sales", "Sales", "CC-41"),
        ("sales emea", "Sales", "CC-411"),
    ]


def test_a_cost_centre_without_a_department_means_nobody(directory, rows):
    assert rows("name", "attribution.name", "name in ('cc-4', 'company')") == []


def test_names_are_compared_trimmed_and_in_lower_case(given, rows):
    given(
        "landed.department",
        """
        department
        ~SaLes~
        """,
    )
    assert rows("name, department", "attribution.name") == [("sales", " SaLes ")]


def test_a_department_has_the_default_cost_centre_of_the_time(given, rows):
    given(
        "landed.department",
        """
        department  valid_from  valid_to
        Sales       2026-01-01  9999-12-31
        """,
    )
    given(
        "landed.cost_centre",
        """
        cost_centre  department  is_default  valid_from  valid_to
        old          Sales       true        2025-01-01  2026-03-16
        new          Sales       true        2026-03-16  9999-12-31
        before       Sales       true        2025-01-01  2026-01-01
        other        Sales       false       2025-01-01  9999-12-31
        """,
    )
    columns = "cost_centre, cast(valid_from as varchar), cast(valid_to as varchar)"
    assert rows(columns, "attribution.name", "name = 'sales'") == [
        ("", "2026-01-01", "9999-12-31"),
        ("new", "2026-03-16", "9999-12-31"),
        ("old", "2026-01-01", "2026-03-16"),
    ]


# meaning -----------------------------------------------------------------------------------------------------


def test_what_a_list_writes_means_a_department_with_its_default_or_one_of_its_cost_centres(directory, given, rows):
    given(
        "landed.queue",
        """
        queue_id  department   cost_centre
        a         Commercial   -
        b         Sales        CC-411
        c         -            CC-411
        d         Sales        CC-51
        e         Slaes        -
        f         CC-411       -
        """,
    )
    columns = "department_name, cost_centre_name, department, cost_centre"
    assert rows(columns, "attribution.meaning", "rank < 2") == [
        ("", "cc-411", "Sales", "CC-411"),
        ("cc-411", "", "Sales", "CC-411"),
        ("commercial", "", "Sales", "CC-41"),
        ("sales", "cc-411", "Sales", "CC-411"),
    ]


def test_users_numbers_and_invoice_rules_are_read_the_same_way(directory, given, rows):
    given("landed.user", "department  cost_centre\nSupport  -")
    given("landed.number", "department  cost_centre\n-  CC-51")
    given("landed.invoice_rule", "department  cost_centre\nSales  CC-41")
    columns = "department_name, cost_centre_name, department, cost_centre"
    assert rows(columns, "attribution.meaning", "rank < 2") == [
        ("", "cc-51", "Support", "CC-51"),
        ("sales", "cc-41", "Sales", "CC-41"),
        ("support", "", "Support", "CC-51"),
    ]


# default_cost_centre -----------------------------------------------------------------------------------------


def test_a_department_has_one_default_in_a_month_the_latest(directory, given, world, rows):
    given(
        "landed.cost_centre",
        """
        cost_centre  department  is_default  valid_from  valid_to
        CC-42        Sales       true        2026-03-16  9999-12-31
        CC-43        Sales       true        2026-04-01  9999-12-31
        CC-52        Legal       true        2020-01-01  2026-03-01
        CC-53        Legal       true        2026-04-01  9999-12-31
        """,
    )
    given(
        "landed.department",
        """
        department  label  shares  valid_from  valid_to
        Legal       Law    true    2020-01-01  2026-03-16
        Legal       Laws   false   2026-03-16  9999-12-31
        Gone        Gone   true    2020-01-01  2026-03-01
        Coming      Come   true    2026-04-01  9999-12-31
        """,
    )
    world.calendar(Period.parse("2026-03"))
    assert rows("department, label, cost_centre, shares", "attribution.default_cost_centre") == [
        ("Legal", "Laws", "", False),
        ("Sales", "Sales", "CC-42", True),
        ("Support", "Customer Care", "CC-51", True),
    ]

"""Cost lines of invoices, and postings in minor units."""

import pytest

# posting -----------------------------------------------------------------------------------------------------


@pytest.fixture
def postings(given, rows):
    """postings(line's micro, {department: micro}) → {department: minor units}"""

    def post(line: int, minor: int = 10_000, **departments: int) -> dict:
        given("cost.billed_line", f"invoice_line_id amount_micro minor_micro\nI {line} {minor}")
        lines = [f"I direct outbound {name.replace('_', '~')} CC {amount}" for name, amount in departments.items()]
        given("allocation.cost_line", "\n".join(["invoice_line_id class kind department cost_centre amount_micro", *lines]))
        found = dict(rows("department, amount_cents", "allocation.posting"))
        assert sum(found.values()) * minor == line
        return found

    return post


def test_a_line_is_posted_in_whole_cents_by_largest_remainder(postings):
    """1.00 of 0.337, 0.336 and 0.327: floors 33, 33, 32; two cents are left for .7 and .7 by name."""
    assert postings(1_000_000, Sales=337_000, Support=336_000, Legal=327_000) == {"Sales": 34, "Support": 33, "Legal": 33}


def test_equal_remainders_are_told_apart_by_the_postings_key(postings):
    assert postings(10_000, Sales=5_000, Support=5_000) == {"Sales": 1, "Support": 0}


def test_negative_amounts_are_floored_downwards_and_made_whole_again(postings):
    """−0.01 of −0.013 and 0.003: floors −2 and 0; one cent is left, for the remainder .7."""
    assert postings(-10_000, Sales=-13_000, Support=3_000) == {"Sales": -1, "Support": 0}


def test_a_credit_note_is_posted_to_the_cent(postings):
    assert postings(-1_000_000, Sales=-333_333, Support=-333_333, Legal=-333_334) == {
        "Legal": -34, "Sales": -33, "Support": -33}  # fmt: skip


def test_a_posting_of_whole_cents_is_itself(postings):
    assert postings(0, Sales=10_000, Corporate_overhead=-10_000) == {"Sales": 1, "Corporate overhead": -1}


def test_an_estimate_is_posted_to_its_rounded_sum(postings):
    """Our own sum is 0.016: the estimate says 0.02."""
    assert postings(20_000, Sales=8_000, Support=8_000) == {"Sales": 1, "Support": 1}


def test_yen_are_posted_whole(postings):
    assert postings(3_000_000, minor=1_000_000, Sales=1_600_000, Support=1_400_000) == {"Sales": 2, "Support": 1}


def test_cost_lines_of_one_posting_are_added_up_before_anything_is_rounded(given, rows):
    given("cost.billed_line", "invoice_line_id amount_micro minor_micro\nI 10_000 10_000")
    given(
        "allocation.cost_line",
        """
        invoice_line_id  class   kind      pool  department  cost_centre  amount_micro
        I                direct  outbound  -     Sales       CC-41        2_500
        I                direct  outbound  -     Sales       CC-41        2_500
        I                direct  outbound  -     Sales       CC-411       5_000
        """,
    )
    assert rows("cost_centre, amount_cents, amount_micro", "allocation.posting") == [
        ("CC-41", 1, 5_000),
        ("CC-411", 0, 5_000),
    ]


# invoice_cost_line, cost_line --------------------------------------------------------------------------------


@pytest.fixture
def invoice_lines(given, rows):
    given("allocation.share", "invoice_line_id")

    def lines(text: str, columns: str) -> list[tuple]:
        given("cost.billed_line", text)
        return rows(columns, "allocation.invoice_cost_line")

    return lines


def test_variance_is_a_line_of_overhead_that_says_in_which_direction(invoice_lines):
    text = """
        invoice_line_id  explained_by  product  description  variance_micro  amount_micro
        more             usage         Usage    Domestic     500             34_000
        less             licence       -        Seats        -500            34_000
        even             usage         Usage    -            0               34_000
    """
    assert invoice_lines(text, "source_id, part, class, department, amount_micro, reason") == [
        ("less", "variance", "variance", "Corporate overhead", -500, "billed less than our records explain: Seats"),
        ("more", "variance", "variance", "Corporate overhead", 500, "billed more than our records explain: Usage, Domestic"),
    ]


def test_a_fixed_line_is_direct_and_an_unexplained_or_unmapped_one_unattributed_in_full(invoice_lines):
    text = """
        invoice_line_id  explained_by  description  department  cost_centre  rule_line  amount_micro
        fixed            fixed         Porting      Sales       CC-41        7          500
        nothing          -             Fee          -           -            0          84
        wrong            unmapped      Porting      Slaes       -            8          -20
    """
    assert invoice_lines(text, "source_id, part, class, department, cost_centre, amount_micro, reason") == [
        ("fixed", "fixed", "direct", "Sales", "CC-41", 500, "Porting: assigned to Sales (invoice_rule.csv, line 7)"),
        ("nothing", "unexplained", "unattributed", "Unattributed", "", 84, "Fee: no row in invoice_rule.csv explains this line"),
        ("wrong", "unexplained", "unattributed", "Unattributed", "", -20,
         "Porting: invoice_rule.csv, line 8 names Slaes, no department or cost centre in force"),
    ]  # fmt: skip


def test_a_share_of_a_pool_is_a_line_that_names_the_driver(given, rows):
    given("cost.billed_line", "invoice_line_id explained_by amount_micro\nI pool 100")
    given(
        "allocation.share",
        """
        invoice_line_id  pool      driver        class     department          cost_centre  amount_micro
        I                platform  interactions  shared    Sales               CC-41        100
        J                platform  seats         overhead  Corporate~overhead  -            7
        """,
    )
    assert rows("source_id, part, class, amount_micro, reason, evidence", "allocation.invoice_cost_line") == [
        ("I:platform", "Sales", "shared", 100, "pool platform: shared by interactions", "share"),
        ("J:platform", "Corporate overhead", "overhead", 7,
         "pool platform: its driver seats counted nothing this month", "share"),
    ]  # fmt: skip


def test_a_line_of_usage_names_the_invoice_line_that_bills_it_and_an_account_the_cost_centre_that_absorbs_it(given, rows):
    given("staging.policy", "policy value\nabsorbed_by CC-62")
    given(
        "cost.direct_line",
        """
        kind      source_id  part  supplier  product  reach     class         department          cost_centre  amount_micro
        outbound  C          1     redline   U        domestic  direct        Sales               CC-41        5
        outbound  C          2     redline   U        domestic  overhead      Corporate~overhead  -            7
        outbound  C          3     redline   U        domestic  unattributed  Unattributed        -            8
        """,
    )
    given(
        "cost.usage_line",
        """
        supplier  kind      product  reach          invoice_line_id
        redline   outbound  U        domestic       home
        redline   outbound  U        international  abroad
        """,
    )
    given(
        "allocation.invoice_cost_line",
        """
        kind      source_id  part      class     department          cost_centre  amount_micro
        outbound  I          variance  variance  Corporate~overhead  -            9
        """,
    )
    columns = "source_id, part, invoice_line_id, department, cost_centre, amount_micro"
    assert rows(columns, "allocation.cost_line") == [
        ("C", "1", "home", "Sales", "CC-41", 5),
        ("C", "2", "home", "Corporate overhead", "CC-62", 7),
        ("C", "3", "home", "Unattributed", "CC-62", 8),
        ("I", "variance", "", "Corporate overhead", "CC-62", 9),
    ]

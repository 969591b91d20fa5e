"""Who shares the rest: drivers, weights, shares in micro-units, postings in minor units, the cost lines."""

import pytest

# driver ------------------------------------------------------------------------------------------------------


@pytest.fixture
def measured(given, rows):
    """measured(text) → rows of a driver; the text is a table of slices with their leg and owner. In the month, connected
    voice, class direct and purpose agent where it does not say otherwise."""
    given(
        "attribution.default_cost_centre",
        """
        department  cost_centre  shares
        Sales       CC-41        true
        Support     CC-51        true
        Legal       CC-63        false
        """,
    )
    given("attribution.seat_owner", "department days\nSales 31\nSales 10\nSupport 21\nUnattributed 5")

    def measure(driver: str, text: str) -> list[tuple]:
        usual = {"purpose": "agent", "class": "direct", "status": "connected", "media_type": "voice", "is_in_month": "true",
                 "ms": "0"}  # fmt: skip
        header, *lines = [line.split() for line in text.strip().splitlines()]
        for number, line in enumerate(lines):
            row = usual | dict(zip(header, line))
            given("usage.leg", f"leg_id status media_type\nL{number} {row['status']} {row['media_type']}")
            given("usage.leg_place", f"leg_id is_in_month\nL{number} {row['is_in_month']}")
            given("usage.slice", "leg_id slice conversation_id purpose from_weight to_weight\n"
                                 f"L{number} 1 {row['conversation']} {row['purpose']} 0 {int(row['ms']) * 2520}")  # fmt: skip
            given("attribution.slice_owner", f"leg_id slice department class\nL{number} 1 {row['department']} {row['class']}")
            given("usage.owner_interval", f"conversation_id\n{row.get('served_in', row['conversation'])}")
        return rows("department, cost_centre, quantity_micro, weight", "allocation.driver", f"driver = '{driver}'")

    return measure


def test_a_conversation_weighs_one_shared_equally_by_the_departments_that_had_it(measured):
    """a: Sales and Support; b: Sales twice; c: Support. Sales 1.5, Support 1.5."""
    text = """
        conversation  department
        a             Sales
        a             Support
        b             Sales
        b             Sales
        c             Support
    """
    assert measured("interactions", text) == [("Sales", "CC-41", 1_500_000, 3780), ("Support", "CC-51", 1_500_000, 3780)]


def test_a_chat_a_voicemail_and_a_queue_weigh_and_a_flow_an_attempt_or_another_month_do_not(measured):
    text = """
        conversation  department  purpose    media_type  status     is_in_month  class
        chat          Sales       agent      chat        connected  true         direct
        mail          Sales       voicemail  voice       connected  true         direct
        wait          Sales       queue      voice       connected  true         direct
        menu          Sales       flow       voice       connected  true         direct
        rang          Sales       agent      voice       attempt    true         direct
        april         Sales       agent      voice       connected  false        direct
        nobody        Unattributed  agent    voice       connected  true         unattributed
    """
    assert measured("interactions", text) == [("Sales", "CC-41", 3_000_000, 3 * 2520)]


def test_who_has_a_merged_leg_in_another_conversation_weighs_there(measured):
    """Of `own` Support had a piece; what Sales had of the leg after the merge was in `host`, with a leg of its own."""
    text = """
        conversation  department  served_in
        own           Sales       host
    """
    assert measured("interactions", text) == []


def test_a_department_that_does_not_share_in_pools_takes_its_part_of_a_conversation_with_it(measured):
    text = """
        conversation  department
        a             Sales
        a             Legal
    """
    assert measured("interactions", text) == [("Sales", "CC-41", 500_000, 1260)]


def test_three_departments_have_a_third_of_a_conversation_each(measured, given):
    given("attribution.default_cost_centre", "department shares\nBilling true")
    text = """
        conversation  department
        a             Sales
        a             Support
        a             Billing
    """
    assert [row[2:] for row in measured("interactions", text)] == [(333_333, 840)] * 3


def test_minutes_are_connected_voice_time(measured):
    text = """
        conversation  department  ms       media_type  status     is_in_month
        a             Sales       90_000   voice       connected  true
        b             Sales       30_000   voice       connected  true
        c             Support     1_000    voice       connected  true
        d             Support     600_000  chat        connected  true
        e             Support     600_000  voice       connected  false
    """
    assert [row[::2] for row in measured("minutes", text)] == [("Sales", 2_000_000), ("Support", 16_666)]


def test_seats_are_seat_days(measured):
    assert measured("seats", "conversation department\na Sales") == [
        ("Sales", "CC-41", 41_000_000, 41),
        ("Support", "CC-51", 21_000_000, 21),
    ]


# share -------------------------------------------------------------------------------------------------------


@pytest.fixture
def shares(given, rows):
    """shares(amount, weights) → {department: micro} of one pooled invoice line."""
    given("staging.pool", "pool driver\nplatform interactions")

    def share(amount: int, **weights: int) -> dict:
        given("cost.billed_line", f"invoice_line_id kind explained_by pool amount_micro\nI platform_subscription pool platform {amount}")
        lines = [f"interactions {department} CC-{department} {weight}" for department, weight in weights.items()]
        given("allocation.driver", "\n".join(["driver department cost_centre weight", *lines]))
        found = dict(rows("department, amount_micro", "allocation.share"))
        assert sum(found.values()) == amount
        return found

    return share


def test_a_pool_is_shared_by_weight(shares):
    assert shares(6_400_000_000, Sales=3, Support=1) == {"Sales": 4_800_000_000, "Support": 1_600_000_000}


def test_the_largest_remainder_has_what_is_left_over(shares):
    """100 by 2:3:1 is 33.33, 50, 16.67: floors 33, 50, 16; the one left over goes to .67."""
    assert shares(100, A=2, B=3, C=1) == {"A": 33, "B": 50, "C": 17}


def test_equal_remainders_are_told_apart_by_the_departments_name(shares):
    """100 by 1:1:1 is 33.33 each."""
    assert shares(100, Zoo=1, Art=1, Law=1) == {"Art": 34, "Law": 33, "Zoo": 33}


def test_a_credit_is_the_mirror_of_a_debit(shares):
    assert shares(-100, Zoo=1, Art=1, Law=1) == {"Art": -34, "Law": -33, "Zoo": -33}


def test_a_department_of_no_weight_has_no_share(shares):
    assert shares(100, Sales=1, Support=0) == {"Sales": 100}


def test_a_pool_of_nothing_is_shared_as_nothing(shares):
    assert shares(0, Sales=1, Support=1) == {"Sales": 0, "Support": 0}


def test_a_pool_whose_driver_counted_nothing_is_overhead(shares, rows):
    assert shares(100, Sales=0, Support=0) == {"Corporate overhead": 100}
    assert rows("class, driver", "allocation.share") == [("overhead", "interactions")]


def test_a_pool_nobody_listed_is_shared_by_interactions(given, rows):
    given("staging.pool", "pool")
    given("cost.billed_line", "invoice_line_id explained_by pool amount_micro\nI pool tax 10")
    given("allocation.driver", "driver department weight\ninteractions Sales 1\nseats Support 1")
    assert rows("department, driver, amount_micro", "allocation.share") == [("Sales", "interactions", 10)]


def test_two_lines_of_one_pool_are_shared_one_by_one(given, rows):
    given("staging.pool", "pool driver\nplatform seats")
    given("cost.billed_line", "invoice_line_id explained_by pool amount_micro\nI1 pool platform 3\nI2 pool platform 5\nI3 usage - 7")
    given("allocation.driver", "driver department quantity_micro weight\nseats Sales 1 1\nseats Support 1 1")
    columns = "invoice_line_id, department, weight, total_weight, pool_amount_micro, amount_micro"
    assert rows(columns, "allocation.share") == [
        ("I1", "Sales", 1, 2, 3, 2),
        ("I1", "Support", 1, 2, 3, 1),
        ("I2", "Sales", 1, 2, 5, 3),
        ("I2", "Support", 1, 2, 5, 2),
    ]


def test_the_largest_pool_and_the_largest_weights_do_not_overflow(shares):
    """A thousand million over a month of a large company's milliseconds."""
    found = shares(10**15, Sales=3 * 10**16, Support=10**16)
    assert found == {"Sales": 75 * 10**13, "Support": 25 * 10**13}


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
        kind      source_id  part  supplier  product  number_class  reach     class     department          cost_centre  amount_micro
        outbound  C          1     redline   U        fixed         domestic  direct    Sales               CC-41        5
        outbound  C          2     redline   U        fixed         domestic  overhead  Corporate~overhead  -            7
        outbound  C          3     redline   U        fixed         domestic  unattributed  Unattributed    -            8
        """,
    )
    given(
        "cost.usage_line",
        """
        supplier  kind      product  number_class  reach          invoice_line_id
        redline   outbound  U        fixed         domestic       home
        redline   outbound  U        fixed         international  abroad
        """,
    )
    given("allocation.invoice_cost_line", "kind source_id part class department cost_centre amount_micro\noutbound I variance variance Corporate~overhead - 9")
    columns = "source_id, part, invoice_line_id, department, cost_centre, amount_micro"
    assert rows(columns, "allocation.cost_line") == [
        ("C", "1", "home", "Sales", "CC-41", 5),
        ("C", "2", "home", "Corporate overhead", "CC-62", 7),
        ("C", "3", "home", "Unattributed", "CC-62", 8),
        ("I", "variance", "", "Corporate overhead", "CC-62", 9),
    ]

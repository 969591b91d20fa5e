"""Who shares the rest: drivers, weights, shares in micro-units."""

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
    given(
        "attribution.seat_owner",
        """
        department    days
        Sales         31
        Sales         10
        Support       21
        Unattributed  5
        """,
    )

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
        given("cost.billed_line", f"invoice_line_id explained_by pool amount_micro\nI pool platform {amount}")
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
    given(
        "allocation.driver",
        """
        driver        department  weight
        interactions  Sales       1
        seats         Support     1
        """,
    )
    assert rows("department, driver, amount_micro", "allocation.share") == [("Sales", "interactions", 10)]


def test_two_lines_of_one_pool_are_shared_one_by_one(given, rows):
    given("staging.pool", "pool driver\nplatform seats")
    given(
        "cost.billed_line",
        """
        invoice_line_id  explained_by  pool      amount_micro
        I1               pool          platform  3
        I2               pool          platform  5
        I3               usage         -         7
        """,
    )
    given(
        "allocation.driver",
        """
        driver  department  quantity_micro  weight
        seats   Sales       1               1
        seats   Support     1               1
        """,
    )
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

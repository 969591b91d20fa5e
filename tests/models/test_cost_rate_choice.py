"""Which row of a card prices a call."""

import pytest

# rate_choice -------------------------------------------------------------------------------------------------


@pytest.fixture
def row_for(given, rows):
    """row_for(card, call, on) → the rate_id that prices one call of redline."""

    def choose(card: str, call: str, on: str = "2026-03-02") -> str | None:
        given("staging.rate", card)
        header, line = call.splitlines()
        given("cost.rateable_call", f"supplier rated_on {header}\nredline {on} {line}")
        found = rows("rate_id", "cost.rate_choice")
        return found[0][0] if found else None

    return choose


OUT = "direction digits number_class reach"


def test_the_longest_prefix_wins(row_for):
    card = """
        rate_id  supplier  prefix
        all      redline   -
        uk       redline   44
        mobile   redline   447
        ireland  redline   353
    """
    assert row_for(card, f"{OUT}\noutbound 447911123456 mobile international") == "mobile"


def test_jamaica_is_not_priced_as_the_united_states_although_both_begin_with_1(row_for):
    card = """
        rate_id  supplier  prefix
        us       redline   1
        jamaica  redline   1876
    """
    assert row_for(card, f"{OUT}\noutbound 18765550144 fixed international") == "jamaica"


def test_a_longer_prefix_beats_a_named_class(row_for):
    card = """
        rate_id  supplier  prefix  number_class
        class    redline   44      mobile
        prefix   redline   447     -
    """
    assert row_for(card, f"{OUT}\noutbound 447911123456 mobile international") == "prefix"


def test_the_numbers_own_class_beats_domestic_and_domestic_beats_none(row_for):
    card = """
        rate_id    supplier  number_class
        any        redline   -
        domestic   redline   domestic
        toll_free  redline   toll_free
    """
    assert row_for(card, f"{OUT}\ninbound 18335550100 toll_free domestic") == "toll_free"


def test_domestic_prices_what_has_no_row_of_its_own_class(row_for):
    card = """
        rate_id    supplier  number_class
        any        redline   -
        domestic   redline   domestic
        toll_free  redline   toll_free
    """
    assert row_for(card, f"{OUT}\ninbound 12125550110 fixed domestic") == "domestic"


def test_the_class_beats_the_region_and_the_region_the_direction(row_for):
    card = """
        rate_id    supplier  number_class  region  direction
        direction  redline   -             -       outbound
        region     redline   -             East    -
        class      redline   fixed         -       -
    """
    call = f"{OUT} region\noutbound 12125550110 fixed domestic East"
    assert row_for(card, call) == "class"
    assert row_for("rate_id supplier number_class region\nboth redline fixed East", call) == "both"


def test_a_region_and_a_direction_of_others_do_not_price(row_for):
    card = """
        rate_id   supplier  region  direction  media_type
        west      redline   West    -          -
        inbound   redline   -       inbound    -
        messages  redline   -       -          message
        other     blueline  -       -          -
    """
    assert row_for(card, f"{OUT} region\noutbound 12125550110 fixed domestic East") is None


@pytest.mark.parametrize("on, row", [("2026-03-14", "old"), ("2026-03-15", "new"), ("2025-12-31", None)])
def test_a_call_is_priced_by_the_row_in_force_on_its_date(on, row, row_for):
    """valid_to is exclusive: the day of the change is the new row's."""
    card = """
        rate_id  supplier  valid_from  valid_to
        old      redline   2026-01-01  2026-03-15
        new      redline   2026-03-15  9999-12-31
    """
    assert row_for(card, f"{OUT}\noutbound 12125550110 fixed domestic", on) == row


def test_a_seat_row_prices_no_call(row_for):
    assert row_for("rate_id supplier unit\nseat redline seat", f"{OUT}\noutbound 12125550110 fixed domestic") is None


def test_platform_minutes_are_asked_for_by_name_and_never_price_a_carriers_call(row_for):
    card = """
        rate_id   supplier  product
        platform  redline   platform_minutes
        usage     redline   Usage
    """
    assert row_for(card, f"{OUT} product\noutbound 12125550110 fixed domestic platform_minutes") == "platform"
    assert row_for("rate_id supplier\nnone blueline", f"{OUT}\ninbound 12125550110 fixed domestic") == "platform"


def test_a_number_that_does_not_parse_is_compared_by_its_own_digits(row_for):
    card = """
        rate_id  supplier  prefix
        short    redline   555
        all      redline   -
    """
    assert row_for(card, f"{OUT}\ninbound 5550123 unknown -") == "short"


def test_a_withheld_number_is_priced_by_a_row_without_a_prefix(row_for):
    card = """
        rate_id  supplier  prefix
        us       redline   1
        all      redline   -
    """
    assert row_for(card, f"{OUT}\ninbound - unknown -") == "all"


def test_two_rows_that_differ_in_nothing_that_decides_are_told_apart_by_line_and_both_named(given, rows):
    given(
        "staging.rate",
        """
        line  rate_id  supplier  prefix
        9     b        redline   44
        4     a        redline   44
        5     c        redline   -
        """,
    )
    given("cost.rateable_call", "supplier digits rated_on\nredline 442079460011 2026-03-02")
    assert rows("rate_id, tied_rate_id", "cost.rate_choice") == [("a", "b")]

"""Exact or not at all."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telcost.readers import values
from telcost.readers.values import MICRO, NANO, Unreadable


def unreadable(convert, *arguments) -> str:
    with pytest.raises(Unreadable) as error:
        convert(*arguments)
    return f"{error.value.what} | {error.value.advice}"


@pytest.mark.parametrize(("text", "micro"), [
    ("0", 0), ("1", 1_000_000), ("-0.5", -500_000), ("+.25", 250_000), ("7.", 7_000_000), ("0.0137700000", 13_770),
    ("1.2E-2", 12_000), ("123456789.123456", 123_456_789_123_456),
])  # fmt: skip
def test_money_is_read_exactly(text, micro):
    assert values.scaled(text, MICRO) == micro


@pytest.mark.parametrize("text", [
    "", ".", "-", "1,234.50", "1.234,50", "1 234", "1'234", "$1.50", "USD 1", "1.50-", "(1.50)", "−1.50", "NaN", "inf", "1e400",
    "0x10", "١٢٣", "1_000",
])  # fmt: skip
def test_anything_but_plain_digits_is_no_number(text):
    assert "is not a number" in unreadable(values.scaled, text, MICRO)


def test_nothing_is_rounded():
    assert (
        unreadable(values.scaled, "0.0123456789", MICRO)
        == '"0.0123456789" has more than 6 decimals | Nothing is rounded silently.'
    )
    assert values.scaled("0.012345678", NANO) == 12_345_678
    assert "too large" in unreadable(values.scaled, "9" * 15, MICRO)


@settings(deadline=None)
@given(st.integers(-(10**17), 10**17), st.sampled_from([MICRO, NANO]))
def test_every_amount_survives_being_written_and_read(amount, places):
    assert values.scaled(f"{Decimal(amount).scaleb(-places):f}", places) == amount
    assert Decimal(values.shown(amount, places)) == Decimal(amount).scaleb(-places)


def test_amounts_are_shown_with_cents_and_every_digit_that_counts():
    assert [values.shown(amount) for amount in (0, 1_500_000, -13_770, 12_000_000)] == ["0.00", "1.50", "-0.01377", "12.00"]


@pytest.mark.parametrize(("text", "written", "ms"), [
    ("00:11:35", "hh:mm:ss", 695_000), ("100:00:01", "hh:mm:ss", 360_001_000), ("90", "seconds", 90_000),
    ("60.5", "decimal seconds", 60_500), ("1.5", "minutes", 90_000), ("0.1", "minutes", 6_000), ("0", "seconds", 0),
])  # fmt: skip
def test_a_duration_is_read_as_the_format_writes_it(text, written, ms):
    assert values.duration_ms(text, written) == ms


@pytest.mark.parametrize(("text", "written"), [
    ("00:61:07", "hh:mm:ss"), ("90", "hh:mm:ss"), ("-5", "seconds"), ("60.5", "seconds"), ("90s", "seconds"), ("1,5", "minutes"),
    ("0.0005", "decimal seconds"), ("0.00001", "minutes"), ("-1.5", "decimal seconds"), ("", "seconds"),
])  # fmt: skip
def test_any_other_duration_is_none(text, written):
    assert text in unreadable(values.duration_ms, text, written)


def test_a_duration_says_how_it_should_be_written():
    said = unreadable(values.duration_ms, "00:61:07", "hh:mm:ss")
    assert said == '"00:61:07" is not a duration | This format writes HH:MM:SS.'


NEW_YORK = ("%m/%d/%Y %H:%M:%S", "America/New_York")


def test_local_times_are_read_in_their_zone():
    assert values.instant("03/01/2026 10:46:29", *NEW_YORK) == (1772379989000, False)
    assert values.instant("07/01/2026 10:46:29", *NEW_YORK) == (1782917189000, False)
    assert values.instant("2026-03-01 15:46:29", "%Y-%m-%d %H:%M:%S", "UTC") == (1772379989000, False)


def test_a_time_that_came_twice_is_the_earlier_and_says_so():
    assert values.instant("11/01/2026 01:30:00", *NEW_YORK) == (1793511000000, True)
    assert values.instant("11/01/2026 02:00:00", *NEW_YORK) == (1793516400000, False)


def test_a_time_the_clock_skipped_does_not_exist():
    said = unreadable(values.instant, "03/08/2026 02:30:00", *NEW_YORK)
    assert said == '"03/08/2026 02:30:00" does not exist in America/New_York | The clock was put forward there.'
    assert values.instant("03/08/2026 03:00:00", *NEW_YORK) == (1772953200000, False)


def test_iso_times_keep_their_own_offset():
    instants = ["2026-03-01T15:46:29Z", "2026-03-01T10:46:29-05:00", "2026-03-01 15:46:29", "2026-03-01T15:46:29.000+00:00"]
    assert {values.instant(text, "iso", "UTC") for text in instants} == {(1772379989000, False)}


@pytest.mark.parametrize(
    "text", ["", "2026-02-30 10:00:00", "13/13/2026 10:00:00", "46113.5", "1772379989", "٠3/01/2026 10:46:29"]
)
def test_what_is_no_time_says_how_it_is_written(text):
    assert unreadable(values.instant, text, *NEW_YORK).endswith("| This format writes it as in 03/31/2026 14:05:09.")


def test_dates_are_years_first():
    assert values.day("2026-02-28") == date(2026, 2, 28)
    for text in ("28/02/2026", "2026-02-30", "20260228", "2026-2-8"):
        assert text in unreadable(values.day, text)


def test_words_that_are_not_known_are_refused_with_those_that_are():
    assert unreadable(values.one_of, "sideways", ("", "inbound", "outbound")).endswith("Write one of: inbound, outbound.")
    assert "IANA" in unreadable(values.zone, "Mars/Olympus")
    assert "neither yes nor no" in unreadable(values.flag, "1")
    assert "three letters" in unreadable(values.currency, "usd")
    assert (values.flag("Yes"), values.flag("no"), values.currency("USD"), values.zone("UTC")) == (True, False, "USD", "UTC")

"""Months, cycles and local clocks, at the two nights of 2026 when New York changes its clocks."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telcost.errors import TelcostError
from telcost.periods import Period, cycle, local_slots, month_ms

HOUR = 3_600_000
NEW_YORK = "America/New_York"


def utc(*parts):
    return int(datetime(*parts, tzinfo=UTC).timestamp()) * 1000


def test_a_period_is_written_year_and_month():
    assert Period.parse("2026-03") == Period(2026, 3)
    assert str(Period(2026, 3)) == "2026-03"
    assert (Period(2026, 12).next, Period(2026, 1).previous) == (Period(2027, 1), Period(2025, 12))
    assert (Period(2026, 2).start_on, Period(2026, 2).end_on) == (date(2026, 2, 1), date(2026, 3, 1))
    assert Period.of(date(2026, 3, 31)) == Period(2026, 3)
    assert Period(2025, 12) < Period(2026, 1)


@pytest.mark.parametrize("text", ["2026-13", "2026-3", "March 2026", "", "2026-03-01", "0000-01", "２０２６-03"])
def test_anything_else_is_not_a_period_and_says_how_to_write_one(text):
    with pytest.raises(TelcostError, match="as in 2026-03"):
        Period.parse(text)


def test_a_month_is_measured_in_the_billing_zone():
    assert month_ms(Period(2026, 2), NEW_YORK) == (utc(2026, 2, 1, 5), utc(2026, 3, 1, 5))


def test_march_2026_in_new_york_is_an_hour_short_and_november_an_hour_long():
    march, november = month_ms(Period(2026, 3), NEW_YORK), month_ms(Period(2026, 11), NEW_YORK)
    assert march == (utc(2026, 3, 1, 5), utc(2026, 4, 1, 4))
    assert (march[1] - march[0], november[1] - november[0]) == ((31 * 24 - 1) * HOUR, (30 * 24 + 1) * HOUR)


def test_a_midnight_the_clock_skips_is_when_the_clock_jumps():
    assert month_ms(Period(2016, 10), "America/Sao_Paulo")[0] == utc(2016, 10, 1, 3)
    skipped = local_slots("America/Sao_Paulo", utc(2016, 10, 16, 3), utc(2016, 10, 16, 3, 15))
    assert [(day, minute) for _, _, day, minute in skipped] == [(date(2016, 10, 16), 60)]


def test_a_cycle_from_day_1_belongs_to_the_month_it_starts_in():
    march = cycle(Period(2026, 3), 1, "00:00", NEW_YORK)
    assert (march.start_on, march.end_on) == (date(2026, 3, 1), date(2026, 4, 1))
    assert (march.start_ms, march.end_ms) == (utc(2026, 3, 1, 5), utc(2026, 4, 1, 4))


def test_any_other_cycle_belongs_to_the_month_it_ends_in():
    april = cycle(Period(2026, 4), 21, "00:00", NEW_YORK)
    assert (april.start_on, april.end_on) == (date(2026, 3, 21), date(2026, 4, 21))


def test_genesys_cloud_voice_turns_at_seven_utc():
    march = cycle(Period(2026, 3), 1, "07:00", "UTC")
    assert (march.start_ms, march.end_ms) == (utc(2026, 3, 1, 7), utc(2026, 4, 1, 7))


def test_a_cycle_day_the_month_does_not_have_is_its_last():
    march = cycle(Period(2026, 3), 31, "00:00", "UTC")
    assert (march.start_on, march.end_on) == (date(2026, 2, 28), date(2026, 3, 31))


def test_a_cycle_that_turns_inside_the_skipped_hour_is_read_by_the_clock_before_the_jump():
    assert cycle(Period(2026, 4), 8, "02:30", NEW_YORK).start_ms == utc(2026, 3, 8, 7, 30)


@settings(deadline=None)
@given(st.integers(1, 31), st.integers(2000, 2060), st.integers(1, 12), st.sampled_from(["00:00", "07:00", "23:59"]))
def test_cycles_follow_each_other_without_gap_or_overlap(day, year, month, clock):
    period = Period(year, month)
    assert cycle(period, day, clock, NEW_YORK).end_ms == cycle(period.next, day, clock, NEW_YORK).start_ms


def test_slots_jump_over_the_skipped_hour():
    slots = local_slots(NEW_YORK, utc(2026, 3, 8, 6, 45), utc(2026, 3, 8, 7, 15))
    assert slots == [
        (NEW_YORK, utc(2026, 3, 8, 6, 45) // 900_000, date(2026, 3, 8), 105),
        (NEW_YORK, utc(2026, 3, 8, 7, 0) // 900_000, date(2026, 3, 8), 180),
    ]


def test_slots_run_twice_through_the_repeated_hour():
    slots = local_slots(NEW_YORK, utc(2026, 11, 1, 5), utc(2026, 11, 1, 7))
    assert [minute for _, _, _, minute in slots] == [60, 75, 90, 105, 60, 75, 90, 105]


def test_slots_cover_an_interval_that_starts_and_ends_inside_one():
    assert len(local_slots("UTC", 1, 900_001)) == 2
    assert local_slots("UTC", 0, 0) == []


def test_a_slot_is_the_local_date_also_around_midnight():
    before, after = local_slots(NEW_YORK, utc(2026, 4, 1, 3, 45), utc(2026, 4, 1, 4, 15))
    assert (before[2], before[3], after[2], after[3]) == (date(2026, 3, 31), 1425, date(2026, 4, 1), 0)

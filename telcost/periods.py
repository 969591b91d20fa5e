"""Months, supplier cycles and local clocks. Knows zones and daylight saving time; knows no files and no money.

An instant is UTC epoch milliseconds. A local time that the clock skips is read by the clock before the
jump (so a skipped midnight is the jump itself); one that happens twice means its first occurrence.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from telcost.errors import TelcostError

SLOT_MS = 900_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, order=True)
class Period:
    """An accounting month. `end_on` is exclusive."""

    year: int
    month: int

    @classmethod
    def parse(cls, text: str) -> "Period":
        found = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", text.strip())
        if not found or found[1] == "0000":
            raise TelcostError(f'"{text}" is not a period\n  Write the year and the month, as in 2026-03.')
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> "Period":
        return cls(day.year, day.month)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"

    @property
    def start_on(self) -> date:
        return date(self.year, self.month, 1)

    @property
    def end_on(self) -> date:
        return self.next.start_on

    @property
    def next(self) -> "Period":
        return Period(self.year + self.month // 12, self.month % 12 + 1)

    @property
    def previous(self) -> "Period":
        return Period.of(self.start_on - timedelta(days=1))


@dataclass(frozen=True)
class Cycle:
    """A supplier's billing cycle, half-open; the dates are those of its ends in the supplier's zone."""

    start_ms: int
    end_ms: int
    start_on: date
    end_on: date


def to_ms(instant: datetime) -> int:
    """Exact: no float between the instant and its milliseconds."""
    return (instant - EPOCH) // timedelta(milliseconds=1)


def local_ms(day: date, clock: time, zone: str) -> int:
    return to_ms(datetime.combine(day, clock, ZoneInfo(zone)))


def month_ms(period: Period, zone: str) -> tuple[int, int]:
    """The calendar month in a zone, half-open."""
    return local_ms(period.start_on, time(), zone), local_ms(period.end_on, time(), zone)


def cycle(period: Period, cycle_day: int, cycle_time: str, cycle_zone: str) -> Cycle:
    """The cycle whose charges belong to the period: from day 1 it is the month's own, from any other day it
    ends in the month. A day the month does not have is its last."""
    start, end = (period, period.next) if cycle_day == 1 else (period.previous, period)
    start_on, end_on = _day_of(start, cycle_day), _day_of(end, cycle_day)
    clock = time.fromisoformat(cycle_time)
    return Cycle(local_ms(start_on, clock, cycle_zone), local_ms(end_on, clock, cycle_zone), start_on, end_on)


def local_slots(zone: str, start_ms: int, end_ms: int) -> list[tuple[str, int, date, int]]:
    """Every quarter of an hour (UTC ms div 900,000) that touches the interval: (zone, slot, local day, minute)."""
    clock = ZoneInfo(zone)
    slots = range(start_ms // SLOT_MS, -(-end_ms // SLOT_MS))
    local = ((slot, (EPOCH + slot * timedelta(milliseconds=SLOT_MS)).astimezone(clock)) for slot in slots)
    return [(zone, slot, here.date(), here.hour * 60 + here.minute) for slot, here in local]


def _day_of(period: Period, day: int) -> date:
    return date(period.year, period.month, min(day, calendar.monthrange(period.year, period.month)[1]))

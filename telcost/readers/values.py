"""Exact conversions of a cell's text. Nothing is rounded, guessed or repaired: what is not exact is Unreadable."""

import functools
import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from telcost.periods import to_ms

MICRO, NANO = 6, 9
ALWAYS_FROM, ALWAYS_TO = date(1, 1, 1), date(9999, 12, 31)
DECIMAL = re.compile(r"([+-]?)([0-9]*)(?:\.([0-9]*))?(?:[eE]([+-]?[0-9]{1,2}))?", re.ASCII)
CLOCK = re.compile(r"([0-9]+):([0-5][0-9]):([0-5][0-9])", re.ASCII)
LARGEST = 10**18  # of the integers in the tables, which hold 64 bits


class Unreadable(ValueError):
    """A cell that is not what its column says: a code, what it is not, and what is expected."""

    def __init__(self, code: str, what: str, advice: str = ""):
        super().__init__(what)
        self.code, self.what, self.advice = code, what, advice


def scaled(text: str, places: int) -> int:
    """A decimal number as an integer of its 10^-places. More decimals than fit are an error unless zero."""
    found = DECIMAL.fullmatch(text)
    if not found or not (found[2] or found[3]):
        raise Unreadable("number", f'"{text}" is not a number', 'Write digits with a decimal point, as in 1234.50.')
    value = Decimal(text).scaleb(places)
    if value != value.to_integral_value():
        raise Unreadable("decimals", f'"{text}" has more than {places} decimals', "Nothing is rounded silently.")
    if abs(value) >= LARGEST:
        raise Unreadable("number", f'"{text}" is too large')
    return int(value)


def whole(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,18}", text):
        raise Unreadable("number", f'"{text}" is not a whole number')
    return int(text)


def duration_ms(text: str, written: str) -> int:
    """`written`: how the format writes it. Exact to the millisecond, never negative."""
    if written == "hh:mm:ss":
        found = CLOCK.fullmatch(text)
        if not found:
            raise Unreadable("duration", f'"{text}" is not a duration', "This format writes HH:MM:SS.")
        return (int(found[1]) * 3600 + int(found[2]) * 60 + int(found[3])) * 1000
    if written == "seconds" and not re.fullmatch(r"[0-9]{1,9}", text):
        raise Unreadable("duration", f'"{text}" is not a duration', "This format writes whole seconds.")
    milliseconds = scaled(text, 3) if written != "minutes" else _minutes_ms(text)
    if milliseconds < 0:
        raise Unreadable("duration", f'"{text}" is not a duration', "It is negative.")
    return milliseconds


def _minutes_ms(text: str) -> int:
    milliseconds, rest = divmod(scaled(text, MICRO) * 60, 1000)
    if rest:
        raise Unreadable("decimals", f'"{text}" minutes are no whole milliseconds', "Nothing is rounded silently.")
    return milliseconds


def day(text: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise Unreadable("date", f'"{text}" is not a date', "Write the year first, as in 2026-03-31.")
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Unreadable("date", f'"{text}" is not a date', "The calendar has no such day.") from None


def instant(text: str, pattern: str, zone: str) -> tuple[int, bool]:
    """(UTC ms, whether that clock time came twice: then it is the earlier). `pattern`: strptime's, or iso."""
    clock = _clock_time(text, pattern)
    if clock.tzinfo:
        return to_ms(clock), False
    here = clock.replace(tzinfo=_zone(zone))
    earlier, later = to_ms(here), to_ms(here.replace(fold=1))
    if later < earlier:
        raise Unreadable("no_such_time", f'"{text}" does not exist in {zone}', "The clock was put forward there.")
    return earlier, later != earlier


def _clock_time(text: str, pattern: str) -> datetime:
    try:
        if not text.isascii():
            raise ValueError
        return datetime.fromisoformat(text) if pattern == "iso" else datetime.strptime(text, pattern)
    except ValueError:
        shown = "2026-03-31T14:05:09Z" if pattern == "iso" else datetime(2026, 3, 31, 14, 5, 9).strftime(pattern)
        raise Unreadable("time", f'"{text}" is not a time', f"This format writes it as in {shown}.") from None


@functools.cache
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


def zone(text: str) -> str:
    try:
        _zone(text)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Unreadable("zone", f'"{text}" is not a time zone', "Write its IANA name, as in America/New_York.") from None
    return text


def flag(text: str) -> bool:
    if text.casefold() not in ("yes", "no"):
        raise Unreadable("flag", f'"{text}" is neither yes nor no')
    return text.casefold() == "yes"


def one_of(text: str, allowed: tuple[str, ...]) -> str:
    if text not in allowed:
        raise Unreadable("choice", f'"{text}" is not known here', f"Write one of: {', '.join(filter(None, allowed))}.")
    return text


def currency(text: str) -> str:
    if not re.fullmatch(r"[A-Z]{3}", text):
        raise Unreadable("currency", f'"{text}" is not a currency', "Write its three letters, as in USD.")
    return text


def day_after(last: date) -> date:
    """The exclusive end of a span whose last day is given."""
    return last + timedelta(days=1) if last < ALWAYS_TO else ALWAYS_TO


def shown(amount: int, places: int = MICRO) -> str:
    """An integer of 10^-places as a decimal number, no more zeros than cents have."""
    text = f"{Decimal(amount).scaleb(-places):f}"
    head, _, tail = text.partition(".")
    return f"{head}.{tail.rstrip('0'):0<2}" if tail else f"{head}.00"


def shown_day(on: date) -> str:
    return "every day" if on == ALWAYS_FROM else str(on)

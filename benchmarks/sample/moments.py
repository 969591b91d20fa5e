"""Instants: UTC milliseconds in and out of the company's clock, and of the way each file writes them."""
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

NEW_YORK = ZoneInfo("America/New_York")


def at(text):
    """New York wall clock, `2026-03-08 01:58:30` or with a fraction, as UTC milliseconds."""
    moment = datetime.fromisoformat(text).replace(tzinfo=NEW_YORK).astimezone(UTC)
    return int(moment.timestamp()) * 1000 + moment.microsecond // 1000


def utc(ms):
    return datetime.fromtimestamp(ms // 1000, UTC)


def local(ms):
    return utc(ms).astimezone(NEW_YORK)


def local_date(ms):
    return local(ms).date()


def month_of(ms):
    return f"{local(ms):%Y-%m}"


def iso(ms):
    """As Genesys writes it: milliseconds, left out when they are zero."""
    return f"{utc(ms):%Y-%m-%dT%H:%M:%S}" + (f".{ms % 1000:03}Z" if ms % 1000 else "Z")

"""Where every record of a file went, in number and in money: the parts always add up to the records."""

from decimal import Decimal

from telcost.readers.outcome import Outcome
from telcost.readers.overlap import Seen
from telcost.readers.values import shown

NAMES = ("records", "accepted", "duplicates", "conflicts", "set_aside", "non_data")


def of(outcome: Outcome, seen: Seen) -> dict:
    """What is noted about a file: counts, money (decimal text), its currency, span and notes."""
    number = {
        "records": outcome.records, "duplicates": seen.duplicates, "conflicts": seen.conflicts,
        "set_aside": outcome.set_aside, "non_data": outcome.non_data,
    }  # fmt: skip
    micro = {
        "records": outcome.amount_micro, "duplicates": seen.duplicates_micro, "conflicts": seen.conflicts_micro,
        "set_aside": outcome.set_aside_micro, "non_data": 0,
    }  # fmt: skip
    for amounts in (number, micro):
        amounts["accepted"] = 2 * amounts["records"] - sum(amounts.values())
    if number["accepted"] < 0:
        raise AssertionError(f"more records were judged than read: {number}")
    return {
        "counts": {name: number[name] for name in NAMES}, "money": {name: shown(micro[name]) for name in NAMES},
        "currency": outcome.currency, "notes": list(outcome.notes), "first_ms": outcome.first_ms, "last_ms": outcome.last_ms,
    }  # fmt: skip


def again(number: dict[str, int], money: dict[str, str]) -> dict:
    """The same file a second time: what was accepted is now there twice."""
    twice = f"{Decimal(money['accepted']) + Decimal(money['duplicates'])}"
    return {
        "counts": number | {"accepted": 0, "duplicates": number["accepted"] + number["duplicates"]},
        "money": money | {"accepted": "0.00", "duplicates": twice},
    }

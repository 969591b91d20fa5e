"""A rate card as CSV → rate. Rates and fees are decimal money per unit, kept to the nano-unit. All or nothing.

Which row prices a call is decided in the models; two rows of one file that could not be told apart are refused here.
"""

import re

from telcost.readers import values
from telcost.readers.lists import Cells, cells, one, refuse_overlaps
from telcost.readers.outcome import File, Outcome
from telcost.readers.sheet import Shape, Sheet
from telcost.readers.tables import write
from telcost.readers.values import MICRO, NANO, Unreadable

VERSION = "1"
COLUMNS = (
    "supplier", "product", "valid_from", "valid_to", "media_type", "direction", "number_class", "prefix", "region",
    "department", "queue", "time_band", "unit", "rate", "connection_fee", "from_second", "first_increment_seconds",
    "next_increment_seconds", "minimum_seconds", "free_seconds", "amount_rounding", "amount_decimals", "maximum_amount",
    "included_quantity", "tier_from", "tier_mode", "tier_fee", "package_size", "currency", "label",
)
SHAPE = Shape("rate card", "rate card", ("supplier", "unit", "rate", "currency"), COLUMNS)
UNITS = ("minute", "second", "call", "seat", "day", "month", "interaction", "message", "item", "gb", "token")
DIRECTIONS = ("inbound", "outbound")
CLASSES = (
    "toll_free", "premium", "mobile", "fixed", "domestic", "international", "emergency", "internal", "withheld", "unknown",
)
# What tells two rows in force on one day apart.
KEY = (
    "supplier", "product", "media_type", "direction", "number_class", "prefix", "region", "department", "queue",
    "time_band", "unit", "from_second", "tier_from_micro",
)


def read(file: File, sheet: Sheet) -> Outcome:
    rows = [_rate(file, row) for row in cells(sheet)]
    refuse_overlaps(file.name, rows, lambda row: tuple(row[column] for column in KEY))
    write(file.folder, "rate", rows)
    return Outcome(len(rows) + sheet.non_data, 0, sheet.non_data, supplier=one(rows))


def _rate(file: File, row: Cells) -> dict:
    supplier = row.filled("supplier")
    texts = ("product", "media_type", "region", "department", "queue", "time_band", "label")
    return {column: row.text(column) for column in texts} | row.span() | {
        "file_id": file.file_id, "line": row.row.line, "rate_id": f"{supplier}:{file.file_id[:16]}:{row.row.line}",
        "supplier": supplier, "currency": row.filled("currency", values.currency),
        "direction": row.typed("direction", "", values.one_of, DIRECTIONS),
        "number_class": row.typed("number_class", "", values.one_of, CLASSES),
        "prefix": row.typed("prefix", "", _prefix), "unit": row.filled("unit", values.one_of, UNITS),
        "rate_nano": row.filled("rate", _price, NANO),
        "connection_fee_nano": row.typed("connection_fee", 0, _price, NANO),
        "from_second": row.typed("from_second", 0, _at_least, 0),
        "first_increment_seconds": row.typed("first_increment_seconds", 1, _at_least, 1),
        "next_increment_seconds": row.typed("next_increment_seconds", 1, _at_least, 1),
        "minimum_seconds": row.typed("minimum_seconds", 0, _at_least, 0),
        "free_seconds": row.typed("free_seconds", 0, _at_least, 0),
        "amount_rounding": row.typed("amount_rounding", "half_up", values.one_of, ("half_up", "up", "down")),
        "amount_decimals": row.typed("amount_decimals", MICRO, _at_least, 0, MICRO),
        "maximum_amount_micro": row.typed("maximum_amount", None, _price, MICRO),
        "included_quantity_micro": row.typed("included_quantity", None, _price, MICRO),
        "tier_from_micro": row.typed("tier_from", None, _price, MICRO),
        "tier_mode": row.typed("tier_mode", "", values.one_of, ("graduated", "volume", "package")),
        "tier_fee_nano": row.typed("tier_fee", None, _price, NANO),
        "package_size_micro": row.typed("package_size", None, _price, MICRO),
    }


def _price(text: str, places: int) -> int:
    amount = values.scaled(text, places)
    if amount < 0:
        raise Unreadable("negative", f'"{text}" is negative', "A credit belongs on an invoice.")
    return amount


def _prefix(text: str) -> str:
    digits = re.sub(r"[+\s().\-]", "", text)
    if not re.fullmatch(r"[0-9]{1,15}", digits):
        raise Unreadable("prefix", f'"{text}" is not a prefix', "Write its digits with the country code, as in 44.")
    return digits


def _at_least(text: str, least: int, most: int = 10**9) -> int:
    number = values.whole(text)
    if not least <= number <= most:
        raise Unreadable("number", f'"{text}" is not from {least} to {most:,}')
    return number

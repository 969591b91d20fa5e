"""A rate card: one row a price, with the days it is in force. Prices become whole nano-units or refuse the card.

Knows the columns of a card and which words they may hold; which row prices a call is for the models to say.
"""

from telcost.readers import cells, csv_text
from telcost.readers.outcome import File, Outcome
from telcost.readers.tables import write

VERSION = "rates-1"
COLUMNS = (
    "supplier", "product", "valid_from", "valid_to", "media_type", "direction", "number_class", "prefix", "region",
    "department", "queue", "time_band", "unit", "rate", "connection_fee", "from_second", "first_increment_seconds",
    "next_increment_seconds", "minimum_seconds", "free_seconds", "amount_rounding", "amount_decimals",
    "maximum_amount", "included_quantity", "tier_from", "tier_mode", "tier_fee", "package_size", "currency", "label",
)  # fmt: skip
NEEDED = ("supplier", "unit", "rate", "currency")
WORDS = {
    "direction": ("inbound", "outbound"),
    "number_class": ("toll_free", "premium", "mobile", "fixed", "domestic", "international", "emergency", "internal",
                     "unknown"),
    "unit": ("minute", "second", "call", "seat", "day", "month", "interaction", "message", "gb", "token", "item"),
    "amount_rounding": ("half_up", "up", "down"),
    "tier_mode": ("graduated", "volume", "package"),
}  # fmt: skip


def recognise(content: bytes) -> bool:
    found = set(cells.header(content))
    return {csv_text.fold(name) for name in NEEDED} <= found <= {csv_text.fold(name) for name in COLUMNS}


def read(file: File) -> Outcome:
    """A card → landed.rate. Raises Refused naming the line: a card holds whole or not at all."""
    found = [_typed(row) for row in cells.rows(file, COLUMNS, optional=set(COLUMNS) - set(NEEDED))]
    what_decides = ("supplier", "product", "media_type", "direction", "number_class", "prefix", "region", "department",
                    "queue", "time_band", "unit", "from_second", "tier_from_micro")  # fmt: skip
    write(file.folder, "rate", list(cells.distinct(found, what_decides, file)))
    return Outcome(len(found))


def _typed(row: cells.Row) -> dict:
    prefix = row["prefix"].lstrip("+")
    if not prefix.isdigit() and prefix:
        raise row.wrong("prefix", f'"{row["prefix"]}" is not digits', "A spreadsheet may have changed it: format it as text.")
    supplier = row["supplier"] or row.file.supplier
    if not supplier:
        raise row.wrong("supplier", "it is empty")
    rate = row.exact("rate", 9)
    if rate is None or rate < 0:
        raise row.wrong("rate", f'"{row["rate"]}" is not a price', "A price is 0 or more.")
    typed = {
        "file_id": row.file.file_id, "line": row.line,
        "rate_id": f"{supplier}:{row.file.file_id[:12]}:{row.line}", "supplier": supplier,
        "valid_from": row.day("valid_from", cells.ALWAYS["valid_from"]),
        "valid_to": row.day("valid_to", cells.ALWAYS["valid_to"]), "prefix": prefix, "rate_nano": rate,
        "connection_fee_nano": row.exact("connection_fee", 9, 0), "from_second": row.exact("from_second", 0, 0),
        "first_increment_seconds": _positive(row, "first_increment_seconds"),
        "next_increment_seconds": _positive(row, "next_increment_seconds"),
        "minimum_seconds": row.exact("minimum_seconds", 0, 0), "free_seconds": row.exact("free_seconds", 0, 0),
        "amount_decimals": row.exact("amount_decimals", 0, 6), "currency": row["currency"].upper(),
        "maximum_amount_micro": row.exact("maximum_amount", 6),
        "included_quantity_micro": row.exact("included_quantity", 6), "tier_from_micro": row.exact("tier_from", 6),
        "tier_fee_nano": row.exact("tier_fee", 9), "package_size_micro": row.exact("package_size", 6),
    }  # fmt: skip
    for name in ("product", "media_type", "region", "department", "queue", "time_band", "label"):
        typed[name] = row[name]
    for name, words in WORDS.items():
        typed[name] = row.one_of(name, words, "half_up" if name == "amount_rounding" else "")
    if not 0 <= typed["amount_decimals"] <= 6:
        raise row.wrong("amount_decimals", f"{typed['amount_decimals']} is not from 0 to 6")
    if typed["valid_to"] <= typed["valid_from"]:
        raise row.wrong("valid_to", f"{typed['valid_to']} is not after valid_from {typed['valid_from']}")
    return typed


def _positive(row: cells.Row, name: str) -> int:
    seconds = row.exact(name, 0, 1)
    if seconds < 1:
        raise row.wrong(name, f"{seconds} is not a number of seconds above 0")
    return seconds

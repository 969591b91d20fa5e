"""The one writer of CSV: rows of a Report as text a spreadsheet opens without running anything in it.

Text a spreadsheet could take for a formula gets a leading apostrophe (a phone number does too: it starts with
`+`). Numbers stay numbers. The file's name says which month, which filter and which build it shows.
"""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal

# What a spreadsheet starts a formula with, also full width, also after spaces, quotes or marks nobody sees.
FORMULA = re.compile(r"[\s\"'`´‘’“”«»\u00ad\u200b-\u200f\u2060\ufeff]*[=+\-@\t\r\n\0＝＋－＠−]")


def text(rows: Iterable[Mapping], columns: Iterable[str] | None = None) -> str:
    """A header and one line a row. Without `columns`: those of the first row; no rows and no columns: ''."""
    rows = list(rows)
    names = list(columns) if columns is not None else list(rows[0]) if rows else []
    if not names:
        return ""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([cell(name) for name in names])
    writer.writerows([cell(row[name]) for name in names] for row in rows)
    return out.getvalue()


def cell(value) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, (datetime, date)):
        return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()
    if isinstance(value, int):
        return str(value)
    return neutral(str(value))


def neutral(word: str) -> str:
    return "'" + word if FORMULA.match(word) else word


def file_name(report, question: str, *filters: str) -> str:
    """telcost_2026-03_calls_sales_1a2b3c4d5e6f.csv: letters, digits, dots and dashes only, whatever the filter."""
    words = ["telcost", str(report.period), question, *filters, report.digest[:12]]
    return "_".join(word for word in map(_plain, words) if word) + ".csv"


def _plain(word: str) -> str:
    return re.sub(r"[^a-z0-9.]+", "-", word.lower()).strip("-.")[:60]

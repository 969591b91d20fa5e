"""A supplier's invoice as lines. Its last row, product `Total`, is a control sum: an invoice that does not add up is
refused. Knows amounts and dates; what a line pays for is for reference/invoice_rule.csv to say.
"""

from datetime import UTC, datetime, time, timedelta
from decimal import Decimal

from telcost.readers import cells, csv_text
from telcost.readers.content import refused
from telcost.readers.outcome import File, Outcome
from telcost.readers.tables import write

VERSION = "invoice-1"
COLUMNS = ("supplier", "invoice_number", "invoice_date", "period_start", "period_end", "line", "product", "description",
           "quantity", "unit", "unit_price", "amount", "currency")  # fmt: skip
OPTIONAL = ("product", "quantity", "unit", "unit_price")


def recognise(content: bytes) -> bool:
    found = set(cells.header(content))
    needed = {csv_text.fold(name) for name in COLUMNS if name not in OPTIONAL}
    return needed <= found <= {csv_text.fold(name) for name in COLUMNS}


def read(file: File) -> Outcome:
    """An invoice → landed.invoice_line. Raises Refused naming the line. period_end is the last day billed."""
    rows = list(cells.rows(file, COLUMNS, OPTIONAL))
    totals = [row for row in rows if row["product"].casefold() == "total"]
    found = [_typed(row) for row in rows if row not in totals]
    total = sum(line["amount_micro"] for line in found)
    for row in totals:
        if row.exact("amount", 6) != total:
            raise row.wrong("amount", f"the total says {row['amount']}, the lines add up to {Decimal(total).scaleb(-6):f}")
    numbers = [(line["supplier"], line["invoice_number"], line["line_number"]) for line in found]
    twice = next((number for number in numbers if numbers.count(number) > 1), None)
    if twice:
        raise refused(file.name, f"line {twice[2]} of invoice {twice[1]} is there twice")
    currencies = {line["currency"] for line in found}
    if len(currencies) > 1:
        raise refused(file.name, f"one invoice in several currencies: {', '.join(sorted(currencies))}")
    write(file.folder, "invoice_line", found)
    return Outcome(
        len(rows), 0, len(totals), _ms(min(line["from_on"] for line in found)) if found else None,
        _ms(max(line["to_on"] for line in found)) if found else None, next(iter(currencies), ""), total,
    )  # fmt: skip


def _typed(row: cells.Row) -> dict:
    last_day = row.day("period_end")
    typed = {
        "file_id": row.file.file_id, "line": row.line, "supplier": row["supplier"] or row.file.supplier,
        "invoice_number": row["invoice_number"], "invoice_on": row.day("invoice_date"),
        "from_on": row.day("period_start"), "to_on": last_day and last_day + timedelta(days=1),
        "line_number": row.exact("line"), "product": row["product"], "description": row["description"],
        "quantity_micro": row.exact("quantity", 6), "unit": row["unit"], "amount_micro": row.exact("amount", 6),
        "currency": row["currency"].upper(),
    }  # fmt: skip
    for name, column in (("from_on", "period_start"), ("to_on", "period_end"), ("line_number", "line"),
                         ("amount_micro", "amount"), ("supplier", "supplier"), ("currency", "currency")):  # fmt: skip
        if typed[name] in (None, ""):
            raise row.wrong(column, "it is empty")
    return typed


def _ms(day) -> int:
    return int(datetime.combine(day, time(), UTC).timestamp()) * 1000

"""A supplier's invoice as CSV → invoice_line. All or nothing: the lines must add up to the invoice's own total.

What a line pays for, and who pays it, is decided in the models.
"""

from datetime import time

from telcost.periods import local_ms
from telcost.readers import values
from telcost.readers.content import refused
from telcost.readers.lists import one
from telcost.readers.outcome import File, Outcome
from telcost.readers.sheet import Row, Shape, Sheet
from telcost.readers.tables import write
from telcost.readers.values import MICRO, Unreadable

VERSION = "1"
COLUMNS = (
    "supplier", "invoice_number", "invoice_date", "period_start", "period_end", "line", "product", "description",
    "quantity", "unit", "unit_price", "amount", "currency",
)
SHAPE = Shape("invoice", "invoice", COLUMNS, COLUMNS)


def read(file: File, sheet: Sheet) -> Outcome:
    totals: list[Row] = []
    lines = [_line(file, row) for row in sheet.rows() if not _is_total(row, totals)]
    non_data = sheet.non_data + len(totals)
    totals += [sheet.total] if sheet.total else []
    if sheet.asides:
        broken = sheet.asides[0]
        raise refused(file.name, broken.what, broken.advice, f", line {broken.line}")
    if not lines:
        raise refused(file.name, "the invoice has no lines")
    currencies = sorted({line["currency"] for line in lines})
    if len(currencies) > 1:
        raise refused(file.name, f"one invoice in {' and '.join(currencies)}", "Put each currency into a file of its own.")
    _refuse_same_line(file, lines)
    amount_micro = sum(line["amount_micro"] for line in lines)
    _prove_total(file, totals, amount_micro)
    write(file.folder, "invoice_line", lines)
    return Outcome(
        len(lines) + non_data, 0, non_data,
        first_ms=local_ms(min(line["from_on"] for line in lines), time(), "UTC"),
        last_ms=local_ms(max(line["to_on"] for line in lines), time(), "UTC"),
        currency=currencies[0], amount_micro=amount_micro, supplier=one(lines),
    )  # fmt: skip


def _is_total(row: Row, totals: list[Row]) -> bool:
    if row["product"].casefold() == "total":
        totals.append(row)
    return row["product"].casefold() == "total"


def _line(file: File, row: Row) -> dict:
    def typed(column, convert, *how):
        try:
            return convert(row[column], *how)
        except Unreadable as error:
            raise refused(file.name, error.what, error.advice, f', line {row.line}, column "{column}"') from None

    for column in ("supplier", "invoice_number", "product"):
        if not row[column]:
            raise refused(file.name, "the cell is empty", "Every line names it.", f', line {row.line}, column "{column}"')
    from_on, last_on = typed("period_start", values.day), typed("period_end", values.day)
    if last_on < from_on:
        raise refused(file.name, f'"{last_on}" is before the period starts', "", f', line {row.line}, column "period_end"')
    return {
        "file_id": file.file_id, "line": row.line, "supplier": row["supplier"], "invoice_number": row["invoice_number"],
        "invoice_on": typed("invoice_date", values.day), "from_on": from_on, "to_on": values.day_after(last_on),
        "line_number": typed("line", values.whole), "product": row["product"], "description": row["description"],
        "quantity_micro": typed("quantity", values.scaled, MICRO) if row["quantity"] else None, "unit": row["unit"],
        "amount_micro": typed("amount", values.scaled, MICRO), "currency": typed("currency", values.currency),
    }


def _refuse_same_line(file: File, lines: list[dict]) -> None:
    seen: dict[tuple, int] = {}
    for line in lines:
        first = seen.setdefault((line["supplier"], line["invoice_number"], line["line_number"]), line["line"])
        if first != line["line"]:
            raise refused(file.name, f"line {line['line_number']} of invoice {line['invoice_number']} is there twice",
                          "Number the lines of an invoice.", f", lines {first} and {line['line']}")


def _prove_total(file: File, totals: list[Row], amount_micro: int) -> None:
    if not totals:
        raise refused(file.name, "there is no Total line, so nothing proves that the invoice is complete",
                      'Add a last line with "Total" as its product and the sum as its amount.')
    stated = totals[-1]["amount"]
    where = f', line {totals[-1].line}, column "amount"'
    try:
        stated_micro = values.scaled(stated, MICRO)
    except Unreadable as error:
        raise refused(file.name, error.what, error.advice, where) from None
    if len(totals) > 1 or stated_micro != amount_micro:
        raise refused(file.name, f'the total is "{stated}", but the lines add up to {values.shown(amount_micro)}',
                      f"The difference is {values.shown(stated_micro - amount_micro)}.", where)

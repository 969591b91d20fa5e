"""Invoices, rate cards and the lists people edit: whole or refused, naming the line."""

from datetime import date
from pathlib import Path

import pytest

from telcost.errors import Refused
from telcost.readers import directory, rates

REAL = Path(__file__).parents[2] / "sample_data"
FROM, TO = date(1, 1, 1), date(9999, 12, 31)


def refusal(read, text, name="april.csv") -> str:
    with pytest.raises(Refused) as refused:
        read(text, name)
    return str(refused.value)


# invoices ------------------------------------------------------------------------------------------------------

INVOICE = (
    "supplier,invoice_number,invoice_date,period_start,period_end,line,product,description,quantity,unit,unit_price,"
    "amount,currency\n"
)
HEAD = "clearline,CLR-4,2026-05-03,2026-04-01,2026-04-30"
LINE = f"{HEAD},1,Toll-free usage,Toll-free inbound,15063.5,minute,,346.42,USD\n"
CREDIT = f'{HEAD},2,Credit,"Outage, 3 April",,,,-30.123456,USD\n'


def total(amount):
    return f"{HEAD},,Total,,,,,{amount},USD\n"


def test_an_invoice_is_its_lines_and_its_last_day_is_made_exclusive(read):
    found = read(INVOICE + LINE + CREDIT + total("316.296544"))
    assert found.source == "invoice"
    assert found.rows("invoice_line", "line, supplier, invoice_number, invoice_on, from_on, to_on, line_number, product") == [
        (2, "clearline", "CLR-4", date(2026, 5, 3), date(2026, 4, 1), date(2026, 5, 1), 1, "Toll-free usage"),
        (3, "clearline", "CLR-4", date(2026, 5, 3), date(2026, 4, 1), date(2026, 5, 1), 2, "Credit"),
    ]
    assert found.rows("invoice_line", "description, quantity_micro, unit, amount_micro, currency") == [
        ("Toll-free inbound", 15_063_500_000, "minute", 346_420_000, "USD"),
        ("Outage, 3 April", None, "", -30_123_456, "USD"),
    ]
    outcome = found.outcome
    assert (outcome.records, outcome.non_data, outcome.amount_micro, outcome.currency, outcome.supplier) == (
        3,
        1,
        316_296_544,
        "USD",
        "clearline",
    )
    assert (outcome.first_ms, outcome.last_ms) == (1775001600000, 1777593600000)


@pytest.mark.parametrize(("text", "said"), [
    (LINE + total("346.43"), 'line 3, column "amount": the total is "346.43", but the lines add up to 346.42'),
    (LINE, "there is no Total line"),
    (total("0"), "the invoice has no lines"),
    (LINE + LINE + total("692.84"), "lines 2 and 3: line 1 of invoice CLR-4 is there twice"),
    (LINE + CREDIT.replace("USD", "EUR") + total("316.296544"), "one invoice in EUR and USD"),
    (LINE.replace("346.42", "346.4212345"), 'line 2, column "amount": "346.4212345" has more than 6 decimals'),
    (LINE.replace("346.42", '"1,346.42"'), 'line 2, column "amount": "1,346.42" is not a number'),
    (LINE.replace("2026-04-30", "30.04.2026"), 'line 2, column "period_end": "30.04.2026" is not a date'),
    (LINE.replace("2026-04-30", "2026-03-30"), 'column "period_end": "2026-03-30" is before the period starts'),
    (LINE.replace("CLR-4", ""), 'line 2, column "invoice_number": the cell is empty'),
    (LINE.replace(",USD", ""), "line 2: 12 cells where the header has 13"),
])  # fmt: skip
def test_an_invoice_that_is_not_exact_and_complete_is_refused(read, text, said):
    refused = refusal(read, INVOICE + text)
    assert refused.startswith("april.csv") and said in refused and refused.endswith("Nothing was imported.")


# rate cards ----------------------------------------------------------------------------------------------------

CARD = (
    "supplier,product,valid_from,valid_to,number_class,prefix,unit,rate,connection_fee,first_increment_seconds,currency,label\n"
)


def test_a_card_row_keeps_every_digit_and_fills_in_the_defaults(read):
    found = read(
        CARD
        + "bluewave,Outbound,2026-01-01,2026-03-15,,+44 20,minute,0.012345678,0.35,30,USD,London\nbluewave,,,,,,seat,115,,,USD,\n"
    )
    assert (found.source, found.outcome.records, found.outcome.first_ms, found.outcome.supplier) == (
        "rate card",
        2,
        None,
        "bluewave",
    )
    assert found.rows(
        "rate", "line, rate_id, product, valid_from, valid_to, prefix, unit, rate_nano, connection_fee_nano, label"
    ) == [
        (
            2,
            "bluewave:f1:2",
            "Outbound",
            date(2026, 1, 1),
            date(2026, 3, 15),
            "4420",
            "minute",
            12_345_678,
            350_000_000,
            "London",
        ),
        (3, "bluewave:f1:3", "", FROM, TO, "", "seat", 115_000_000_000, 0, ""),
    ]
    assert found.rows("rate", "first_increment_seconds, next_increment_seconds, minimum_seconds, free_seconds, from_second") == [
        (30, 1, 0, 0, 0),
        (1, 1, 0, 0, 0),
    ]
    assert set(found.rows("rate", "amount_rounding, amount_decimals, maximum_amount_micro, tier_from_micro, direction")) == {
        ("half_up", 6, None, None, "")
    }


@pytest.mark.parametrize(("row", "column", "said"), [
    ("b,,,,,,minute,-0.01,,,USD,", "rate", '"-0.01" is negative'),
    ("b,,,,,,minute,0.0000000001,,,USD,", "rate", "has more than 9 decimals"),
    ("b,,,,,,minute,free,,,USD,", "rate", '"free" is not a number'),
    ("b,,,,,,minute,,,,USD,", "rate", "the cell is empty"),
    (",,,,,,minute,1,,,USD,", "supplier", "the cell is empty"),
    ("b,,,,,,hour,1,,,USD,", "unit", "Write one of: minute, second, call, seat"),
    ("b,,,,toll free,,minute,1,,,USD,", "number_class", '"toll free" is not known here'),
    ("b,,,,,44x,minute,1,,,USD,", "prefix", '"44x" is not a prefix'),
    ("b,,,,,,minute,1,,0,USD,", "first_increment_seconds", '"0" is not from 1 to'),
    ("b,,,,,,minute,1,,1.5,USD,", "first_increment_seconds", '"1.5" is not a whole number'),
    ("b,,2026-02-30,,,,minute,1,,,USD,", "valid_from", '"2026-02-30" is not a date'),
    ("b,,2026-03-15,2026-03-15,,,minute,1,,,USD,", "valid_to", '"2026-03-15" is not after valid_from'),
    ("b,,,,,,minute,1,,,dollars,", "currency", '"dollars" is not a currency'),
])  # fmt: skip
def test_a_card_with_a_wrong_cell_is_refused_naming_it(read, row, column, said):
    refused = refusal(read, CARD + "b,,,,,1,minute,1,,,USD,\n" + row + "\n")
    assert refused.startswith(f'april.csv, line 3, column "{column}": ') and said in refused


def test_an_unknown_column_of_a_card_is_refused(read):
    assert 'line 1: column "prfix" is not known in a rate card' in refusal(
        read, "supplier,unit,rate,currency,prfix\nb,minute,1,USD,44\n"
    )


def test_two_rows_of_one_key_may_follow_each_other_but_not_overlap(read):
    row = "b,Outbound,{},{},,44,minute,1,,,USD,{}\n"
    assert read(CARD + row.format("2026-03-15", "", "") + row.format("", "2026-03-15", "")).outcome.records == 2
    refused = refusal(read, CARD + row.format("", "", "x") + row.format("2026-03-15", "", "y"))
    assert "april.csv: lines 2 and 3 say it twice for 2026-03-15" in refused
    assert read(CARD + row.format("", "", "") + row.format("", "", "").replace(",44,", ",49,")).outcome.records == 2


# lists ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", directory.KEYS)
def test_every_list_of_the_sample_is_told_by_its_header(read, name):
    found = read((REAL / "reference" / f"{name}.csv").read_bytes(), "any.csv")
    assert found.source == "list"
    assert found.outcome.records == len(found.rows(name)) > 0


def test_empty_dates_mean_always_and_yes_is_true(read):
    found = read(
        "department,label,aliases,shares,valid_from,valid_to\n"
        "Sales,Sales,Commercial| Vente ,yes,,\nLegal,,,no,2026-03-01,2026-04-01\nHR,,,,,\n"
    )
    assert found.rows("department", "* exclude (file_id)") == [
        (2, "Sales", "Sales", "Commercial| Vente", True, FROM, TO),
        (3, "Legal", "", "", False, date(2026, 3, 1), date(2026, 4, 1)),
        (4, "HR", "", "", True, FROM, TO),
    ]
    assert found.rows("department_alias", "line, department, alias, valid_to") == [
        (2, "Sales", "Commercial", TO),
        (2, "Sales", "Vente", TO),
    ]


def test_a_number_alone_is_a_range_of_one(read):
    found = read("number_from,number_to,supplier,region,department,cost_centre,label,valid_from,valid_to\n"
                 "+1 (833) 555-0176,,clearline,,,,,,\n+12125550100,+12125550199,,,,,,,\n")  # fmt: skip
    assert found.rows("number", "number_from, number_to, supplier") == [
        ("+18335550176", "+18335550176", "clearline"),
        ("+12125550100", "+12125550199", ""),
    ]


def test_a_supplier_has_defaults(read):
    header = ",".join(directory.header("supplier"))
    found = read(f"{header}\nacme,,carrier,USD,,,,,,,,,,\n")
    assert found.rows("supplier", "cycle_day, cycle_time, cycle_zone, default_for, has_call_files, match_tolerance_seconds") == [
        (1, "00:00", "", "", False, 5)
    ]


@pytest.mark.parametrize(("text", "said"), [
    ("department,label,aliases,shares,valid_from,valid_to\n,Sales,,yes,,\n", 'line 2, column "department": the cell is empty'),
    ("department,label,aliases,shares,valid_from,valid_to\nSales,,,maybe,,\n", 'column "shares": "maybe" is neither yes nor no'),
    ("department,label,aliases,shares,valid_from,valid_to\nSales,,,,,\nHR,,,,,\nsales,,,,,\n",
     "lines 2 and 4 say it twice for every day"),
    ("queue_id,queue,department,cost_centre,is_shared,valid_from,valid_to\n,,Sales,,no,,\n",
     "neither queue_id nor queue is filled"),
    ("number_from,number_to,supplier,region,department,cost_centre,label,valid_from,valid_to\n8335550176,,,,,,,,\n",
     'column "number_from": "8335550176" is not a number with its country code'),
    ("number_from,number_to,supplier,region,department,cost_centre,label,valid_from,valid_to\n+12125550199,+12125550100,,,,,,,\n",
     "comes before number_from"),
    ("position,rule,valid_from,valid_to\nfirst,queue,,\n", '"first" is not a whole number'),
    ("position,rule,valid_from,valid_to\n1,colour,,\n", "Write one of: queue, user, number."),
    ("cost_centre,label,department,parent,is_default,valid_from,valid_to\nA,,,B,no,,\nB,,,C,no,,\nC,,,A,no,,\n",
     'line 2, column "parent": the cost centres go in a circle: A > B > C > A'),
    ("cost_centre,label,department,parent,is_default,valid_from,valid_to\nA,,,A,no,,\n", "in a circle: A > A"),
    ("policy,value,valid_from,valid_to\nbilling_zone,,,\n", 'line 2, column "value": the cell is empty'),
    ("policy,value,valid_from\nbilling_zone,UTC,\n", 'column "valid_to" is missing\n  The nearest format is list policy.'),
])  # fmt: skip
def test_a_list_with_a_wrong_cell_is_refused_naming_it(read, text, said):
    assert said in refusal(read, text)


@pytest.mark.parametrize(("column", "cell", "said"), [
    ("cycle_zone", "Mars/Olympus", "is not a time zone"), ("cycle_day", "32", "is not a day of the month"),
    ("cycle_time", "7:00", "is not a time of day"), ("home_country", "USA", "is not a country"),
    ("role", "friend", "platform, carrier"),
    ("currency", "$", "is not a currency"), ("default_for", "all", "inbound, outbound, both"),
])  # fmt: skip
def test_a_supplier_with_a_wrong_cell_is_refused(read, column, cell, said):
    row = dict.fromkeys(directory.header("supplier"), "") | {
        "supplier": "acme",
        "role": "carrier",
        "currency": "USD",
        column: cell,
    }
    refused = refusal(read, ",".join(row) + "\n" + ",".join(row.values()) + "\n")
    assert f'line 2, column "{column}": "{cell}" ' in refused and said in refused


@pytest.mark.parametrize("file", sorted((REAL / "rates").glob("*.csv")), ids=lambda file: file.name)
def test_every_card_of_the_sample_is_read(read, file):
    found = read(file.read_bytes())
    assert (found.source, found.outcome.records) == ("rate card", len(found.rows("rate")))


def test_the_card_knows_the_columns_of_the_data_dictionary(read):
    found = read(CARD + "b,,,,,,minute,1,,,USD,\n")
    assert len(found.rows("rate")[0]) == len(rates.COLUMNS) + 3

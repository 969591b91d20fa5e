"""Call files: recognised by their header, typed exactly, a bad row set aside with its line, the rest goes on."""

from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telcost.errors import BadReference, Refused
from telcost.readers import carrier, recognise
from telcost.readers.content import decode, unpack
from telcost.readers.csv_text import lines, records

REAL = Path(__file__).parents[2] / "sample_data"
CLEARLINE = "Call ID,Date,Time,Originating Number,Dialed Number,Terminating Number,Duration,Direction\n"
BLUEWAVE = "CallType;StartTime;StopTime;CallDuration;BillDuration;CallPrice;TransactionId;ANI;DNIS\n"
GENERIC = (
    "call_id,started_at,answered_at,ended_at,from_number,to_number,direction,duration_seconds,billed_seconds,amount,currency\n"
)


def clearline(
    call="c1", date="03/01/2026", time="10:46:29", caller="2125550100", dialled="8335550176", duration="00:11:35", way="IN-TF"
):
    return f"{call},{date},{time},{caller},{dialled},3125550110,{duration},{way}\n"


def bluewave(price="0.137700", call="t1", duration="913", billed="918", way="TERM_INTERSTATE"):
    return f"{way};2026-03-02 14:21:35;2026-03-02 14:36:48;{duration};{billed};{price};{call};12125550173;442079460104\n"


def test_a_clearline_record_is_local_time_national_numbers_and_no_amount(read):
    found = read(CLEARLINE + clearline())
    assert (found.source, found.outcome.currency) == ("calls", "")
    assert found.rows(
        "carrier_record", "line, supplier, format, call_id, leg_number, event, event_ms, precision_ms, started_ms"
    ) == [(2, "clearline", "clearline", "c1", "", "answer", 1772379989000, 1000, 1772379989000)]
    assert found.rows("carrier_record", "duration_ms, direction, ani, ani_type, dnis, dnis_type, dnis_country, terminating") == [
        (695_000, "inbound", "+12125550100", "fixed", "+18335550176", "toll_free", "US", "+13125550110")
    ]
    assert found.rows("carrier_record", "billed_seconds, amount_micro, currency, product, occurrence") == [
        (None, None, "", "", 1)
    ]


def test_a_voip_innovations_record_is_gmt_has_country_codes_and_a_price(read):
    found = read(BLUEWAVE + bluewave(), supplier="bluewave")
    assert found.rows(
        "carrier_record", "supplier, call_id, event, event_ms, duration_ms, direction, ani, dnis, dnis_country"
    ) == [("bluewave", "t1", "answer", 1772461295000, 913_000, "outbound", "+12125550173", "+442079460104", "GB")]
    assert found.rows("carrier_record", "billed_seconds, amount_micro, currency") == [(918, 137_700, "USD")]
    assert (found.outcome.currency, found.outcome.amount_micro) == ("USD", 137_700)


def test_columns_are_found_by_name_whatever_their_order_case_and_delimiter(read):
    header = "﻿dialed number \t CALL ID\tDuration\tDIRECTION\tTime\tDate\tTerminating Number\tOriginating Number\tNotes\n"
    found = read(header + "8335550176\tc1\t00:11:35\tIN-TF\t10:46:29\t03/01/2026\t3125550110\t2125550100\thello\n")
    other = read(CLEARLINE + clearline())
    assert found.rows("carrier_record") == other.rows("carrier_record")


def test_didww_files_add_three_amounts_and_tell_answered_calls_by_their_connect_time(read):
    header = ("Date/Time Start (UTC),Date/Time Connect (UTC),Date/Time End (UTC),Source,DID,Destination,Duration (secs),"
              "TollFree Amount (USD),Termination Amount (USD),Metered Channels Amount (USD)\n")  # fmt: skip
    rows = ("2018-12-06 05:20:58,2018-12-06 05:21:00,2018-12-06 05:22:00,4,97286259404,sip:x@y,60,0.010,0.002,0.003\n"
            "2018-12-06 05:20:58,,,,97286259404,sip:x@y,0,0.000,,\n")  # fmt: skip
    found = read(header + rows)
    assert found.rows("carrier_record", "event, event_ms, ani, ani_type, dnis, amount_micro, direction") == [
        ("answer", 1544073660000, "4", "unknown", "+97286259404", 15_000, "inbound"),
        ("setup", 1544073658000, "", "withheld", "+97286259404", 0, "inbound"),
    ]


def test_the_generic_format_takes_what_there_is(read):
    found = read(GENERIC + "a,2026-03-01T10:00:00Z,,,+12125550100,+442079460104,outbound,60,,,\n"
                           "b,2026-03-01T10:00:00Z,2026-03-01T05:00:04-05:00,,+12125550100,+442079460104,outbound,60,66,0.1,EUR\n",
                 supplier="acme")  # fmt: skip
    assert found.rows("carrier_record", "call_id, event, event_ms, billed_seconds, amount_micro, currency") == [
        ("a", "setup", 1772359200000, None, None, ""),
        ("b", "answer", 1772359204000, 66, 100_000, "EUR"),
    ]


def test_of_a_record_with_only_its_end_the_start_is_computed(read, monkeypatch):
    ends = carrier.Format("ends", "d", {"ended_at": ("End",), "from_number": ("A",), "to_number": ("B",), "duration": ("Secs",)},
                          "UTC", "%Y-%m-%d %H:%M", "seconds", "national", region="US",
                          direction="inbound", supplier="x")  # fmt: skip
    monkeypatch.setattr(carrier, "formats", lambda: {"ends": ends})
    found = read("End,A,B,Secs\n2026-03-01 10:00,2125550100,8335550176,90\n")
    assert found.rows("carrier_record", "event, event_ms, started_ms, precision_ms") == [
        ("end", 1772359200000, 1772359110000, 60_000)
    ]


# what is set aside ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("row", "column", "code", "said"), [
    (clearline(duration="00:61:07"), "Duration", "duration", '"00:61:07" is not a duration\n  This format writes HH:MM:SS.'),
    (clearline(duration=""), "Duration", "empty", "the cell is empty"),
    (clearline(duration="-00:01:00"), "Duration", "duration", "is not a duration"),
    (clearline(date="2026-03-01"), "Date Time", "time", '" is not a time\n  This format writes it as in 03/31/2026'),
    (clearline(date="03/08/2026", time="02:30:00"), "Date Time", "no_such_time", "does not exist in America/New_York"),
    (clearline(caller="1.80055E+10"), "Originating Number", "scientific", '"1.80055E+10" has lost its last digits'),
    (clearline(way="SIDEWAYS"), "Direction", "direction", "This format writes: IN*, OUT*."),
    (clearline().replace("\n", ",one more\n"), "", "columns", "9 cells where the header has 8"),
    ("c1,03/01/2026\n", "", "columns", "2 cells where the header has 8"),
    (clearline(call='"c1'), "", "quoting", "a quote that never closes"),
    (clearline(call="c\0"), "", "quoting", "a NUL character"),
])  # fmt: skip
def test_a_row_that_cannot_be_read_is_set_aside_and_the_rest_goes_on(read, row, column, code, said):
    found = read(CLEARLINE + clearline("before") + row + clearline("after"))
    assert found.rows("carrier_record", "call_id") == [("before",), ("after",)]
    assert found.rows("set_aside", "line, column_name, code") == [(3, column, code)]
    [message] = found.messages()
    assert message.startswith(f'line 3, column "{column}": ' if column else "line 3: ") and said in message
    assert message.endswith("The row was set aside; 2 other rows were read.")
    assert (found.outcome.records, found.outcome.set_aside, found.outcome.non_data) == (3, 1, 0)


@pytest.mark.parametrize("price", ["0.1,5", "1.234,50", "$0.10", "free", "NaN", "0.0000001", "(0.10)"])
def test_an_amount_that_is_not_exact_sets_its_row_aside(read, price):
    found = read(BLUEWAVE + bluewave(price) + bluewave("0.5", "t2"), supplier="bluewave")
    assert found.rows("set_aside", "line, column_name, value, amount_micro") == [(2, "CallPrice", price, None)]
    assert (found.outcome.amount_micro, found.outcome.set_aside_micro) == (500_000, 0)


def test_the_amount_of_a_row_set_aside_for_another_reason_is_known(read):
    found = read(BLUEWAVE + bluewave("0.25", duration="x") + bluewave("0.5", "t2"), supplier="bluewave")
    assert found.rows("set_aside", "amount_micro") == [(250_000,)]
    assert (found.outcome.amount_micro, found.outcome.set_aside_micro) == (750_000, 250_000)


def test_credits_and_no_amount_are_different_things(read):
    found = read(BLUEWAVE + bluewave("-0.5") + bluewave("") + bluewave("0"), supplier="bluewave")
    assert found.rows("carrier_record", "amount_micro") == [(-500_000,), (None,), (0,)]


def test_a_file_is_in_one_currency(read):
    row = "a,2026-03-01T10:00:00Z,,,+12125550100,+442079460104,outbound,60,,0.1,"
    found = read(GENERIC + row + "EUR\n" + row + "USD\n" + row + "\n", supplier="acme")
    assert found.rows("carrier_record", "line, currency") == [(2, "EUR"), (4, "EUR")]
    assert found.rows("set_aside", "line, column_name, code") == [(3, "currency", "currency")]


def test_a_time_that_came_twice_is_noted(read):
    found = read(CLEARLINE + clearline(date="11/01/2026", time="01:30:00"))
    assert found.rows("carrier_record", "event_ms") == [(1793511000000,)]
    assert found.outcome.notes == ["1 times came twice when the clock was put back in America/New_York: the earlier was taken."]


def test_a_line_number_is_the_physical_line(read):
    found = read(CLEARLINE + '"c\n1",' + clearline().partition(",")[2] + clearline(duration="x"))
    assert (found.rows("carrier_record", "line"), found.rows("set_aside", "line")) == ([(2,)], [(4,)])


# what is no data ------------------------------------------------------------------------------------------------


def test_titles_blank_lines_a_repeated_header_and_totals_are_no_data(read):
    text = (
        "sep=,\nClearline call detail\n\n"
        + CLEARLINE
        + clearline()
        + "\n,,,,,,,\n"
        + CLEARLINE
        + clearline("c2")
        + "Total,,,,,,,\n"
    )
    found = read(text)
    assert found.rows("carrier_record", "line, call_id") == [(5, "c1"), (9, "c2")]
    assert (found.outcome.records, found.outcome.set_aside, found.outcome.non_data) == (9, 0, 7)


def test_a_header_alone_is_an_empty_month(read):
    found = read(CLEARLINE)
    assert (found.outcome.records, found.outcome.first_ms, found.rows("carrier_record")) == (0, None, [])


def test_a_total_is_a_control(read):
    total = "Total;;;;;{};;;\n"
    assert read(BLUEWAVE + bluewave("0.1377") + bluewave("0.5") + total.format("0.6377"), supplier="b").outcome.non_data == 1
    assert read(BLUEWAVE + bluewave("0.1377") + bluewave("0.5") + total.format("0.64"), supplier="b").outcome.non_data == 1
    with pytest.raises(Refused, match=r'line 3: the total is "0.64", but the rows add up to 0.1377'):
        read(BLUEWAVE + bluewave("0.1377") + total.format("0.64"), supplier="b")


def test_equal_rows_are_numbered_and_have_one_digest(read):
    found = read(CLEARLINE + clearline() * 2 + clearline("c2") + clearline())
    digests = found.rows("carrier_record", "digest, occurrence")
    assert [occurrence for _, occurrence in digests] == [1, 2, 1, 3]
    assert digests[0][0] == digests[1][0] == digests[3][0] != digests[2][0]


def test_a_digest_is_of_the_values_and_the_supplier_not_of_their_spelling(read):
    def digest(text, **how):
        return read(text, **how).rows("carrier_record", "digest")[0][0]

    same = digest(CLEARLINE + clearline())
    assert same == digest(CLEARLINE + "\r\n" + clearline(caller="(212) 555-0100").replace("c1", '"c1"'))
    assert same != digest(CLEARLINE + clearline(), supplier="another")
    assert same != digest(CLEARLINE + clearline(duration="00:11:36"))


# recognising --------------------------------------------------------------------------------------------------


def test_a_missing_column_is_named_with_the_nearest_format(read):
    with pytest.raises(Refused) as refused:
        read("Call ID,Date,Time,Originating Number,Dialed Number,Direction\nx\n", "april.csv")
    assert str(refused.value) == (
        'april.csv, line 1: columns "Terminating Number", "Duration" are missing\n'
        "  The nearest format is calls clearline. Nothing was imported."
    )


def test_an_unknown_file_is_refused_naming_what_is_read(read):
    with pytest.raises(Refused, match=r"this is none of the files telcost reads\n  It reads Genesys.*: clearline, didww_2017"):
        read("beach,weather\nLido,fine\n")
    with pytest.raises(Refused, match="this is none of the files"):
        read('"","","1","default","","Console/dsp","","Hangup","","2010-04-02 00:26:32",7,7,"ANSWERED"\n')


def test_a_column_that_is_there_twice_is_refused(read):
    with pytest.raises(Refused, match='column "duration" is there twice, at 7 and 9'):
        read(CLEARLINE.replace("\n", ",Duration\n") + clearline().replace("\n", ",x\n"))


def test_a_format_can_be_named_and_must_exist(read):
    assert read(CLEARLINE + clearline(), format="clearline").rows("carrier_record", "format") == [("clearline",)]
    with pytest.raises(Refused, match=r'there is no format "clarline"\n  There are: clearline, didww_2017'):
        read(CLEARLINE + clearline(), format="clarline")
    with pytest.raises(Refused, match="The nearest format is calls generic"):
        read("call_id,started_at,from_number,direction\n", format="generic")


def test_two_formats_with_one_header_ask_for_a_name(read, monkeypatch):
    one = carrier.formats()["clearline"]
    monkeypatch.setattr(carrier, "formats", lambda: {"clearline": one, "twin": replace(one, name="twin")})
    with pytest.raises(Refused, match="the header fits more than one format: clearline, twin\n  Name one with --format"):
        read(CLEARLINE + clearline())


def test_latin_1_is_read_only_where_a_format_declares_it(read, monkeypatch):
    text = (CLEARLINE + clearline("café")).encode("latin-1")
    with pytest.raises(Refused, match="line 2: byte 0xe9 is not UTF-8"):
        read(text)
    declared = replace(carrier.formats()["clearline"], name="old", encoding="latin-1")
    monkeypatch.setattr(carrier, "formats", lambda: {"old": declared})
    assert read(text).rows("carrier_record", "call_id") == [("café",)]


def test_two_counts_of_the_records_must_agree(read, monkeypatch):
    monkeypatch.setattr("telcost.readers.sheet.count_records", lambda *_: 5)
    with pytest.raises(Refused, match="2 records were read, but another count finds 5"):
        read(CLEARLINE + clearline())


@pytest.mark.parametrize(("toml", "said"), [
    ("zone = 'Mars'", "zone"), ("colour = 'red'", "colour"), ("durations = 'hours'", "durations is hours, not one of"),
    ("[columns]\ncalled = 'x'", "called"), ("this is not toml", "Expected"),
])  # fmt: skip
def test_a_format_that_cannot_work_is_refused_naming_its_file(tmp_path, monkeypatch, toml, said):
    good = (carrier.FORMATS / "clearline.toml").read_text()
    key = toml.partition(" ")[0]
    lines = [line for line in good.splitlines() if not line.startswith(key)]
    text = toml if toml.startswith(("[", "this")) else "\n".join([toml, *lines])
    tmp_path.joinpath("mine.toml").write_text(text)
    monkeypatch.setattr(carrier, "FORMATS", tmp_path)
    with pytest.raises(BadReference, match=f"mine.toml does not describe a carrier's format: .*{said}"):
        carrier.formats.__wrapped__()


@pytest.mark.parametrize(
    "file", sorted((REAL / "clearline").glob("*.csv")) + sorted((REAL / "bluewave").glob("*.CDR")), ids=lambda file: file.name
)
def test_every_call_file_of_the_sample_is_recognised_and_wholly_read(read, file):
    found = read(file.read_bytes(), supplier="x")
    assert (found.source, found.outcome.set_aside) == ("calls", 0)
    assert found.outcome.records == len(found.rows("carrier_record")) > 90


# identity ------------------------------------------------------------------------------------------------------

pieces = st.sampled_from([
    clearline(), clearline("c2"), clearline(duration="x"), clearline(date="03/08/2026", time="02:30:00"), "\n", ",,,,,,,\n",
    CLEARLINE,
    "Total,,,,,,,\n", '"open,\n', 'a"b,c\n', "\0\n", "x\r", "\ufeff", '"', ",",
])  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(pieces, max_size=12).map("".join))
def test_whatever_a_file_holds_every_record_is_counted_once_or_the_file_is_refused(tmp_path_factory, text):
    content, folder = (CLEARLINE + text).encode(), tmp_path_factory.mktemp("any")
    try:
        recognised = recognise("any.csv", content)
        outcome = carrier.read(
            carrier.File("f1", "any.csv", content, folder, "x"), recognised.how, carrier.formats()["clearline"]
        )
    except Refused:
        return
    rows = duckdb.sql(f"select count(*) from '{folder}/carrier_record.parquet'").fetchall()[0][0]
    assert (
        outcome.records == rows + outcome.set_aside + outcome.non_data == len(list(records(lines(decode("", content)), ","))) - 1
    )


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_are_an_exception(content):
    try:
        recognise("any", unpack("any", content))
    except Refused as error:
        assert "Nothing was imported." in str(error)

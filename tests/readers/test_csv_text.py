"""Records and their physical lines, whatever the quoting."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telcost.readers.csv_text import count_records, fold, lines, records


def parsed(text, delimiter=","):
    return [(record.line, record.fields) for record in records(lines(text), delimiter) if not record.problem]


def problems(text):
    return [(record.line, record.problem) for record in records(lines(text), ",") if record.problem]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\r\r\n"])
def test_every_line_end_ends_a_line_and_the_last_may_lack_it(end):
    text = f"a,b{end}1,2{end}3,4"
    assert parsed(text) == parsed(text + end) == [(1, ["a", "b"]), (2, ["1", "2"]), (3, ["3", "4"])]
    assert count_records(text, ",") == count_records(text + end, ",") == 3


def test_only_line_ends_end_a_line():
    assert parsed("a\u2028b,c\x0b\n") == [(1, ["a\u2028b", "c\x0b"])]


def test_a_line_number_is_the_physical_line_also_after_a_quoted_line_end():
    assert parsed('1,"two\nlines"\n3,4\n') == [(1, ["1", "two\nlines"]), (3, ["3", "4"])]


def test_quotes_and_delimiters_inside_quotes_are_text():
    assert parsed('"a ""b"", c",5" pipe\n') == [(1, ['a "b", c', '5" pipe'])]
    assert parsed('"a;b";c\n', ";") == [(1, ["a;b", "c"])]


def test_a_quote_that_never_closes_spoils_its_own_line_only():
    text = '1,2\n"3,4\n5,6\n7,8\n'
    assert parsed(text) == [(1, ["1", "2"]), (3, ["5", "6"]), (4, ["7", "8"])]
    assert problems(text) == [(2, "a quote that never closes")]
    assert count_records(text, ",") == 4


def test_a_quote_closed_by_a_later_line_does_not_swallow_it():
    text = '1,"2\n3,"4"\n5,6\n'
    assert problems(text) == [(1, "a quote inside a quoted field")]
    assert parsed(text) == [(2, ["3", "4"]), (3, ["5", "6"])]
    assert count_records(text, ",") == 3


def test_a_nul_spoils_its_line():
    assert problems("1,2\n3,\0\n") == [(2, "a NUL character")]


def test_blank_lines_are_records_without_fields():
    assert parsed("a\n\nb\n") == [(1, ["a"]), (2, []), (3, ["b"])]


cells = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=8)


@settings(deadline=None)
@given(st.lists(st.lists(cells, min_size=2, max_size=4), min_size=1, max_size=8), st.sampled_from(",;\t|"))
def test_what_a_csv_writer_wrote_is_read_back_and_both_counts_agree(rows, delimiter):
    rows = [[cell.replace("\r", "\n") for cell in row] for row in rows]
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n").writerows(rows)
    found = [record.fields for record in records(lines(text.getvalue()), delimiter)]
    assert found == rows
    assert count_records(text.getvalue(), delimiter) == len(rows)


@settings(deadline=None)
@given(st.text(st.sampled_from('a1,"\n\r '), max_size=40))
def test_nothing_is_ever_an_exception(text):
    physical = lines(text)
    found = list(records(physical, ","))
    assert [record.line for record in found] == sorted({record.line for record in found})
    assert len(found) <= len(physical)


def test_names_are_compared_without_case_spaces_and_invisible_letters():
    assert fold("Start\u00a0Time\u200b ") == fold("starttime") == fold("Ｓtart time")
    assert fold("Call ID") != fold("call_id")

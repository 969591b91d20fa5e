"""Overlapping exports count once; what two files tell differently is settled for the older; a credit adds up."""

import pytest


@pytest.fixture
def files(given):
    given(
        "landed.file",
        """
        file_id  last_ms
        monday   1000
        friday   5000
        """,
    )


def test_a_call_in_two_overlapping_exports_counts_once(files, given, rows):
    given(
        "landed.carrier_record",
        """
        file_id  line  supplier  call_id  digest
        monday   2     redline   one      d1
        monday   3     redline   two      d2
        friday   2     redline   two      d2
        friday   3     redline   three    d3
        """,
    )
    assert rows("call_id, file_id", "staging.carrier_record") == [
        ("one", "monday"),
        ("three", "friday"),
        ("two", "monday"),
    ]


def test_equal_rows_count_as_often_as_the_file_that_has_them_most_often(files, given, rows):
    given(
        "landed.carrier_record",
        """
        file_id  line  supplier  call_id  digest  occurrence
        monday   2     redline   -        same    1
        monday   3     redline   -        same    2
        friday   2     redline   -        same    1
        friday   3     redline   -        same    2
        friday   4     redline   -        same    3
        """,
    )
    assert rows("occurrence, file_id, line", "staging.carrier_record") == [
        (1, "monday", 2),
        (2, "monday", 3),
        (3, "friday", 4),
    ]


def test_the_older_export_wins_when_two_tell_a_call_differently(files, given, rows):
    given(
        "landed.carrier_record",
        """
        file_id  line  supplier  call_id  digest  amount_micro
        friday   2     redline   one      new     600_000
        monday   2     redline   one      old     500_000
        """,
    )
    assert rows("file_id, amount_micro", "staging.carrier_record") == [("monday", 500_000)]


def test_two_rows_of_one_file_for_one_call_both_count(files, given, rows):
    given(
        "landed.carrier_record",
        """
        file_id  line  supplier  call_id  digest  amount_micro
        monday   2     redline   one      first   500_000
        monday   3     redline   one      second  100_000
        """,
    )
    assert rows("carrier_call_id, amount_micro", "staging.carrier_record") == [
        ("redline:one#", 100_000),
        ("redline:one#", 500_000),
    ]


def test_two_legs_under_one_call_id_are_two_calls(files, given, rows):
    given(
        "landed.carrier_record",
        """
        file_id  line  supplier  call_id  leg_number  digest
        monday   2     redline   one      1           a
        friday   2     redline   one      2           b
        """,
    )
    assert rows("carrier_call_id", "staging.carrier_record") == [("redline:one#1",), ("redline:one#2",)]


def test_a_credit_in_a_later_export_adds_up_with_the_call_it_reverses(files, given, rows):
    given(
        "landed.carrier_record",
        """
        file_id  line  supplier  call_id  digest  amount_micro
        monday   2     redline   one      charge  500_000
        friday   2     redline   one      credit  -500_000
        """,
    )
    assert rows("carrier_call_id, amount_micro", "staging.carrier_record") == [
        ("redline:one#", -500_000),
        ("redline:one#", 500_000),
    ]


def test_a_credit_in_an_earlier_export_does_not_drive_out_the_call_itself(files, given, rows):
    given(
        "landed.carrier_record",
        """
        file_id  line  supplier  call_id  digest  amount_micro
        monday   2     redline   one      credit  -500_000
        friday   2     redline   one      charge  500_000
        """,
    )
    assert rows("amount_micro", "staging.carrier_record") == [(-500_000,), (500_000,)]


def test_rows_without_a_call_id_that_reverse_each_other_are_one_call(files, given, rows):
    given(
        "landed.carrier_record",
        """
        file_id  line  supplier  digest  event_ms  ani           dnis          amount_micro
        monday   2     redline   charge  7000      +12125550100  +13125550111  500_000
        monday   3     redline   credit  7000      +12125550100  +13125550111  -500_000
        monday   4     redline   other   7000      +12125550100  +13125550122  500_000
        """,
    )
    assert rows("carrier_call_id, amount_micro", "staging.carrier_record") == [
        ("redline:charge#1", -500_000),
        ("redline:charge#1", 500_000),
        ("redline:other#1", 500_000),
    ]


def test_a_credit_without_a_call_to_reverse_is_a_call_of_its_own(files, given, rows):
    given(
        "landed.carrier_record",
        """
        file_id  line  supplier  digest  event_ms  ani           dnis          amount_micro
        monday   2     redline   charge  7000      +12125550100  +13125550111  500_000
        monday   3     redline   credit  7000      +12125550100  +13125550111  -400_000
        """,
    )
    assert rows("carrier_call_id, amount_micro", "staging.carrier_record") == [
        ("redline:charge#1", 500_000),
        ("redline:credit#1", -400_000),
    ]

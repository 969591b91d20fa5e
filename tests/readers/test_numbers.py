"""Addresses of calls, in every form that was seen or is to be expected."""

import phonenumbers
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telcost.readers.numbers import CLASS, carrier_number, platform_number


@pytest.mark.parametrize(("address", "number", "kind", "country"), [
    ("tel:+18335550176", "+18335550176", "toll_free", "US"),
    ("tel:+12125550100", "+12125550100", "fixed", "US"),
    ("tel:+14165550123", "+14165550123", "fixed", "CA"),
    ("tel:+18095550100", "+18095550100", "fixed", "DO"),
    ("tel:+442079460104", "+442079460104", "fixed", "GB"),
    ("tel:+4915112345678", "+4915112345678", "mobile", "DE"),
    ("tel:+19005550100", "+19005550100", "premium", "US"),
    ("tel:+80012345678", "+80012345678", "toll_free", ""),
    ("+1 (727) 329-4898;ext=3", "+17273294898", "fixed", "US"),
    ("sip:+81312345678@172.18.0.1;user=phone", "+81312345678", "fixed", "JP"),
    ("SIP:+12125550100@trunk.example", "+12125550100", "fixed", "US"),
])  # fmt: skip
def test_a_number_with_its_country_code_is_e164_with_class_and_country(address, number, kind, country):
    assert platform_number(address) == (number, kind, country)


@pytest.mark.parametrize("address", [
    "", "anonymous", "tel:anonymous", "sip:anonymous@anonymous.invalid", "Restricted", "PRIVATE", "No Caller ID",
    "tel:+266696687",
])  # fmt: skip
def test_a_withheld_number_is_nobody(address):
    assert platform_number(address) == carrier_number(address, "US") == ("", "withheld", "")


@pytest.mark.parametrize("address", [
    "sip:677fa62cc732222e4c552419+example.orgspan.com@localhost;tgrp=1", "sip:first.last%40example.com@localhost",
    "sip:ipadphone@172.18.182.10",
])  # fmt: skip
def test_a_sip_user_is_inside(address):
    assert platform_number(address) == ("", "internal", "")


def test_a_number_without_its_country_code_stays_what_its_digits_say():
    assert platform_number("tel:+7273294898") == ("+7273294898", "unknown", "")  # a Florida number that reads as Russian
    assert platform_number("tel:7273294898") == ("7273294898", "unknown", "")
    assert platform_number("tel:+11001350017") == ("+11001350017", "unknown", "")


def test_short_numbers_are_extensions_or_emergency_calls():
    assert platform_number("tel:4021") == ("4021", "internal", "")
    assert platform_number("tel:911") == ("911", "emergency", "")
    assert carrier_number("911", "US") == ("911", "emergency", "US")
    assert carrier_number("411", "US") == ("411", "unknown", "")


@pytest.mark.parametrize("text", ["8335550176", "18335550176", "+18335550176", "(833) 555-0176", "833.555.0176", "'+18335550176"])
def test_a_carrier_writes_numbers_as_they_are_dialled_at_home(text):
    assert carrier_number(text, "US") == ("+18335550176", "toll_free", "US")
    assert carrier_number("011442079460104", "US") == ("+442079460104", "fixed", "GB")


@pytest.mark.parametrize(("text", "number"), [
    ("442079460104", "+442079460104"), ("12125550100", "+12125550100"), ("2125550100", "+12125550100"),
    ("+12125550100", "+12125550100"), ("8819123456789", "+8819123456789"), ("4", "4"),
])  # fmt: skip
def test_a_carrier_may_leave_out_the_plus(text, number):
    assert carrier_number(text, "US", with_country=True).number == number


def test_without_a_home_every_number_has_its_country_code():
    assert carrier_number("97286259404", "", with_country=True) == ("+97286259404", "fixed", "IL")


@settings(deadline=None)
@given(st.integers(200, 999), st.integers(0, 999), st.integers(0, 9999))
def test_the_shortcut_by_exchange_says_what_the_numbering_plan_says(area, exchange, line):
    number = f"+1{area}{exchange:03}{line:04}"
    parsed = phonenumbers.parse(number)
    kind, country = CLASS.get(phonenumbers.number_type(parsed), "fixed"), phonenumbers.region_code_for_number(parsed)
    assert platform_number(f"tel:{number}") == (number, kind, country or "")
    if kind != "unknown":
        assert carrier_number(number[1:], "US") == carrier_number(number[2:], "CA") == (number, kind, country or "")


def test_in_barbados_the_last_four_digits_decide():
    assert platform_number("tel:+12465215239").type != platform_number("tel:+12465214239").type


@settings(deadline=None)
@given(st.text(max_size=30))
def test_no_text_is_an_exception(text):
    for number in (platform_number(text), carrier_number(text, "US"), carrier_number(text, "", True)):
        assert number.number.removeprefix("+").isdigit() or number.number == ""
        assert number.type in {"toll_free", "premium", "mobile", "fixed", "emergency", "internal", "withheld", "unknown"}

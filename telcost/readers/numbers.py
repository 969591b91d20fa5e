"""What a party's address on a call is: its number in E.164, its class, its country.

Knows the forms addresses come in (tel:, sip:, digits with and without country code, withheld) and leaves the
numbering plans to `phonenumbers`. Never corrects a number: one without its country code stays what its digits say.
"""

import functools
import re
from typing import NamedTuple

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

CLASS = {
    PhoneNumberType.TOLL_FREE: "toll_free", PhoneNumberType.PREMIUM_RATE: "premium", PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.PAGER: "mobile", PhoneNumberType.UNKNOWN: "unknown",
}
# The last is what a keypad makes of ANONYMOUS; some exchanges send it as the caller's number.
WITHHELD = {
    "", "anonymous", "restricted", "private", "withheld", "unavailable", "unknown", "blocked", "none", "null", "n/a",
    "nocallerid", "notprovided", "-", "266696687",
}
EMERGENCY = {"112", "911", "999"}
LONGEST_EXTENSION = 6
SCHEME = re.compile(r"^(?:tel|sips?):", re.IGNORECASE)
DIALLED = re.compile(r"\+?[\d\s()./\-]+(?:x\d+)?", re.IGNORECASE)
NORTH_AMERICAN = re.compile(r"(\+1|1?)([2-9][0-9]{9})")
# A spreadsheet that took a number for an amount: its last digits are gone.
SCIENTIFIC = re.compile(r"\d+([.,]\d+)?[eE]\+?\d+")


class Number(NamedTuple):
    number: str
    type: str
    country: str


NOBODY = Number("", "withheld", "")
INSIDE = Number("", "internal", "")


@functools.lru_cache(maxsize=1 << 19)
def platform_number(address: str) -> Number:
    """An address of a Genesys Cloud session. Without a plus it has no country: short ones are extensions."""
    if address.startswith("tel:+1") and NORTH_AMERICAN.fullmatch(address[4:]):
        return _parsed(address[4:], None)
    scheme, party = _party(address)
    if _is_withheld(party):
        return NOBODY
    if not DIALLED.fullmatch(party):
        return INSIDE if scheme else Number(_digits(party), "unknown", "")
    digits = _digits(party)
    if digits in EMERGENCY:
        return Number(digits, "emergency", "")
    if not party.startswith("+") and len(digits) <= LONGEST_EXTENSION:
        return Number(digits, "internal", "")
    return _parsed(party, None)


@functools.lru_cache(maxsize=1 << 19)
def carrier_number(text: str, region: str = "", with_country: bool = False) -> Number:
    """A number as a carrier writes it: as dialled in `region` (national, or with its exit code), or, when
    `with_country`, with its country code but no plus, unless it is a whole national number of the region."""
    _, party = _party(text.removeprefix("'"))
    if _is_withheld(party):
        return NOBODY
    digits = _digits(party)
    if digits in EMERGENCY:
        return Number(digits, "emergency", region)
    if not with_country or party.startswith("+"):
        return _parsed(party, region or None)
    if region and not digits.startswith(_country_code(region)):
        national = _parsed(party, region)
        if national.type != "unknown":
            return national
    return _parsed("+" + digits, None, digits)


def _party(address: str) -> tuple[str, str]:
    """(scheme, who): without parameters, host and percent escapes."""
    address = address.strip()
    scheme = SCHEME.match(address)
    party = address[scheme.end():] if scheme else address
    party = party.split(";")[0].split("@")[0].strip()
    return (scheme[0].lower() if scheme else ""), party


def _is_withheld(party: str) -> bool:
    return re.sub(r"[\s_+]", "", party).casefold() in WITHHELD


def _parsed(party: str, region: str | None, otherwise: str | None = None) -> Number:
    """E.164 when it parses; else its own digits. A number its plan does not have is `unknown`."""
    written = NORTH_AMERICAN.fullmatch(party)
    is_at_home = written and (written[1] == "+1" or (region and _country_code(region) == "1"))
    if is_at_home and (known := _exchange(written[2][:6])):
        return Number(f"+1{written[2]}", *known)
    try:
        parsed = phonenumbers.parse(party, region)
    except NumberParseException:
        return Number(otherwise or _digits(party), "unknown", "")
    kind = phonenumbers.number_type(parsed)
    if kind == PhoneNumberType.UNKNOWN and not party.startswith("+"):
        return Number(_digits(party), "unknown", "")
    number = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    country = phonenumbers.region_code_for_number(parsed) or ""
    return Number(number, CLASS.get(kind, "fixed"), country if country.isalpha() else "")


@functools.lru_cache(maxsize=1 << 16)
def _exchange(prefix: str) -> tuple[str, str] | None:
    """Class and country of an exchange of the United States or Canada: there the last four digits never decide."""
    number = phonenumbers.PhoneNumber(country_code=1, national_number=int(prefix + "0000"))
    country = phonenumbers.region_code_for_number(number)
    kind = phonenumbers.number_type(number)
    return (CLASS.get(kind, "fixed"), country) if country in ("US", "CA") else None


@functools.cache
def _country_code(region: str) -> str:
    return str(phonenumbers.country_code_for_region(region))


def _digits(text: str) -> str:
    return "".join(str(int(letter)) for letter in text if letter.isdecimal())

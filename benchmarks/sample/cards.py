"""What the suppliers charge: their cards, and the price of one call in exact fractions.
Written from the rules of costing (longest prefix, increments, minimum, fee, dates, one rounding a call), not from
telcost.
"""
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from benchmarks.sample.company import words

RATE_COLUMNS = words("""
supplier product valid_from valid_to media_type direction number_class prefix region department queue
time_band unit rate connection_fee from_second first_increment_seconds next_increment_seconds minimum_seconds
free_seconds amount_rounding amount_decimals maximum_amount included_quantity tier_from tier_mode tier_fee package_size
currency label""")

OPENED_ON, CHANGED_ON = date(2026, 1, 1), date(2026, 3, 15)
MICRO = 1_000_000


@dataclass(frozen=True)
class Rate:
    supplier: str
    product: str
    rate: str
    label: str
    unit: str = "minute"
    direction: str = ""
    number_class: str = ""
    prefix: str = ""
    first: int = 6
    next: int = 6
    minimum: int = 0
    fee: str = ""
    decimals: int | None = None
    valid_from: date = OPENED_ON
    valid_to: date | None = None

    def row(self):
        voice = self.unit == "minute"
        written = {
            "supplier": self.supplier,
            "product": self.product,
            "valid_from": self.valid_from,
            "valid_to": self.valid_to or "",
            "media_type": "voice" if voice else "",
            "direction": self.direction,
            "number_class": self.number_class,
            "prefix": self.prefix,
            "unit": self.unit,
            "rate": self.rate,
            "connection_fee": self.fee,
            "first_increment_seconds": self.first if voice else "",
            "next_increment_seconds": self.next if voice else "",
            "minimum_seconds": self.minimum or "",
            "amount_rounding": "half_up" if self.decimals else "",
            "amount_decimals": self.decimals or "",
            "currency": "USD",
            "label": self.label,
        }
        return [written.get(column, "") for column in RATE_COLUMNS]

    def in_force(self, on):
        return self.valid_from <= on and (self.valid_to is None or on < self.valid_to)


def changing(old, new, **same):
    """Two rows: until the ides of March and from then on."""
    return [Rate(rate=old, valid_to=CHANGED_ON, **same), Rate(rate=new, valid_from=CHANGED_ON, **same)]


GENESYS = [
    Rate("genesys", "platform_minutes", "0.0105", "BYOC Cloud minutes", decimals=4),
    Rate("genesys", "Genesys Cloud CX 2 Named", "115.00", "Named user, per month", unit="seat"),
    Rate("genesys", "Genesys Cloud CX 3 Named", "155.00", "Named user, per month", unit="seat"),
]

INBOUND = {"supplier": "clearline", "direction": "inbound"}
CLEARLINE = [
    *changing(
        "0.0240",
        "0.0225",
        product="Toll-free usage",
        number_class="toll_free",
        first=30,
        minimum=30,
        label="Toll-free, all numbers",
        **INBOUND,
    ),
    Rate(
        rate="0.0260",
        product="Toll-free usage",
        number_class="toll_free",
        prefix="1833",
        first=30,
        minimum=30,
        label="Toll-free 833",
        **INBOUND,
    ),
    *changing("0.0065", "0.0060", product="DID usage", label="Local inbound", minimum=6, **INBOUND),
]

# prefix, rate a minute, increments, what it is called; the deck also has places nobody called
DECK = """
1264 0.1850 30/6 Anguilla            | 1268 0.1990 30/6 Antigua and Barbuda | 1242 0.1420 30/6 Bahamas
1246 0.2100 30/6 Barbados            | 1441 0.0390 30/6 Bermuda             | 1345 0.1980 30/6 Cayman Islands
1767 0.2350 30/6 Dominica            | 1473 0.2440 30/6 Grenada             | 1876 0.2900 30/6 Jamaica
1658 0.2900 30/6 Jamaica             | 1664 0.2700 30/6 Montserrat          | 1869 0.2300 30/6 Saint Kitts and Nevis
1758 0.2480 30/6 Saint Lucia         | 1784 0.2510 30/6 Saint Vincent       | 1868 0.1720 30/6 Trinidad and Tobago
1649 0.2380 30/6 Turks and Caicos    | 1284 0.2260 30/6 British Virgin Is.  | 1809 0.0650 30/6 Dominican Republic
1829 0.0650 30/6 Dominican Republic  | 1849 0.0650 30/6 Dominican Republic  | 1787 0.0140 6/6 Puerto Rico
1939 0.0140 6/6 Puerto Rico          | 1340 0.0160 6/6 US Virgin Islands    | 1204 0.0120 6/6 Canada
1236 0.0120 6/6 Canada               | 1250 0.0120 6/6 Canada               | 1289 0.0120 6/6 Canada
1343 0.0120 6/6 Canada               | 1403 0.0120 6/6 Canada               | 1416 0.0110 6/6 Canada, Toronto
1418 0.0120 6/6 Canada               | 1437 0.0110 6/6 Canada, Toronto      | 1438 0.0120 6/6 Canada
1450 0.0120 6/6 Canada               | 1506 0.0120 6/6 Canada               | 1514 0.0115 6/6 Canada, Montreal
1519 0.0120 6/6 Canada               | 1604 0.0120 6/6 Canada, Vancouver    | 1613 0.0120 6/6 Canada
1647 0.0110 6/6 Canada, Toronto      | 1778 0.0120 6/6 Canada               | 1780 0.0120 6/6 Canada
1867 0.0900 6/6 Canada, territories  | 1902 0.0120 6/6 Canada               | 1905 0.0120 6/6 Canada
33 0.0170 6/6 France                 | 336 0.0480 30/6 France, mobile       | 337 0.0480 30/6 France, mobile
34 0.0180 6/6 Spain                  | 346 0.0490 30/6 Spain, mobile        | 353 0.0190 6/6 Ireland
39 0.0210 6/6 Italy                  | 44 0.0160 6/6 United Kingdom         | 447 0.0390 30/6 United Kingdom, mobile
46 0.0180 6/6 Sweden                 | 49 0.0190 6/6 Germany                | 4930 0.0175 6/6 Germany, Berlin
4915 0.0520 30/6 Germany, mobile     | 4917 0.0520 30/6 Germany, mobile     | 52 0.0280 60/60 Mexico
55 0.0340 30/6 Brazil                | 61 0.0250 6/6 Australia              | 614 0.0640 30/6 Australia, mobile
81 0.0380 6/6 Japan                  | 91 0.0310 60/60 India                | 870 5.9500 60/60 Inmarsat
8810 6.4500 60/60 Satellite, ICO     | 8812 SATELLITE 60/60 Satellite, Ellipso | 8816 5.7500 60/60 Satellite, Iridium
8817 5.7500 60/60 Satellite, Iridium | 8818 4.9500 60/60 Satellite, Globalstar | 8819 4.9500 60/60 Satellite, Globalstar
"""
SATELLITE_RATE, SATELLITE_FEE = "6.9500", "0.3500"
OUTBOUND = {"supplier": "bluewave", "product": "Outbound usage", "direction": "outbound"}


def _deck():
    yield from changing("0.0090", "0.0085", prefix="1", label="United States", **OUTBOUND)
    for cell in DECK.replace("\n", "|").split("|"):
        if cell.strip():
            prefix, rate, steps, label = cell.strip().split(" ", 3)
            first, after = map(int, steps.split("/"))
            fee = SATELLITE_FEE if prefix[:3] == "881" else ""
            yield Rate(
                rate=rate.replace("SATELLITE", SATELLITE_RATE),
                prefix=prefix,
                first=first,
                next=after,
                fee=fee,
                label=label,
                **OUTBOUND,
            )


CARDS = {"genesys": GENESYS, "clearline": CLEARLINE, "bluewave": list(_deck())}
TOLL_FREE_CODES = {"800", "833", "844", "855", "866", "877", "888"}
US_OUTSIDE_THE_STATES = {"787", "939", "340", "671", "670", "684"}


def class_of(number):
    """As a carrier's invoice groups it: toll_free, domestic (US and its territories) or international."""
    digits = number.lstrip("+")
    if not digits.startswith("1"):
        return "international"
    if digits[1:4] in TOLL_FREE_CODES:
        return "toll_free"
    elsewhere = {rate.prefix[1:] for rate in CARDS["bluewave"] if len(rate.prefix) == 4 and rate.prefix[0] == "1"}
    return "international" if digits[1:4] in elsewhere - US_OUTSIDE_THE_STATES else "domestic"


def rate_for(supplier, number, on, product=None):
    """The row that prices a call to or from `number`: longest prefix first, then the one that names a class."""
    fitting = [
        rate
        for rate in CARDS[supplier]
        if rate.in_force(on)
        and number.lstrip("+").startswith(rate.prefix)
        and rate.number_class in ("", class_of(number))
        and product in (None, rate.product)
    ]
    return max(fitting, key=lambda rate: (len(rate.prefix), rate.number_class != ""))


def billed_seconds(rate, duration_ms):
    if not duration_ms:
        return 0
    seconds = max(Fraction(duration_ms, 1000), rate.minimum)
    if seconds <= rate.first:
        return rate.first
    return rate.first - (rate.first - seconds) // rate.next * rate.next


def half_up(exact):
    return int(exact + Fraction(1, 2)) if exact >= 0 else -half_up(-exact)


def price_micro(rate, duration_ms):
    """Rounded once: half up to the row's decimals (6 unless it says)."""
    if not duration_ms:
        return 0
    amount = Fraction(rate.fee or 0) + Fraction(rate.rate) * billed_seconds(rate, duration_ms) / 60
    step = 10 ** (6 - (rate.decimals or 6))
    return half_up(amount * MICRO / step) * step


def seat_micro(licence):
    return int(Fraction(next(rate.rate for rate in GENESYS if licence in rate.product)) * MICRO)

"""The carriers' side: one record per answered call, in each carrier's own file format.
Knows when they answered and for how long, to the second; knows no queue, person or department.
"""
from dataclasses import dataclass
from decimal import Decimal

from benchmarks.sample import cards, company
from benchmarks.sample.moments import local, local_date, month_of, utc


@dataclass(frozen=True)
class CarrierCall:
    supplier: str
    call_id: str
    start_ms: int
    seconds: int
    caller: str
    dialled: str
    terminating: str = ""
    leg_id: str = ""               # call id of our leg; '' for a call no leg belongs to. Never written to a file.
    charged_micro: int | None = None      # where the carrier charged something else than its card says

    @property
    def month(self):
        return month_of(self.start_ms)

    @property
    def rate(self):
        return cards.rate_for(self.supplier, self.dialled, local_date(self.start_ms))

    @property
    def amount_micro(self):
        return self.charged_micro if self.charged_micro is not None else self.card_micro

    @property
    def card_micro(self):
        return cards.price_micro(self.rate, self.seconds * 1000)

    @property
    def billed_seconds(self):
        return cards.billed_seconds(self.rate, self.seconds * 1000)


def record_of(leg, random):
    """What the carrier noted of a leg: its clock up to a second off, whole seconds, sometimes another call id."""
    start_ms = leg.connected_ms - leg.connected_ms % 1000 + 1000 * (random.random() < 0.2)
    seconds = max(1, (leg.duration_ms + 500) // 1000)
    if leg.direction == "inbound":
        call_id = leg.call_id if random.random() > 0.06 else f"{random.getrandbits(64):016x}@sbc2.clearline.example"
        return CarrierCall(
            "clearline", call_id, start_ms, seconds, leg.other, leg.ours, terminating(leg.ours), leg.call_id
        )
    return CarrierCall(
        "bluewave", f"{random.randrange(10**15, 10**16)}", start_ms, seconds, leg.ours, leg.other, leg_id=leg.call_id
    )


def terminating(dialled):
    return company.TOLL_FREE.get(dialled, ("",))[0]


# Clearline: New York wall clock, month first, no amounts -----------------------------------------------------

CLEARLINE_HEADER = [
    "Call ID",
    "Date",
    "Time",
    "Originating Number",
    "Dialed Number",
    "Terminating Number",
    "Duration",
    "Direction",
]


def clearline_row(call):
    start = local(call.start_ms)
    minutes, seconds = divmod(call.seconds, 60)
    return [
        call.call_id,
        f"{start:%m/%d/%Y}",
        f"{start:%H:%M:%S}",
        national(call.caller),
        national(call.dialled),
        national(call.terminating),
        f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}",
        "Inbound",
    ]


def national(number):
    """Ten digits at home, all digits from abroad, nothing when withheld."""
    digits = number.lstrip("+")
    return digits[1:] if len(digits) == 11 and digits.startswith("1") else digits


# Bluewave: the VoIP Innovations layout, GMT, semicolons, with amounts ------------------------------------------

BLUEWAVE_HEADER = company.words("""
CallType StartTime StopTime CallDuration BillDuration CallIncrement CallMinimum BasePrice
CallPrice TransactionId CustomerIP ANI ANIState DNIS LRN DNISState DNISLATA DNISOCN OrigTier TermRateDeck""")


def bluewave_row(call):
    rate, klass = call.rate, cards.class_of(call.dialled)
    amount = call.amount_micro
    return [
        "TERM_INTERSTATE" if klass == "domestic" else "TERM_EXT_" + ("NANPA" if call.dialled[:2] == "+1" else "INTL"),
        f"{utc(call.start_ms):%Y-%m-%d %H:%M:%S}",
        f"{utc(call.start_ms + call.seconds * 1000):%Y-%m-%d %H:%M:%S}",
        call.seconds,
        call.billed_seconds,
        rate.next,
        rate.first,
        f"{Decimal(rate.rate):.6f}",
        f"{amount // 1_000_000}.{amount % 1_000_000:06}",
        call.call_id,
        "198.51.100.24",
        call.caller.lstrip("+"),
        "NY",
        call.dialled.lstrip("+"),
        call.dialled.lstrip("+") if klass == "domestic" else "",
        "",
        "",
        "",
        "",
        "PLATINUM-2026" if klass == "domestic" else "INTL-A-2026",
    ]

"""What the three suppliers bill: their invoices and Genesys' billable usage, from our own exact sums.
An invoice line of usage is the sum of its calls, rounded half up to cents once.
"""
from calendar import monthrange
from decimal import Decimal
from random import Random

from benchmarks.sample import cards, ledger
from benchmarks.sample.company import USERS, words
from benchmarks.sample.moments import at, iso, month_of

COLUMNS = words("""
supplier invoice_number invoice_date period_start period_end line product description quantity unit unit_price
amount currency""")
PLATFORM_SUBSCRIPTION, RECOVERY_FEE = "8200.00", "84.15"
BLUEWAVE_SURPRISE_MICRO = 6_320_000  # March, international: billed above what its records add up to
NOT_BILLED_YET = {("bluewave", "2026-04")}
UPGRADED = "2026-03"  # in this month one CX 2 user also held CX 3


def billable_usage(period):
    """Who logged in, under which licence, and when first."""
    random = Random("billable " + period)
    rows = []
    for user, licence in seats(period):
        day = f"{period}-{random.choice([2, 2, 2, 3, 3, 4, 5, 6, 9]):02}"
        first_ms = at(f"{day} {random.randrange(7, 10):02}:{random.randrange(60):02}:{random.randrange(60):02}")
        rows.append([f"Genesys Cloud {licence} Named", user.email, iso(first_ms)])
    return ["Charge name", "Entity", "Timestamp"], rows + upgrade(period)


def seats(period):
    """(user, licence) of everybody billed: who holds a licence and logged in."""
    away = {"2026-02": (11, 40, 63, 90), "2026-03": (63, 90), "2026-04": (11, 28, 63, 77)}[period]
    return [(user, user.licence) for place, user in enumerate(USERS) if user.licence and place not in away]


def upgrade(period):
    if period != UPGRADED:
        return []
    return [["Genesys Cloud CX 3 Named", upgraded_user().email, "2026-03-18T13:31:20Z"]]


def upgraded_user():
    return next(user for user in USERS if user.department == "Support" and user.licence == "CX 2")


def billed_seats(period):
    """[(user, licence)] as invoiced: one seat a person, at the highest licence of the month."""
    return [
        (user, "CX 3" if period == UPGRADED and user is upgraded_user() else licence) for user, licence in seats(period)
    ]


def cents(micro):
    return cards.half_up(ledger.Fraction(micro, 10_000))


def money(micro):
    return f"{Decimal(cents(micro)) / 100:.2f}"


def minutes(seconds):
    return f"{Decimal(seconds * 10) / 600:.1f}" if seconds % 6 == 0 else f"{Decimal(seconds) / 60:.4f}"


def invoices(story, periods):
    """{file name: (header, rows)}"""
    made = {}
    for period in periods:
        for supplier, lines in (
            ("genesys", genesys_lines),
            ("clearline", clearline_lines),
            ("bluewave", bluewave_lines),
        ):
            if (supplier, period) not in NOT_BILLED_YET:
                made[f"{supplier}-{period}"] = (COLUMNS, document(supplier, period, list(lines(story, period))))
    return made


def cycle_days(period):
    year, month = map(int, period.split("-"))
    return f"{year}{month:02}01", f"{year}{month:02}{monthrange(year, month)[1]}"


def document(supplier, period, lines):
    year, month = map(int, period.split("-"))
    after = f"{year}-{month + 1:02}"
    number = {
        "genesys": f"INV-{90210 + month}",
        "clearline": f"CLR-{period.replace('-', '')}-0417",
        "bluewave": f"BW{year}{month:02}7731",
    }
    head = [
        supplier,
        number[supplier],
        after + {"genesys": "-01", "clearline": "-03", "bluewave": "-05"}[supplier],
        f"{period}-01",
        f"{period}-{monthrange(year, month)[1]}",
    ]
    rows = [[*head, place, *line, "USD"] for place, line in enumerate(lines, 1)]
    total = sum(Decimal(line[-1]) for line in lines)
    return [*rows, [*head, "", "Total", "", "", "", "", f"{total:.2f}", "USD"]]


def genesys_lines(story, period):
    month_legs = [leg for leg, _ in ledger.legs(story.scenes) if month_of(leg.started_ms) == period]
    usage = sum(ledger.platform_micro(leg) for leg in month_legs)
    seconds = sum(cards.billed_seconds(ledger.PLATFORM_RATE, leg.duration_ms) for leg in month_legs)
    for licence in ("CX 2", "CX 3"):
        count = sum(1 for _, held in billed_seats(period) if held == licence)
        price = cards.seat_micro(licence)
        yield [
            f"Genesys Cloud {licence} Named",
            "Named users, monthly",
            count,
            "seat",
            money(price),
            money(price * count),
        ]
    yield ["BYOC Cloud minutes", "Billed in steps of 6 seconds", minutes(seconds), "minute", "0.0105", money(usage)]
    yield [
        "Platform subscription",
        "Genesys Cloud platform, monthly",
        1,
        "month",
        PLATFORM_SUBSCRIPTION,
        PLATFORM_SUBSCRIPTION,
    ]
    yield ["Regulatory recovery fee", "", 1, "month", RECOVERY_FEE, RECOVERY_FEE]


def usage_line(product, description, calls, more_micro=0):
    seconds = sum(call.billed_seconds for call in calls)
    return [
        product,
        description,
        minutes(seconds),
        "minute",
        "",
        money(sum(call.amount_micro for call in calls) + more_micro),
    ]


def clearline_lines(story, period):
    calls = story.calls_of("clearline", period)
    toll_free = [call for call in calls if cards.class_of(call.dialled) == "toll_free"]
    local = [call for call in calls if call not in set(toll_free)]
    return [
        usage_line("Toll-free usage", "Toll-free inbound", toll_free),
        usage_line("DID usage", "Local inbound", local),
    ]


def bluewave_lines(story, period):
    calls = story.calls_of("bluewave", period)
    home = [call for call in calls if cards.class_of(call.dialled) == "domestic"]
    abroad = [call for call in calls if cards.class_of(call.dialled) == "international"]
    surprise = BLUEWAVE_SURPRISE_MICRO if period == "2026-03" else 0
    return [
        usage_line("Outbound usage", "Domestic", home),
        usage_line("Outbound usage", "International", abroad, surprise),
    ]

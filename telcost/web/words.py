"""How figures and names are written for people: the trade's words, units, and text that stays text.

It knows no page and asks no question. `plain` is what stands between a queue named `![x](http://…)` and a page.
"""

import re
from decimal import ROUND_HALF_UP, Decimal

SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£"}
MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~>$:<&])")

KINDS = {
    "toll_free_inbound": "Toll-free inbound", "did_inbound": "DID inbound", "outbound": "Outbound calls",
    "internal": "Internal calls", "trunk": "Trunks", "number_rental": "Number rental",
    "platform_minutes": "Platform minutes", "platform_subscription": "Platform subscription",
    "licence": "Licences", "licence_idle": "Idle licences", "licence_penalty": "Licence penalty",
    "byoc_overage": "BYOC overage", "ivr_overage": "IVR overage", "api_overage": "API overage", "ai": "AI",
}  # fmt: skip


def plain(text: object) -> str:
    """Data inside Markdown: every mark that could mean something is escaped, line breaks become spaces."""
    return MARKDOWN.sub(r"\\\1", " ".join(str(text).split()))


def message(error: object) -> str:
    """A message of several lines, each on its own."""
    return "  \n".join(plain(line) for line in str(error).splitlines() if line.strip())


def money(amount: Decimal, currency: str = "USD", places: int | None = None) -> str:
    """$1,234.50; -$0.01; JPY 1,200. Without `places` as many as the amount has."""
    symbol = SYMBOLS.get(currency, f"{currency} ")
    if places is not None:
        amount = amount.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    digits = f"{abs(amount):,f}"
    return f"{'-' if amount < 0 else ''}{symbol}{digits}"


def short(amount: Decimal, currency: str) -> str:
    """To cents; below a dollar two places more where it has them. Every digit stands in the table beside it."""
    return money(amount, currency, 2 if abs(amount) >= 1 or amount == round(amount, 2) else 4)


def percent(part: Decimal, whole: Decimal) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def length(seconds: Decimal | int | None) -> str:
    """61 → 1:01, 3661 → 1:01:01: how long something lasted, in whole seconds."""
    if seconds is None:
        return ""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def of(name: str) -> str:
    """Sales’, HR’s."""
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def kind(name: str) -> str:
    return KINDS.get(name, name.replace("_", " ").capitalize())

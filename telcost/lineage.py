"""From one cost line back to the line of the file it came from: rule, slice, leg, carrier call, card row, invoice.

Each step is a row {step, text, amount, file, line}. It asks the viewer's own report only, so a step somebody may
not see is not there; it computes nothing.
"""

from collections.abc import Callable, Iterator

Ask = Callable[..., list[dict]]


def steps(ask: Ask, cost_line_id: str) -> list[dict]:
    found = ask("explain_line", cost_line_id=cost_line_id)
    return list(_chain(ask, found[0])) if found else []


def _chain(ask: Ask, line: dict) -> Iterator[dict]:
    owner = f"{line['department']} {line['cost_centre']}".strip()
    yield _step("cost line", f"{line['kind']} of {line['supplier']}, {line['class']}, to {owner}", line["amount"])
    yield _step("reason", line["reason"])
    yield from _EVIDENCE[line["evidence"]](ask, line)
    for bill in ask("explain_invoice_line", invoice_line_id=line["invoice_line_id"]):
        yield _step("invoice line", _invoice_line(bill), bill["amount"], bill["file"], bill["line"])


def _slice(ask: Ask, line: dict) -> Iterator[dict]:
    charges = ask("explain_charge", charge_id=line["source_id"], kind=line["kind"])
    for cut in ask("explain_slice", leg_id=line["leg_id"], slice=line["part"]):
        yield _step("slice", _cut(cut))
        if not cut["is_shared"]:
            yield from (_step("arithmetic", _arithmetic(charge["amount"], cut), line["amount"]) for charge in charges)
        yield _step("leg", _leg(cut), None, cut["file"], cut["line"])
    for charge in charges:
        yield from _charge(charge)


def _carrier_call(ask: Ask, line: dict) -> Iterator[dict]:
    for charge in ask("explain_charge", charge_id=line["source_id"], kind=line["kind"]):
        yield from _charge(charge)


def _seat(ask: Ask, line: dict) -> Iterator[dict]:
    for seat in ask("explain_seat", charge_id=line["source_id"], part=line["part"]):
        days = f"{seat['days']} of {seat['total_days']} days"
        yield _step("seat", f"{seat['entity']}: {days}", line["amount"], seat["file"], seat["line"])
        yield _step("card row", f"{seat['product']}, a seat", seat["seat_amount"], seat["rate_file"], seat["rate_line"])


def _share(ask: Ask, line: dict) -> Iterator[dict]:
    keys = {name: line[name] for name in ("invoice_line_id", "pool", "department")}
    for share in ask("explain_share", **keys):
        yield _step("pool", f"{share['pool']}, shared by {share['driver']}", share["pool_amount"])
        yield _step("share", _ratio(share), line["amount"])


def _posting(ask: Ask, line: dict) -> Iterator[dict]:
    names = ("invoice_line_id", "class", "kind", "pool", "department", "cost_centre")
    for posting in ask("explain_posting", **{name: line[name] for name in names}):
        text = f"{posting['posted']:f} was posted, the exact sum of its cost lines is {posting['exact']:f}"
        yield _step("posting", text, posting["posted"])


def _nothing_more(ask: Ask, line: dict) -> Iterator[dict]:
    return iter(())


_EVIDENCE = {
    "slice": _slice,
    "carrier_call": _carrier_call,
    "seat": _seat,
    "share": _share,
    "posting": _posting,
    "invoice_line": _nothing_more,
}


def _charge(charge: dict) -> Iterator[dict]:
    if charge["carrier_call_id"]:
        yield _step("carrier call", _carrier_record(charge), charge["amount"], charge["file"], charge["line"])
    else:
        yield _step("charge", f"{charge['supplier']}: {_words(charge['basis'])}", charge["amount"])
    if charge["rate_id"]:
        amount = charge["audit_amount"] if charge["basis"] in _AUDITED else charge["amount"]
        yield _step("card row", _card_row(charge), amount, charge["rate_file"], charge["rate_line"])


_AUDITED = ("carrier_amount", "only_platform")


def _cut(cut: dict) -> str:
    if cut["status"] != "connected":
        return "the leg never connected: it is one slice"
    who = ", ".join(word for word in (cut["user"], cut["queue"], cut["flow"]) if word) or "nobody"
    beside = f", {cut['owners']} owners side by side" if cut["owners"] > 1 else ""
    span = f"{_clock(cut['from_at'])} to {_clock(cut['to_at'])}"
    return f"{cut['purpose']} ({who}), {span}{beside}: {cut['duration_seconds']} s of the leg's {cut['leg_seconds']} s"


def _arithmetic(amount, cut: dict) -> str:
    if cut["to_weight"] - cut["from_weight"] == cut["total_weight"]:
        return f"the whole leg: {amount:f}"
    start, end, total = (f"{cut[name]:,}" for name in ("from_weight", "to_weight", "total_weight"))
    return f"{amount:f} × {end} ÷ {total} − {amount:f} × {start} ÷ {total}, each rounded down to 0.000001"


def _leg(cut: dict) -> str:
    since = cut["connected_at"] or cut["started_at"]
    numbers = f"{cut['our_number'] or 'no number'} and {cut['other_number'] or 'a withheld number'}"
    return (
        f"{cut['direction']} between {numbers}, {cut['status']} {since:%Y-%m-%d} {_clock(since)} {since:%Z}, "
        f"{cut['leg_seconds']} s, conversation {cut['conversation_id']}"
    )


def _carrier_record(charge: dict) -> str:
    apart = charge["start_difference_seconds"]
    match = f"{_words(charge['match_class'])}" + (f", {apart} s apart" if apart is not None else "")
    call = f"{charge['supplier']}, {charge['duration_seconds']} s to {charge['number']}"
    return f"{call}, {match}: {_words(charge['basis'])}"


def _card_row(charge: dict) -> str:
    names = (charge["rate_label"], f"prefix {charge['rate_prefix']}" if charge["rate_prefix"] else "")
    fee = f" + {_plain(charge['connection_fee'])} a call" if charge["connection_fee"] else ""
    steps = f"{charge['first_increment_seconds']}/{charge['next_increment_seconds']}"
    rate = f"{_plain(charge['rate'])} a {charge['rate_unit']}{fee}"
    price = f"{rate}, increments {steps}, {charge['billed_seconds']} s billed"
    audit = " (audit only)" if charge["basis"] in _AUDITED else ""
    return ", ".join([*filter(None, names), price]) + audit


def _ratio(share: dict) -> str:
    return (
        f"{_plain(share['quantity'])} {share['driver']}, weight {share['weight']:,} of {share['total_weight']:,}: "
        f"{share['pool_amount']:f} × {share['weight']:,} ÷ {share['total_weight']:,}, by largest remainder"
    )


def _invoice_line(bill: dict) -> str:
    if not bill["invoice_number"]:
        return f"{bill['supplier']}: {bill['description']}"
    what = ", ".join(filter(None, (bill["product"], bill["description"])))
    return f"{bill['supplier']} {bill['invoice_number']}, line {bill['line_number']}: {what}"


def _plain(number) -> str:
    return f"{number.normalize():f}"


def _clock(instant) -> str:
    return f"{instant:%H:%M:%S}.{instant.microsecond // 1000:03d}"


def _words(name: str) -> str:
    return name.replace("_", " ")


def _step(step: str, text: str, amount=None, file: str | None = None, line: int | None = None) -> dict:
    return {"step": step, "text": text, "amount": amount, "file": file or "", "line": line}

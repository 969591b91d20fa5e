"""Who caused what, by our own reckoning: every leg cut by its spans, every amount laid at a department.
An independent, plain Python statement of the costing rules, to set the invoices and to referee telcost's models.
"""
from collections import Counter
from fractions import Fraction
from itertools import pairwise

from benchmarks.sample import cards, company
from benchmarks.sample.moments import local_date, month_of

OVERHEAD, UNATTRIBUTED = "Corporate overhead", "Unattributed"
PLATFORM_RATE = cards.GENESYS[0]


def pieces(leg, spans):
    """[(owners, from_ms, to_ms)] covering the connected interval; owners are (kind, name, queue), none for nobody."""
    inside = [(rank, owner, max(start, leg.connected_ms), min(end, leg.ended_ms)) for rank, owner, start, end in spans
              if end > leg.connected_ms and start < leg.ended_ms]
    cuts = sorted({leg.connected_ms, leg.ended_ms, *(cut for *_, start, end in inside for cut in (start, end))})
    cut_up = []
    for start, end in pairwise(cuts):
        here = [(rank, owner) for rank, owner, begins, ends in inside if begins <= start and end <= ends]
        best = min((rank for rank, _ in here), default=0)
        cut_up.append((tuple(sorted({owner for rank, owner in here if rank == best})), start, end))
    return joined(filled(cut_up))


def filled(cut_up):
    """A piece nobody owns, and a flow after the first person or queue, go to the owner before; at the start to the
    next.
    """
    settled, reached = [], False
    for owners, start, end in cut_up:
        if not owners or (owners[0][0] == "ivr" and reached):
            owners = settled[-1][0] if settled else ()
        reached = reached or any(owner[0] != "ivr" for owner in owners)
        settled.append((owners, start, end))
    first = next((owners for owners, *_ in settled if owners), ())
    return [(owners or first, start, end) for owners, start, end in settled]


def joined(cut_up):
    together = []
    for owners, start, end in cut_up:
        if together and together[-1][0] == owners:
            together[-1] = (owners, together[-1][1], end)
        else:
            together.append((owners, start, end))
    return together


def department_of(owner, ours, on):
    """Queue, then person, then our own number; a menu nobody's number pays for is overhead."""
    number = department_of_number(ours)
    if owner is None or owner[0] == "ivr":
        return number or OVERHEAD
    _, name, queue = owner
    found = company.department_of_queue(queue, on) if queue else ""
    if not found and name in company.USER:
        found = company.USER[name].department
    return found or number or UNATTRIBUTED


def department_of_number(number):
    return company.TOLL_FREE[number][2] if number in company.TOLL_FREE else company.DIDS.get(number, ("", ""))[1]


def shares(leg, spans):
    """{department: part of the leg, as a fraction}"""
    on, total = local_date(leg.started_ms), leg.duration_ms
    parts = Counter()
    for owners, start, end in pieces(leg, spans):
        for owner in owners or (None,):
            parts[department_of(owner, leg.ours, on)] += Fraction(end - start, total * max(1, len(owners)))
    return parts


def legs(scenes):
    """(leg, spans) of every connected leg; one merged into another conversation is one leg, cut by both."""
    by_call = {}
    for scene in scenes:
        for leg in scene.legs:
            if leg.status == "connected" and leg.ended_ms > leg.connected_ms:
                by_call.setdefault(leg.call_id, []).append((leg, scene.spans))
    for parts in by_call.values():
        yield parts[0] if len(parts) == 1 else merged(sorted(parts, key=lambda part: part[0].connected_ms))


def merged(parts):
    """The first conversation's spans until the merge, the host's after it."""
    (first, before), (host, after) = parts
    turn = host.connected_ms
    spans = [(*who, start, min(end, turn)) for *who, start, end in before if start < turn] + \
            [(*who, max(start, turn), end) for *who, start, end in after if end > turn]
    whole = type(first)(**{**vars(first), "ended_ms": host.ended_ms})
    return whole, spans


def platform_micro(leg):
    return cards.price_micro(PLATFORM_RATE, leg.duration_ms)


def usage_by_department(month, scenes, calls):
    """{department: {supplier: micro as a fraction}} of the month's carrier calls and platform minutes."""
    spent = {}
    by_call = {leg.call_id: (leg, spans) for leg, spans in legs(scenes)}
    for leg, spans in by_call.values():
        if month_of(leg.started_ms) == month:
            lay(spent, "genesys", platform_micro(leg), shares(leg, spans))
    for call in calls:
        if call.month == month:
            nobody = {department_of_number(call.dialled) or UNATTRIBUTED: 1}
            place = shares(*by_call[call.leg_id]) if call.leg_id else nobody
            lay(spent, call.supplier, call.amount_micro, place)
    return spent


def lay(spent, supplier, amount, place):
    for department, part in place.items():
        spent.setdefault(department, Counter())[supplier] += amount * part


def interactions_by_department(month, scenes):
    """Every conversation weighs 1, shared by the departments that had it in a queue or with a person."""
    weights = Counter()
    for scene in scenes:
        if month_of(scene.start_ms) != month or (scene.media == "voice" and not any(
                leg.status == "connected" for leg in scene.legs)):
            continue
        on = local_date(scene.start_ms)
        owners = {department_of(owner, scene.ours, on) for _, owner, *_ in scene.spans if owner[0] != "ivr"}
        owners -= {UNATTRIBUTED, OVERHEAD}
        for department in owners:
            weights[department] += Fraction(1, len(owners))
    return weights

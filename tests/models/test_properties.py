"""What holds for any month: parts add up, cuts and orders change nothing, and plain Python fractions agree."""

from fractions import Fraction
from math import ceil, floor

from hypothesis import given as forall
from hypothesis import settings
from hypothesis import strategies as st

from tests.models.world import conversation_tables

few = settings(max_examples=15, deadline=None, derandomize=True, database=None)
amounts = st.integers(-(10**12), 10**12)


# a leg and its slices ----------------------------------------------------------------------------------------

pieces = st.tuples(st.integers(1, 10**7), st.integers(1, 10))  # ms, owners side by side
legs = st.lists(
    st.tuples(amounts, st.integers(0, 10**9), st.lists(pieces, min_size=1, max_size=8)), min_size=1, max_size=15
)


@few
@forall(legs)
def test_the_parts_of_a_charge_add_up_to_it_whatever_its_pieces(one_world, drawn):
    one_world.clear()
    joined, charges = [], []
    for number, (amount, seconds, lengths) in enumerate(drawn):
        charges.append({"charge_id": f"C{number}", "leg_id": f"L{number}", "amount_micro": amount, "duration_ms": seconds})
        at = 0
        for piece, (length, owners) in enumerate(lengths, 1):
            for owner in range(1, owners + 1):
                joined.append({"leg_id": f"L{number}", "piece": piece, "owner": owner, "owners": owners, "precedence": 1,
                               "from_ms": at, "to_ms": at + length})  # fmt: skip
            at += length
        one_world.rows_of("usage.leg", [{"leg_id": f"L{number}", "status": "connected", "duration_ms": at}])
    one_world.rows_of("usage.joined_piece", joined)
    one_world.rows_of("usage.attempt_owner", [])
    one_world.rows_of("cost.leg_charge", charges)
    found = one_world.rows("charge_id, cast(sum(amount_micro) as bigint), cast(sum(duration_ms) as bigint)",
                           "cost.slice_charge", "true group by charge_id")  # fmt: skip
    assert found == sorted((row["charge_id"], row["amount_micro"], row["duration_ms"]) for row in charges)


# Who served when, in seconds of a leg of a minute: purpose, owner, from, length.
PRECEDENCE = {"agent": 1, "voicemail": 2, "acd": 3, "ivr": 4}
purposes = st.sampled_from(list(PRECEDENCE))
intervals = st.lists(st.tuples(purposes, st.sampled_from("abc"), st.integers(0, 55), st.integers(1, 30)), max_size=8)


def told(spells) -> dict:
    lines = ["out customer - - - interact 0 60"]
    for number, (purpose, name, start, length) in enumerate(spells):
        user = name if purpose == "agent" else "-"
        queue = name if purpose in ("acd", "voicemail") else "-"
        flow = name if purpose == "ivr" else "-"
        lines.append(f"s{number} {purpose} {user} {queue} {flow} interact {start} {start + length}")
    return conversation_tables("\n".join(["session purpose user queue flow type from to", *lines]))


def owners_of_each_second(spells) -> list[frozenset]:
    """The rule of the costing design, second by second: the best purpose serves, a flow only until somebody did; nobody
    is the one before, at the beginning the one after."""
    reached = min((start for purpose, _, start, _ in spells if purpose != "ivr"), default=99)
    found = []
    for second in range(60):
        here = [(PRECEDENCE[purpose], name) for purpose, name, start, length in spells
                if start <= second < start + length and (purpose != "ivr" or second < reached)]  # fmt: skip
        best = min((rank for rank, _ in here), default=None)
        served = frozenset(owner for owner in here if owner[0] == best)
        found.append(served or (found[-1] if found else frozenset()))
    first = next((owners for owners in found if owners), frozenset({(5, "")}))
    return [owners or first for owners in found]


@settings(few, max_examples=25)
@forall(intervals)
def test_slices_are_what_a_second_by_second_count_says(one_world, spells):
    one_world.clear()
    for name, records in told(spells).items():
        one_world.rows_of(name, records)
    expected: dict = {}
    for owners in owners_of_each_second(spells):
        for owner in owners:
            expected[owner] = expected.get(owner, 0) + Fraction(1000 * 2520, len(owners))
    rank = "case purpose when 'agent' then 1 when 'voicemail' then 2 when 'queue' then 3 when 'flow' then 4 else 5 end"
    weight = "cast(sum(to_weight - from_weight) as bigint)"
    found = one_world.rows(f"{rank}, user_id || queue_id || flow, {weight}", "usage.slice", "true group by 1, 2")
    assert {(rank, name): weight for rank, name, weight in found} == expected


@few
@forall(intervals.filter(bool), st.integers(0, 10**6), amounts, st.data())
def test_cutting_a_segment_in_two_changes_no_cost(one_world, spells, seed, amount, data):
    cuttable = [number for number, spell in enumerate(spells) if spell[3] > 1]
    if not cuttable:
        return
    number = data.draw(st.sampled_from(cuttable))
    purpose, name, start, length = spells[number]
    after = data.draw(st.integers(1, length - 1))
    halves = [(purpose, name, start, after), (purpose, name, start + after, length - after)]
    results = []
    for version in (spells, spells[:number] + halves + spells[number + 1 :]):
        one_world.clear()
        for table, records in told(version).items():
            one_world.rows_of(table, records)
        one_world.rows_of("cost.leg_charge", [{"charge_id": "C", "leg_id": "c/out", "amount_micro": amount, "duration_ms": seed}])
        results.append(one_world.rows("slice, user_id, queue_id, amount_micro, duration_ms", "cost.slice_charge"))
    assert results[0] == results[1]


# a card ------------------------------------------------------------------------------------------------------

cards = st.fixed_dictionaries(
    {
        "rate_nano": st.integers(0, 10**11),
        "connection_fee_nano": st.integers(0, 10**10),
        "first_increment_seconds": st.sampled_from([1, 6, 30, 60]),
        "next_increment_seconds": st.sampled_from([1, 6, 30, 60]),
        "minimum_seconds": st.sampled_from([0, 6, 30, 45]),
        "free_seconds": st.sampled_from([0, 0, 3, 10]),
        "amount_decimals": st.integers(0, 6),
        "amount_rounding": st.sampled_from(["half_up", "up", "down"]),
        "unit": st.sampled_from(["minute", "second", "call"]),
    }
)


def price(card: dict, length_ms: int) -> tuple[int, int]:
    """(billed seconds, micro) by the text of the design, in fractions."""
    lasting = Fraction(length_ms, 1000) - card["free_seconds"]
    if lasting <= 0:
        return 0, 0
    lasting = max(lasting, card["minimum_seconds"])
    first, step = card["first_increment_seconds"], card["next_increment_seconds"]
    billed = first if lasting <= first else first + ceil((lasting - first) / step) * step
    units = {"minute": Fraction(billed, 60), "second": billed, "call": 1}[card["unit"]]
    exact = (card["connection_fee_nano"] + card["rate_nano"] * units) / 10 ** (9 - card["amount_decimals"])
    rounded = {"half_up": floor(exact + Fraction(1, 2)), "up": ceil(exact), "down": floor(exact)}[card["amount_rounding"]]
    return billed, rounded * 10 ** (6 - card["amount_decimals"])


@few
@forall(st.lists(st.tuples(cards, st.integers(0, 5_000_000)), min_size=1, max_size=25))
def test_a_card_prices_as_fractions_do(one_world, drawn):
    one_world.clear()
    one_world.rows_of("cost.rateable_call", [{"source_id": f"{n:02}", "supplier": f"s{n}", "rated_on": "2026-03-02",
                                              "length_ms": length} for n, (_, length) in enumerate(drawn)])  # fmt: skip
    one_world.rows_of("staging.rate", [card | {"rate_id": f"r{n}", "supplier": f"s{n}"} for n, (card, _) in enumerate(drawn)])
    found = one_world.rows("source_id, billed_seconds, amount_micro", "cost.rated_call")
    assert found == [(f"{n:02}", *price(card, length)) for n, (card, length) in enumerate(drawn)]


# pools and postings ------------------------------------------------------------------------------------------


@few
@forall(st.lists(st.tuples(amounts, st.lists(st.integers(0, 10**15), min_size=1, max_size=9)), min_size=1, max_size=6))
def test_shares_of_a_pool_conserve_it_and_are_less_than_a_micro_from_exact(one_world, pools):
    one_world.clear()
    for number, (amount, weights) in enumerate(pools):
        one_world.rows_of("cost.billed_line", [{"invoice_line_id": f"I{number}", "explained_by": "pool",
                                                "pool": f"p{number}", "amount_micro": amount}])  # fmt: skip
        one_world.rows_of("staging.pool", [{"pool": f"p{number}", "driver": f"d{number}"}])
        one_world.rows_of("allocation.driver", [{"driver": f"d{number}", "department": f"{place}", "weight": weight}
                                                for place, weight in enumerate(weights)])  # fmt: skip
    found = one_world.rows("invoice_line_id, department, amount_micro", "allocation.share")
    for number, (amount, weights) in enumerate(pools):
        shares = {department: micro for line, department, micro in found if line == f"I{number}"}
        assert sum(shares.values()) == amount
        for place, weight in enumerate(weights):
            if sum(weights):
                assert abs(shares.get(f"{place}", 0) - Fraction(amount * weight, sum(weights))) < 1


@few
@forall(st.lists(st.tuples(st.sampled_from([1_000, 10_000, 1_000_000]), st.lists(amounts, min_size=1, max_size=9)),
                 min_size=1, max_size=6))  # fmt: skip
def test_postings_of_a_line_add_up_to_it_and_are_less_than_a_minor_unit_from_exact(one_world, lines):
    one_world.clear()
    for number, (minor, parts) in enumerate(lines):
        short = -sum(parts) % minor
        parts = [*parts, short]
        lines[number] = (minor, parts)
        line = {"invoice_line_id": f"I{number}"}
        one_world.rows_of("cost.billed_line", [line | {"amount_micro": sum(parts), "minor_micro": minor}])
        one_world.rows_of("allocation.cost_line", [line | {"department": f"{place:02}", "amount_micro": part}
                                                   for place, part in enumerate(parts)])  # fmt: skip
    found = one_world.rows("invoice_line_id, department, amount_cents", "allocation.posting")
    for number, (minor, parts) in enumerate(lines):
        cents = [amount for line, _, amount in found if line == f"I{number}"]
        assert sum(cents) * minor == sum(parts)
        assert all(abs(Fraction(part, minor) - cent) < 1 for part, cent in zip(parts, cents, strict=True))

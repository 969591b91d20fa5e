"""What pages and exports read: nothing new is computed here, it is put side by side and named."""

import pytest

from telcost.periods import Period

# cost_line, posting ------------------------------------------------------------------------------------------


def test_a_posting_that_is_not_the_sum_of_its_lines_has_a_rounding_line(given, rows):
    given(
        "allocation.cost_line",
        """
        kind      source_id  part  class   invoice_line_id  department  cost_centre  amount_micro  reason  evidence
        outbound  C          1     direct  I                Sales       CC-41        5_001         why     slice
        outbound  C          2     direct  I                Support     CC-51        4_999         why     slice
        """,
    )
    given(
        "allocation.posting",
        """
        kind      class   invoice_line_id  department  cost_centre  amount_cents  amount_micro
        outbound  direct  I                Sales       CC-41        1             5_001
        outbound  direct  I                Support     CC-51        0             4_999
        support   direct  I                Legal       CC-63        2             20_000
        """,
    )
    columns = "department, source_id, part, amount_micro, evidence, period"
    assert rows(columns, "marts.cost_line") == [
        ("Sales", "C", "1", 5_001, "slice", "2026-03"),
        ("Sales", "I|direct||Sales|CC-41", "rounding", 4_999, "posting", "2026-03"),
        ("Support", "C", "2", 4_999, "slice", "2026-03"),
        ("Support", "I|direct||Support|CC-51", "rounding", -4_999, "posting", "2026-03"),
    ]


def test_a_cost_line_names_queue_campaign_and_user_and_keeps_the_id_of_what_nobody_named(given, rows):
    given("allocation.posting", "invoice_line_id")
    given("staging.platform_queue", "queue_id name\nq Sales~Inbound")
    given("staging.platform_user", "user_id name\nu Ann")
    given("staging.campaign", "campaign_id name\nc Spring")
    given(
        "allocation.cost_line",
        """
        source_id  queue_id  user_id  campaign_id
        known      q         u        c
        unknown    q9        u9       c9
        """,
    )
    assert rows("queue, user_name, campaign", "marts.cost_line") == [("Sales Inbound", "Ann", "Spring"), ("q9", "u9", "c9")]


def test_a_posting_is_of_the_period(given, rows):
    given(
        "allocation.posting",
        """
        supplier  invoice_line_id  class   kind      pool  department  cost_centre  amount_cents  currency
        redline   I                direct  outbound  -     Sales       CC-41        7             USD
        """,
    )  # fmt: skip
    assert rows("*", "marts.posting") == [
        ("2026-03", "redline", "I", "direct", "outbound", "", "Sales", "CC-41", 7, "USD")
    ]


# invoice_line, supplier, period ------------------------------------------------------------------------------


def test_an_invoice_line_stands_beside_its_five_classes(given, rows):
    given(
        "cost.billed_line",
        """
        invoice_line_id  amount_micro  minor_micro
        I                1_000_000     10_000
        empty            0             10_000
        credit           -50_000       10_000
        """,
    )
    given(
        "allocation.posting",
        """
        invoice_line_id  class         department  amount_cents
        I                direct        Sales       40
        I                direct        Support     10
        I                shared        Sales       20
        I                overhead      -           15
        I                unattributed  -           25
        I                variance      -           -10
        credit           direct        Sales       -5
        """,
    )
    columns = "direct_cents, shared_cents, overhead_cents, unattributed_cents, variance_cents, amount_cents"
    assert rows(f"invoice_line_id, {columns}", "marts.invoice_line") == [
        ("I", 50, 20, 15, 25, -10, 100),
        ("credit", -5, 0, 0, 0, 0, -5),
        ("empty", 0, 0, 0, 0, 0, 0),
    ]


def test_a_supplier_is_invoiced_when_one_of_its_lines_has_an_invoice_number(given, rows):
    given(
        "staging.supplier",
        """
        supplier  currency
        redline   USD
        blueline  USD
        genesys   EUR
        """,
    )
    given(
        "marts.invoice_line",
        """
        supplier  invoice_number  amount_cents  variance_cents
        redline   R-3             100           5
        redline   -               7             0
        blueline  -               30            0
        """,
    )
    assert rows("supplier, is_invoiced, amount_cents, variance_cents, currency", "marts.supplier") == [
        ("blueline", False, 30, 0, "USD"),
        ("genesys", False, 0, 0, "EUR"),
        ("redline", True, 107, 5, "USD"),
    ]


@pytest.mark.parametrize(
    "suppliers, state",
    [("redline true\ngenesys true", "reconciled"), ("redline true\ngenesys false", "estimated")],
)
def test_a_period_is_estimated_until_every_suppliers_invoice_is_in(suppliers, state, given, rows):
    given("marts.supplier", f"supplier is_invoiced\n{suppliers}")
    assert rows("period, mode, state", "marts.period") == [("2026-03", "showback", state)]


# department --------------------------------------------------------------------------------------------------


def test_every_cost_centre_in_force_has_its_department_and_two_accounts_have_none(directory, given, rows):
    given("landed.department", "department label shares\nLegal Law true")
    columns = "department, label, cost_centre, parent, is_default, is_account, shares"
    assert rows(columns, "marts.department") == [
        ("", "", "CC-4", "", False, False, False),
        ("Corporate overhead", "Corporate overhead", "", "", True, True, False),
        ("Legal", "Law", "", "", True, False, True),
        ("Sales", "Sales", "CC-41", "CC-4", True, False, True),
        ("Sales", "Sales", "CC-411", "CC-41", False, False, True),
        ("Support", "Customer Care", "CC-51", "CC-4", True, False, True),
        ("Unattributed", "Unattributed", "", "", True, True, False),
    ]


def test_a_cost_centre_renamed_in_the_month_is_one_with_its_latest_name(given, world, rows):
    given(
        "landed.cost_centre",
        """
        cost_centre  label  department  valid_from  valid_to
        CC-41        Old    Sales       2026-01-01  2026-03-16
        CC-41        New    Sales       2026-03-16  9999-12-31
        CC-42        Gone   Sales       2025-01-01  2026-03-01
        """,
    )
    world.calendar(Period.parse("2026-03"))
    assert rows("cost_centre, cost_centre_label", "marts.department", "not is_account") == [("CC-41", "New")]


# leg, slice, segment -----------------------------------------------------------------------------------------


def test_a_leg_says_what_became_of_it(given, rows):
    given(
        "usage.leg",
        """
        leg_id  status
        a       connected
        b       attempt
        c       excluded
        d       connected
        """,
    )
    given(
        "usage.leg_place",
        """
        leg_id  is_internal
        a       false
        b       false
        c       false
        d       true
        """,
    )
    assert rows("leg_id, reason", "marts.leg") == [
        ("a", ""),
        ("b", "not connected"),
        ("c", "ghost of a conference: merged leg without a call id or a disconnect, closed by the platform"),
        ("d", "internal: between our own numbers"),
    ]


@pytest.fixture
def one_leg(given):
    given(
        "usage.leg",
        """
        leg_id  status     connected_ms  duration_ms  media_type
        L       connected  1_000         10           voice
        rang    attempt    1_000         0            voice
        """,
    )
    given(
        "usage.leg_place",
        """
        leg_id  is_in_month
        L       true
        rang    true
        """,
    )
    given(
        "usage.slice",
        """
        leg_id  slice  user_id  queue_id  from_ms  to_ms  from_weight  to_weight  total_weight
        L       1      u        q         0        3      0            7_560      25_200
        L       2      -        -         3        10     7_560        25_200     25_200
        rang    1      u        -         0        0      0            1          1
        """,
    )
    given(
        "attribution.slice_owner",
        """
        leg_id  slice  department  cost_centre
        L       1      Sales       -
        L       2      Sales       CC-411
        rang    1      Sales       -
        """,
    )
    given("attribution.default_cost_centre", "department cost_centre\nSales CC-41")
    given("staging.platform_queue", "queue_id name\nq Inbound")
    given("staging.platform_user", "user_id name\nu Ann")


def test_a_slice_has_instants_its_exact_part_of_the_leg_and_a_cost_centre(one_leg, given, rows):
    given("cost.leg_charge", "charge_id leg_id")
    columns = "leg_id, slice, from_ms, to_ms, duration_ms, cost_centre, user_name, queue"
    assert rows(columns, "marts.slice") == [
        ("L", 1, 1_000, 1_003, 3, "CC-41", "Ann", "Inbound"),
        ("L", 2, 1_003, 1_010, 7, "CC-411", "", ""),
    ]


def test_an_attempt_has_a_slice_only_where_a_carrier_bills_it(one_leg, given, rows):
    given("cost.leg_charge", "charge_id leg_id\nC rang")
    assert rows("slice, duration_ms", "marts.slice", "leg_id = 'rang'") == [(1, 0)]


def test_segments_of_a_timeline_carry_their_names(conversation, given, rows):
    given("staging.platform_queue", "queue_id name\nsales Sales~Inbound")
    given("staging.platform_user", "user_id name\nann Ann")
    conversation("""
        session  purpose   user  queue  flow  type      from  to
        out      customer  -     -      -     interact  0     60
        ivr      ivr       -     -      menu  ivr       0     10
        ann      agent     ann   sales  -     interact  10    60
        bob      agent     bob   q9     -     alert     10    20
    """)
    assert rows("position, purpose, segment_type, queue, user_name, flow", "marts.segment") == [
        (1, "customer", "interact", "", "", ""),
        (2, "ivr", "ivr", "", "", "menu"),
        (3, "agent", "interact", "Sales Inbound", "Ann", ""),
        (4, "agent", "alert", "q9", "bob", ""),
    ]


# charge, match, seat, share ----------------------------------------------------------------------------------


def test_a_charge_shows_the_card_row_that_priced_or_audited_it(given, rows):
    given(
        "staging.rate",
        """
        rate_id  unit    rate_nano   prefix  label  file_id  line
        r        minute  20_000_000  44      UK     card     7
        """,
    )
    given(
        "cost.leg_charge",
        """
        charge_id  kind      rate_id  amount_micro  file_id  line
        A          outbound  r        5             cdr      9
        B          outbound  null     6             cdr      10
        """,
    )
    columns = "charge_id, rate_id, rate_nano, rate_prefix, rate_label, rate_file_id, rate_line, file_id, line"
    assert rows(columns, "marts.charge") == [
        ("A", "r", 20_000_000, "44", "UK", "card", 7, "cdr", 9),
        ("B", "", None, "", "", "", None, "cdr", 10),
    ]


def test_matches_are_counted_and_added_up_by_class_for_the_cycle(given, rows):
    given(
        "usage.carrier_match",
        """
        supplier  carrier_call_id  leg_id  match_class
        redline   a                L1      call_id
        redline   b                L2      call_id
        redline   april            L3      call_id
        redline   c                -       only_carrier
        redline   -                L4      only_platform
        redline   -                L5      only_platform
        """,
    )
    given(
        "usage.carrier_call",
        """
        carrier_call_id  is_in_cycle
        a                true
        b                true
        c                true
        april            false
        """,
    )
    given(
        "cost.leg_charge",
        """
        charge_id   amount_micro
        a           5
        b           6
        c           7
        april       99
        redline:L4  0
        """,
    )
    assert rows("supplier, match_class, calls, amount_micro", "marts.match") == [
        ("redline", "call_id", 2, 11),
        ("redline", "only_carrier", 1, 7),
        ("redline", "only_platform", 2, 0),
    ]


def test_a_seat_names_its_user_else_the_entity_that_was_billed(given, rows):
    given("staging.platform_user", "user_id name\nu Ann")
    given(
        "cost.seat_charge",
        """
        charge_id  entity           user_id  days
        s1         ann@example.com  u        31
        s2         phone-7          -        31
        """,
    )
    assert rows("entity, user_name, days", "marts.seat") == [("ann@example.com", "Ann", 31), ("phone-7", "phone-7", 31)]


def test_a_share_is_as_allocated(given, rows):
    given("allocation.share", "invoice_line_id department weight total_weight amount_micro\nI Sales 1 3 33")
    assert rows("department, weight, total_weight, amount_micro", "marts.share") == [("Sales", 1, 3, 33)]


# file, set_aside ---------------------------------------------------------------------------------------------


def test_files_and_what_was_set_aside_of_them_are_listed_by_name(given, rows):
    given(
        "landed.file",
        """
        file_id  name
        a        cdr.csv
        b        other.csv
        """,
    )
    given(
        "landed.set_aside",
        """
        file_id  line  column_name  value     code  message
        a        7     duration     00:61:07  V-1   no~duration
        """,
    )
    assert rows("file_id, name", "marts.file") == [("a", "cdr.csv"), ("b", "other.csv")]
    assert rows("name, line, value, message", "marts.set_aside") == [("cdr.csv", 7, "00:61:07", "no duration")]

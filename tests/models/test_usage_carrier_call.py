"""What a carrier call is, when it belongs to the cycle, under which numbers it stands."""


# carrier_call ------------------------------------------------------------------------------------------------


def test_records_of_one_call_id_and_leg_number_are_one_call_told_as_the_first(suppliers, given, rows):
    given(
        "staging.carrier_record",
        """
        carrier_call_id  supplier  started_ms           duration_ms  is_credit  line
        redline:one#     redline   2026-03-02T15:00:00  60_000       true       2
        redline:one#     redline   2026-03-02T15:00:00  60_000       false      3
        redline:two#     redline   2026-03-02T16:00:00  30_000       false      4
        """,
    )
    assert rows("carrier_call_id, line, records", "usage.carrier_call") == [("redline:one#", 3, 2), ("redline:two#", 4, 1)]


def test_a_call_belongs_to_the_cycle_that_holds_its_start(suppliers, given, rows):
    given(
        "staging.carrier_record",
        """
        carrier_call_id  supplier  started_ms
        before           redline   2026-03-01T04:59:59.999
        first            redline   2026-03-01T05:00:00
        last             redline   2026-04-01T03:59:59.999
        after            redline   2026-04-01T04:00:00
        far              redline   2026-04-02T04:00:00
        earliest         redline   2026-02-28T05:00:00
        long_ago         redline   2026-02-28T04:59:59.999
        """,
    )
    assert rows("carrier_call_id, is_in_cycle", "usage.carrier_call") == [
        ("after", False),
        ("before", False),
        ("earliest", False),
        ("first", True),
        ("last", True),
    ]


def test_a_record_that_names_an_invoice_belongs_to_that_invoices_cycle(suppliers, given, rows):
    given(
        "landed.invoice_line",
        """
        supplier  invoice_number  from_on
        redline   R-3             2026-03-01
        redline   R-4             2026-04-01
        """,
    )
    given(
        "staging.carrier_record",
        """
        carrier_call_id  supplier  started_ms           invoice_number
        late             redline   2026-01-15T15:00:00  R-3
        next             redline   2026-03-31T15:00:00  R-4
        unknown          redline   2026-03-31T15:00:00  R-9
        """,
    )
    assert rows("carrier_call_id, is_in_cycle", "usage.carrier_call") == [
        ("late", True),
        ("next", False),
        ("unknown", True),
    ]


# numbered_call -----------------------------------------------------------------------------------------------


def test_a_call_stands_under_the_dialled_number_and_under_the_one_it_terminated_on(suppliers, legs, calls, rows):
    legs("leg_id")
    calls("""
        carrier_call_id  direction  ani           dnis           terminating   precision_ms  event_ms
        in               inbound    +12125550100  +18335550100   +12125550110  1_000         2026-03-02T15:00:00
        same             inbound    +12125550100  +18335550100   +18335550100  1_000         2026-03-02T15:00:00
        out              outbound   +12125550110  +442079460011  -             60_000        2026-03-02T15:00:00
    """)
    columns = "carrier_call_id, number_rank, our_number, other_number, tolerance_ms"
    assert rows(columns, "usage.numbered_call") == [
        ("in", 0, "+18335550100", "+12125550100", 5_000),
        ("in", 1, "+12125550110", "+12125550100", 5_000),
        ("out", 0, "+12125550110", "+442079460011", 65_000),
        ("same", 0, "+18335550100", "+12125550100", 5_000),
    ]


def test_a_call_matched_by_its_id_is_not_asked_for_by_number(suppliers, legs, calls, rows):
    legs("""
        leg_id  protocol_call_id  started_ms
        L       sip1              2026-03-02T15:00:00
    """)
    calls("""
        carrier_call_id  call_id  event_ms
        C                sip1     2026-03-02T15:00:00
    """)
    assert rows("carrier_call_id", "usage.numbered_call") == []

"""Which rows count: the newest version, what is in force, what lies in the period."""

from telcost.periods import Period

# conversations -----------------------------------------------------------------------------------------------


def test_a_closed_conversation_beats_an_open_one_even_if_the_open_page_is_newer(given, rows):
    given(
        "landed.conversation",
        """
        file_id  line  conversation_id  ended_ms  available_ms
        monday   1     c                5000      10
        tuesday  1     c                null      20
        """,
    )
    assert rows("file_id", "staging.conversation") == [("monday",)]


def test_of_two_closed_versions_the_page_complete_up_to_the_later_instant_counts(given, rows):
    given(
        "landed.conversation",
        """
        file_id  line  conversation_id  ended_ms  available_ms
        old      1     c                9000      10
        new      1     c                5000      20
        """,
    )
    assert rows("file_id, ended_ms", "staging.conversation") == [("new", 5000)]


def test_without_an_availability_the_later_end_counts(given, rows):
    given(
        "landed.conversation",
        """
        file_id  line  conversation_id  ended_ms  available_ms
        a        1     c                5000      0
        b        7     c                9000      0
        """,
    )
    assert rows("file_id, line", "staging.conversation") == [("b", 7)]


def test_equal_versions_on_two_pages_are_one(given, rows):
    given(
        "landed.conversation",
        """
        file_id  line  conversation_id  ended_ms  digest
        a        1     c                5000      same
        b        1     c                5000      same
        """,
    )
    assert rows("file_id", "staging.conversation") == [("a",)]


def test_sessions_and_segments_are_those_of_the_version_that_counts(given, rows):
    given(
        "staging.conversation",
        """
        file_id  line  conversation_id
        new      3     c
        """,
    )
    for name in ("session", "segment"):
        given(
            f"landed.{name}",
            """
            file_id  line  conversation_id  session_id
            old      3     c                s
            new      3     c                s
            new      4     other            s
            """,
        )
        assert rows("file_id, conversation_id", f"staging.{name}") == [("new", "c")]


# configuration -----------------------------------------------------------------------------------------------


def test_a_queue_has_the_name_it_was_last_given(given, rows):
    given(
        "landed.platform_queue",
        """
        queue_id  name       modified_ms
        q         Sales      10
        q         Sales~EU   20
        """,
    )
    assert rows("name", "staging.platform_queue") == [("Sales EU",)]


def test_a_user_is_the_newest_version_of_the_listing(given, rows):
    given(
        "landed.platform_user",
        """
        user_id  name     version
        u        Married  7
        u        Maiden   6
        """,
    )
    assert rows("name", "staging.platform_user") == [("Married",)]


def test_a_campaign_listed_twice_is_one(given, rows):
    given(
        "landed.campaign",
        """
        file_id  line  campaign_id  name
        a        1     c            Spring
        b        1     c            Spring
        """,
    )
    assert rows("campaign_id, name", "staging.campaign") == [("c", "Spring")]


# lists people edit -------------------------------------------------------------------------------------------


def test_without_a_list_of_rules_queue_user_and_number_are_asked_in_this_order(rows):
    assert rows("position, rule", "staging.attribution_rule") == [(1, "queue"), (2, "user"), (3, "number")]


def test_a_list_of_rules_replaces_the_default_order(given, rows):
    given(
        "landed.attribution_rule",
        """
        position  rule
        1         ~Number
        """,
    )
    assert rows("position, rule", "staging.attribution_rule") == [(1, "number")]


def test_a_policy_is_the_one_in_force_on_the_first_of_the_month(given, rows):
    given(
        "landed.policy",
        """
        policy                  value  valid_from  valid_to
        variance_limit_percent  1      2025-01-01  2026-03-01
        variance_limit_percent  9      2026-02-01  9999-12-31
        variance_limit_percent  2      2026-03-01  9999-12-31
        variance_limit_percent  3      2026-03-02  9999-12-31
        """,
    )
    assert rows("policy, value", "staging.policy") == [("variance_limit_percent", "2")]


def test_a_pool_is_shared_by_its_driver_and_by_interactions_if_it_names_none(given, rows):
    given(
        "landed.pool",
        """
        pool      driver        valid_from  valid_to
        platform  interactions  2026-01-01  9999-12-31
        platform  ~Minutes      2026-03-01  9999-12-31
        platform  seats         2026-03-02  9999-12-31
        other     -             2026-01-01  9999-12-31
        over      seats         2025-01-01  2026-03-01
        """,
    )
    assert rows("pool, driver", "staging.pool") == [("other", "interactions"), ("platform", "minutes")]


def test_the_days_are_those_of_the_calendar_month_in_the_billing_zone(world, rows):
    world.calendar(Period.parse("2026-02"))
    days = [str(day) for (day,) in rows("local_on", "staging.day")]
    assert (days[0], days[-1], len(days)) == ("2026-02-01", "2026-02-28", 28)


# suppliers ---------------------------------------------------------------------------------------------------


def test_a_supplier_has_the_cycle_of_the_period_and_the_longest_increment_of_its_voice_card(given, rows):
    given(
        "landed.supplier",
        """
        supplier  cycle_day
        redline   1
        """,
    )
    given(
        "landed.rate",
        """
        supplier  unit    next_increment_seconds  valid_from  valid_to
        redline   minute  6                       2026-01-01  9999-12-31
        redline   minute  30                      2026-01-01  9999-12-31
        redline   minute  60                      2019-01-01  2026-03-01
        redline   minute  60                      2026-04-01  9999-12-31
        redline   seat    99                      2026-01-01  9999-12-31
        other     minute  60                      2026-01-01  9999-12-31
        """,
    )
    columns = "supplier, increment_seconds, cast(cycle_start_on as varchar), cast(cycle_end_on as varchar)"
    assert rows(columns, "staging.supplier") == [("redline", 30, "2026-03-01", "2026-04-01")]


def test_a_cycle_from_the_21st_belongs_to_the_month_it_ends_in(given, rows):
    given(
        "landed.supplier",
        """
        supplier  cycle_day
        redline   21
        """,
    )
    dates = "cast(cycle_start_on as varchar), cast(cycle_end_on as varchar)"
    assert rows(dates, "staging.supplier") == [("2026-02-21", "2026-03-21")]


def test_what_a_supplier_leaves_open_is_the_billing_zone_the_reporting_currency_and_five_seconds(given, rows):
    given(
        "landed.supplier",
        """
        supplier  cycle_day  cycle_zone     rate_zone  currency  match_tolerance_seconds
        open      1          -              -          -         null
        abroad    1          Europe/London  -          GBP       2
        """,
    )
    assert rows("supplier, rate_zone, currency, match_tolerance_seconds, increment_seconds", "staging.supplier") == [
        ("abroad", "Europe/London", "GBP", 2, 1),
        ("open", "America/New_York", "USD", 5, 1),
    ]


def test_a_supplier_that_is_not_in_force_when_the_cycle_begins_is_none(given, rows):
    given(
        "landed.supplier",
        """
        supplier  cycle_day  valid_from  valid_to
        gone      1          2020-01-01  2026-03-01
        new       1          2026-03-01  9999-12-31
        coming    1          2026-03-02  9999-12-31
        """,
    )
    assert rows("supplier", "staging.supplier") == [("new",)]


# invoices, cards, seats --------------------------------------------------------------------------------------


def test_an_invoice_line_belongs_to_the_cycle_that_holds_the_first_day_it_bills(given, rows):
    given(
        "staging.supplier",
        """
        supplier  cycle_start_on  cycle_end_on
        redline   2026-03-01      2026-04-01
        """,
    )
    given(
        "landed.invoice_line",
        """
        supplier  invoice_number  line_number  from_on     to_on
        redline   A               1            2026-02-28  2026-04-01
        redline   B               1            2026-03-01  2026-04-01
        redline   B               2            2026-03-31  2026-05-01
        redline   C               1            2026-04-01  2026-05-01
        """,
    )
    assert rows("invoice_line_id", "staging.invoice_line") == [("redline:B:1",), ("redline:B:2",)]


def test_a_card_row_this_version_cannot_price_with_is_left_out(given, rows):
    given(
        "landed.rate",
        """
        rate_id     time_band           department  queue  tier_mode  from_second  included_quantity_micro
        plain       -                   -           -      -          0            null
        night       mon-fri~20:00-24:00 -           -      -          0            null
        internal    -                   Sales       -      -          0            null
        queue       -                   -           VIP    -          0            null
        tiered      -                   -           -      graduated  0            null
        later       -                   -           -      -          60           null
        allowance   -                   -           -      -          0            1_000_000
        """,
    )
    assert rows("rate_id", "staging.rate") == [("plain",)]


def test_a_seat_is_billed_once_a_charge_by_its_first_use_in_the_cycle(given, rows):
    given(
        "staging.supplier",
        """
        supplier  role      cycle_start_ms       cycle_end_ms
        genesys   platform  2026-03-01T05:00:00  2026-04-01T04:00:00
        redline   carrier   2026-03-01T05:00:00  2026-04-01T04:00:00
        """,
    )
    given(
        "landed.billable_usage",
        """
        charge_name  entity            used_ms
        CX~3         Ann@example.com   2026-03-09T09:00:00
        CX~3         ann@example.com~  2026-03-02T09:00:00
        CX~2         ann@example.com   2026-03-05T09:00:00
        CX~3         bob@example.com   2026-03-01T04:59:59
        CX~3         cyd@example.com   2026-03-01T05:00:00
        CX~3         eve@example.com   2026-04-01T04:00:00
        """,
    )
    assert rows("supplier, charge_name, entity, line", "staging.billable_seat") == [
        ("genesys", "CX 2", "ann@example.com", 4),
        ("genesys", "CX 3", "ann@example.com", 3),
        ("genesys", "CX 3", "cyd@example.com", 6),
    ]

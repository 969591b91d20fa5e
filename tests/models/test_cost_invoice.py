"""What an invoice line stands for: the rule that explains it, the usage it bills, what is left as variance."""

import pytest

# explained_line ----------------------------------------------------------------------------------------------


@pytest.fixture
def explained(directory, given, rows):
    given(
        "staging.invoice_line",
        """
        invoice_line_id  supplier  product   description      from_on
        I1               redline   Usage     Domestic~calls   2026-03-01
        I2               redline   Usage     International    2026-03-01
        I3               redline   Fee       -                2026-03-01
        I4               blueline  Usage     Domestic~calls   2026-03-01
        """,
    )
    columns = "invoice_line_id, kind, explained_by, pool, department, cost_centre, rule_line"
    return lambda: rows(columns, "cost.explained_line")


NOTHING = ("other", "", "", "", "", 0)


def test_the_first_rule_by_position_whose_words_are_in_product_or_description_explains_a_line(explained, given):
    given(
        "landed.invoice_rule",
        """
        line  position  supplier  contains  kind      explained_by  pool
        2     9         redline   usage     outbound  usage         -
        3     1         redline   DOMESTIC  outbound  usage         -
        4     2         redline   fee       tax       pool          ~taxes
        """,
    )
    assert explained() == [
        ("I1", "outbound", "usage", "", "", "", 3),
        ("I2", "outbound", "usage", "", "", "", 2),
        ("I3", "tax", "pool", " taxes", "", "", 4),
        ("I4", *NOTHING),
    ]


def test_a_rule_of_no_words_explains_whatever_the_others_leave(explained, given):
    given(
        "landed.invoice_rule",
        """
        line  position  supplier  contains  kind      explained_by
        2     1         redline   domestic  outbound  usage
        3     2         redline   -         support   pool
        """,
    )
    assert [row[:3] for row in explained()] == [
        ("I1", "outbound", "usage"),
        ("I2", "support", "pool"),
        ("I3", "support", "pool"),
        ("I4", "other", ""),
    ]


def test_a_rule_counts_while_it_is_in_force_on_the_first_day_the_line_bills(explained, given):
    given(
        "landed.invoice_rule",
        """
        position  supplier  contains  kind  explained_by  valid_from  valid_to
        1         redline   fee       tax   usage         2026-01-01  2026-03-01
        2         redline   fee       ai    usage         2026-03-01  9999-12-31
        """,
    )
    assert explained()[2][1] == "ai"


def test_a_fixed_line_goes_to_a_department_in_force_with_its_default_cost_centre(explained, given):
    given(
        "landed.invoice_rule",
        """
        line  position  supplier  contains       kind     explained_by  department  cost_centre
        2     1         redline   domestic       support  fixed         commercial  -
        3     2         redline   international  support  fixed         -           CC-411
        4     3         redline   fee            support  fixed         Slaes       -
        """,
    )
    assert [row[2:] for row in explained()[:3]] == [
        ("fixed", "", "Sales", "CC-41", 2),
        ("fixed", "", "Sales", "CC-411", 3),
        ("unmapped", "", "Slaes", "", 4),
    ]


# usage_line --------------------------------------------------------------------------------------------------


@pytest.fixture
def billed_on(given, rows):
    """billed_on(lines, usage) → {usage's product or class: the invoice line that bills it}"""

    def find(lines: str, usage: str) -> dict:
        given("cost.explained_line", lines)
        given("cost.direct_line", usage)
        columns = "product || reach || number_class, invoice_line_id"
        return dict(rows(columns, "cost.usage_line"))

    return find


def test_usage_is_billed_on_the_line_of_its_kind(billed_on):
    lines = """
        invoice_line_id  supplier  line_number  kind      explained_by
        out              redline   1            outbound  usage
        in               redline   2            did       usage
        pool             redline   3            outbound  pool
        other            blueline  1            outbound  usage
    """
    assert billed_on(lines, "supplier kind product amount_micro\nredline outbound U 5") == {"U": "out"}


def test_a_line_of_the_products_own_name_comes_first(billed_on):
    lines = """
        invoice_line_id  supplier  line_number  kind     explained_by  product
        cx2              genesys   1            licence  licence       CX~2
        cx3              genesys   2            licence  licence       cx~3
    """
    usage = "supplier kind product amount_micro\ngenesys licence CX~3 5\ngenesys licence CX~2 5"
    assert billed_on(lines, usage) == {"CX 2": "cx2", "CX 3": "cx3"}


def test_a_line_of_a_class_takes_that_class_or_reach_only(billed_on):
    lines = """
        invoice_line_id  supplier  line_number  kind      explained_by  number_class
        home             redline   1            outbound  usage         domestic
        abroad           redline   2            outbound  usage         international
        rest             redline   3            outbound  usage         -
    """
    usage = """
        supplier  kind      number_class  reach          amount_micro
        redline   outbound  fixed         domestic       5
        redline   outbound  mobile        international  5
        redline   outbound  unknown       -              5
    """
    assert billed_on(lines, usage) == {"domesticfixed": "home", "internationalmobile": "abroad", "unknown": "rest"}


def test_usage_no_line_takes_stands_against_a_line_not_invoiced(billed_on, rows):
    lines = "invoice_line_id supplier line_number kind explained_by\nout redline 1 outbound usage"
    assert billed_on(lines, "supplier kind product amount_micro\nredline did_inbound U 5") == {
        "U": "redline:not invoiced:did_inbound"
    }
    assert rows("is_estimate", "cost.usage_line") == [(False,)]


def test_usage_of_a_supplier_without_an_invoice_stands_against_an_estimate(billed_on, rows):
    lines = "invoice_line_id supplier line_number kind explained_by\nout blueline 1 outbound usage"
    assert billed_on(lines, "supplier kind product amount_micro\nredline outbound U 5") == {"U": "redline:estimate:outbound"}
    assert rows("is_estimate", "cost.usage_line") == [(True,)]


def test_usage_of_one_sort_is_added_up(given, rows):
    given("cost.explained_line", "invoice_line_id supplier")
    given(
        "cost.direct_line",
        """
        supplier  kind      product  amount_micro
        redline   outbound  U        5
        redline   outbound  U        -2
        redline   outbound  V        1
        """,
    )
    assert rows("product, amount_micro", "cost.usage_line") == [("U", 3), ("V", 1)]


# billed_line -------------------------------------------------------------------------------------------------


@pytest.fixture
def billed(given, rows):
    """billed(invoiced, explained) → (amount, explained, variance) of a line of usage; None: no invoice yet."""
    given(
        "landed.currency",
        """
        currency  minor_micro
        USD       10_000
        JPY       1_000_000
        KWD       1_000
        """,
    )

    def make(invoiced: int | None, explained: int, by: str = "usage", currency: str = "USD") -> tuple:
        if invoiced is None:
            given("cost.explained_line", "invoice_line_id")
        else:
            given("cost.explained_line", f"invoice_line_id explained_by amount_micro currency\nI {by} {invoiced} {currency}")
        line = "redline:estimate:outbound" if invoiced is None else "I"
        is_estimate = "true" if invoiced is None else "false"
        given("cost.usage_line", f"invoice_line_id is_estimate currency amount_micro\n{line} {is_estimate} {currency} {explained}")
        return rows("amount_micro, explained_micro, variance_micro", "cost.billed_line")[0]

    return make


def test_what_a_line_bills_beyond_what_we_explain_is_variance(billed):
    assert billed(34_840_000, 34_512_345) == (34_840_000, 34_512_345, 327_655)


def test_what_we_explain_beyond_the_line_is_negative_variance(billed):
    assert billed(34_840_000, 35_000_000)[2] == -160_000


@pytest.mark.parametrize("explained, variance", [(34_835_000, 0), (34_845_000, 0), (34_834_999, 5_001), (34_845_001, -5_001)])
def test_what_the_supplier_rounded_away_is_no_variance(explained, variance, billed):
    """34.84 is billed. Up to half a cent is in the rounding lines."""
    assert billed(34_840_000, explained)[2] == variance


def test_a_licence_line_may_vary_too_but_pools_fixed_and_unexplained_lines_never_do(billed):
    assert billed(300_000_000, 310_000_000, by="licence")[2] == -10_000_000


@pytest.mark.parametrize("by", ["pool", "fixed", "unmapped", "-"])
def test_a_line_no_usage_explains_has_no_variance(by, billed):
    assert billed(300_000_000, 0, by=by)[2] == 0


@pytest.mark.parametrize(
    "explained, currency, amount",
    [
        (1_004_999, "USD", 1_000_000),
        (1_005_000, "USD", 1_010_000),
        (-1_004_999, "USD", -1_000_000),
        (-1_005_000, "USD", -1_010_000),
        (1_499_999, "JPY", 1_000_000),
        (1_500_000, "JPY", 2_000_000),
        (1_000_500, "KWD", 1_001_000),
    ],
)
def test_until_an_invoice_is_in_the_line_is_our_own_sum_half_up_in_minor_units(explained, currency, amount, billed):
    assert billed(None, explained, currency=currency) == (amount, explained, 0)


def test_usage_that_is_not_invoiced_stands_against_nothing(given, rows):
    given("cost.explained_line", "invoice_line_id")
    given(
        "cost.usage_line",
        """
        invoice_line_id               supplier  kind      is_estimate  currency  amount_micro
        redline:not~invoiced:outbound  redline   outbound  false        USD       50_000
        """,
    )
    columns = "amount_micro, explained_micro, variance_micro, is_estimate, description"
    assert rows(columns, "cost.billed_line") == [(0, 50_000, -50_000, False, "used, but on no line of the invoice")]


def test_sorts_of_usage_on_one_line_are_added_up(given, rows):
    given("cost.explained_line", "invoice_line_id explained_by amount_micro currency\nI usage 60_000 USD")
    given(
        "cost.usage_line",
        """
        invoice_line_id  product  currency  amount_micro
        I                U        USD       20_000
        I                V        USD       10_000
        """,
    )
    assert rows("invoice_line_id, explained_micro, variance_micro, minor_micro", "cost.billed_line") == [
        ("I", 30_000, 30_000, 10_000)
    ]

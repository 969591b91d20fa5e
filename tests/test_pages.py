"""Every page: a stranger is refused, a viewer is served their own, an empty month is polite. In the browser's absence:
what can be pressed is tested in tests/browser."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest
import small_company
from streamlit import config
from streamlit.testing.v1 import AppTest

from telcost import access
from telcost.report import Report
from telcost.sources.landing import Landing
from telcost.web import finding, tables, words

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("overview", "department", "call", "reconciliation", "imports")
FOR_IMPORTERS = ("reconciliation", "imports")
FINANCE, SALES, HR = "fin@example.com", "sales@example.com", "hr@example.com"


@pytest.fixture(scope="module")
def company(tmp_path_factory) -> Path:
    home = tmp_path_factory.mktemp("home")
    small_company.published(home)
    access.grant(home, FINANCE, "finance")
    access.grant(home, SALES, "head", "Sales")
    access.grant(home, HR, "head", "HR")
    return home


@pytest.fixture
def home(company, tmp_path, monkeypatch) -> Path:
    """The small company, shown as a sample: its people may be picked."""
    copy = Path(shutil.copytree(company, tmp_path / "data"))
    Landing(copy).put(ROOT / "sample_data" / "rates" / "clearline.csv", "clearline.csv")
    monkeypatch.setenv("TELCOST_HOME", str(copy))
    return copy


@pytest.fixture
def option():
    """Sets an option of the server for one test."""
    before = {}

    def change(name, value):
        before[name] = config.get_option(name)
        config.set_option(name, value)

    yield change
    for name, value in before.items():
        config.set_option(name, value)


def visit(page: str, /, **values: str) -> AppTest:
    """A page asked for by its URL (that it guards itself on a fresh server too is tested in tests/browser)."""
    test = AppTest.from_file(str(ROOT / "app.py"), default_timeout=60)
    test.switch_page(f"pages/{page}.py")
    for name, value in values.items():
        test.query_params[name] = value
    return test.run()


def said(test: AppTest) -> str:
    """Everything the page wrote as text."""
    kinds = (test.title, test.subheader, test.markdown, test.caption, test.warning, test.info, test.error)
    metrics = [f"{metric.label} {metric.value}" for metric in test.metric]
    return "\n".join([element.value for kind in kinds for element in kind] + metrics).replace("\\", "")


def shown(test: AppTest) -> str:
    """Text and tables: what a viewer could read."""
    return said(test) + "\n".join(str(table.value.to_csv()) for table in test.dataframe)


# strangers --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_a_page_refuses_whoever_is_not_granted(home, page):
    test = visit(page, **{"as": "stranger@example.com", "conversation": "c-shared"})
    assert "Nothing is granted to 'stranger@example.com'" in said(test)
    assert not test.exception and not test.metric and not test.dataframe


@pytest.mark.parametrize("page", PAGES)
def test_where_anything_else_has_landed_nobody_can_be_picked(home, page):
    Landing(home).put(b"supplier,amount\nacme,1\n", "our own invoice.csv")
    test = visit(page, **{"as": FINANCE})
    assert "Nobody is signed in, so nothing is shown." in said(test)
    assert not test.exception and not test.metric and not test.radio


@pytest.mark.parametrize("address", ["0.0.0.0", "192.168.1.7", None])
def test_served_to_more_than_this_machine_nobody_can_be_picked(home, address, option):
    option("server.address", address)
    assert "Nobody is signed in" in said(visit("overview", **{"as": FINANCE}))


def test_behind_a_proxy_that_names_people_nobody_can_be_picked(home, option):
    option("server.trustedUserHeaders", '{"X-Forwarded-Email": "email"}')
    assert "Nobody is signed in" in said(visit("overview", **{"as": FINANCE}))


def test_a_grant_that_is_taken_away_ends_at_the_next_click(home):
    test = visit("overview", **{"as": SALES})
    assert test.metric
    access.revoke(home, SALES)
    test.run()
    assert "Nothing is granted" in said(test) and not test.metric


@pytest.mark.parametrize("page", FOR_IMPORTERS)
def test_a_head_may_not_open_what_is_for_finance(home, page):
    test = visit(page, **{"as": SALES})
    assert "This page is not yours, or there is no such page." in said(test)
    assert not test.metric and not test.dataframe and not test.exception


# viewers ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
def test_finance_is_served(home, page):
    test = visit(page, conversation="c-shared")
    assert not test.exception and not test.error
    assert test.dataframe or test.metric


def test_the_overview_says_the_total_and_that_it_ties(home):
    text = said(visit("overview"))
    assert "Total cost $421.61" in text
    assert "Ties to the cent" in text


@pytest.mark.parametrize("page", ["overview", "department", "call"])
def test_a_head_reads_nothing_of_another_department(home, page):
    """Everything of HR carries the word canary."""
    test = visit(page, **{"as": SALES, "conversation": "c-shared"})
    assert not test.exception
    assert "canary" not in shown(test)
    assert "canary" in shown(visit(page, **{"as": FINANCE, "department": "HR", "conversation": _only_of("HR", home)}))


@pytest.mark.parametrize("values", [{"department": "HR"}, {"department": "Nowhere"}])
def test_a_foreign_department_and_one_that_does_not_exist_are_refused_alike(home, values):
    text = said(visit("department", **{"as": SALES}, **values))
    assert f"There is no department '{values['department']}' among what you may see." in text
    assert "canary" not in text


def test_a_call_of_another_department_is_refused(home):
    text = said(visit("call", **{"as": SALES, "conversation": _only_of("HR", home)}))
    assert "among what you may see" in text and "canary" not in text


def _only_of(department: str, home: Path) -> str:
    """A conversation nobody else has a slice of."""
    report = Report(home, access.owner(), "2026-03")
    calls = [row["conversation_id"] for row in report.calls(department) if row["conversation_id"]]
    return next(call for call in calls if {cut["department"] for cut in report.call(call)["slices"]} == {department})


@pytest.mark.parametrize("values", [
    {"kind": "outbound", "source": "x' or 1=1 --"}, {"kind": "![x](http://evil.example)"}, {"number": "%"},
    {"page": "-1"}, {"page": "x" * 5000}, {"department": "D" * 5000},
])  # fmt: skip
def test_a_tampered_link_is_answered_politely(home, values):
    test = visit("department", **{"as": SALES, "department": "Sales"} | values)
    assert not test.exception
    assert "![" not in "\n".join(element.value for element in test.markdown)


# months -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("period", ["2026-09", "1999-01", "not-a-month"])
def test_a_month_that_is_not_there_is_said_politely(home, page, period):
    test = visit(page, period=period)
    assert not test.exception and not test.dataframe
    assert period in said(test)


@pytest.mark.parametrize("page", ["overview", "department", "call", "reconciliation"])
def test_before_anything_is_built_a_page_says_what_to_do(home, page):
    shutil.rmtree(home / "builds")
    test = visit(page)
    assert not test.exception
    assert "No month has been built yet." in said(test)


# bringing files in ------------------------------------------------------------------------------------------------


def choose(test: AppTest, name: str, content: bytes) -> AppTest:
    test.file_uploader[0].upload(name, content)
    return test.run()


def button(test: AppTest, label: str):
    return next(found for found in test.button if found.label == label)


def test_whose_role_was_taken_away_brings_nothing_in_with_a_page_still_open(home):
    test = choose(
        visit("imports", **{"as": FINANCE}), "card.csv", (ROOT / "sample_data/rates/genesys.csv").read_bytes()
    )
    landed = len(Landing(home).receipts())
    access.revoke(home, FINANCE)
    button(test, "Bring it in").click().run()
    assert len(Landing(home).receipts()) == landed
    assert "Nothing is granted" in said(test)


@pytest.mark.parametrize(
    "content", [b"", b"name,beach\nAnn,Nice\n", b"\xff\xfe\x00a", b"%PDF-1.7", b"Call ID,Date\n1,2\n"]
)
def test_what_cannot_be_read_says_why_and_nothing_is_imported(home, content):
    test = choose(visit("imports", **{"as": FINANCE}), "calls.csv", content)
    assert not test.exception
    assert "calls.csv" in test.error[0].value.replace("\\", "") and "Nothing was imported." in said(test)


def test_a_file_with_two_columns_of_one_name_is_shown_or_refused_politely(home):
    header = (ROOT / "sample_data/clearline/clearline_cdr_2026-04.csv").read_text().splitlines()[0]
    test = choose(visit("imports", **{"as": FINANCE}), "twice.csv", f"{header},Duration\n{',' * 8}\n".encode())
    assert not test.exception


# words and tables -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "data", ["![x](http://evil.example/?q=1)", "**bold** $a$ $b$", "<b>x</b>", "[l](javascript:alert(1))", "a\n# b"]
)
def test_data_in_markdown_stays_text(data):
    escaped = words.plain(data)
    for mark in "![]()*$<#":
        assert mark not in escaped.replace("\\" + mark, "")


def test_money_keeps_the_places_it_has():
    assert words.money(Decimal("1234.500000")) == "$1,234.500000"
    assert words.money(Decimal("-0.01")) == "-$0.01"
    assert words.money(Decimal("7"), "JPY") == "JPY 7"


def test_money_cut_to_places_is_rounded_half_up_away_from_zero():
    assert words.money(Decimal("0.065"), "USD", 2) == "$0.07"
    assert words.money(Decimal("-0.065"), "USD", 2) == "-$0.07"
    assert [words.short(Decimal(amount), "USD") for amount in ("1236.8574", "0.0575", "0.5")] == ["$1,236.86", "$0.0575", "$0.50"]


def test_the_number_that_is_a_fifth_of_the_bill_is_found(sample_home):
    report = Report(sample_home, access.owner(), "2026-03")
    found = finding.dearest(report, report.departments())
    assert (found.department, found.number, found.calls) == ("Sales", "+881255501234", 14)
    assert f"{found.of_cost:.1%}" == "20.2%"


def test_every_column_has_words_above_it():
    assert tables.heading("total_cost") == "Cost"
    assert tables.heading("some_new_column") == "Some new column"

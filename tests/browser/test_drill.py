"""The promise: the Sales head reaches the calls of the one number that makes 20 % of her bill, and nobody else's."""

import re

import pytest
from playwright.sync_api import expect

from telcost import access
from telcost.report import Report

SALES = "sales.head@meridianoutfitters.example"
NUMBER = "+881255501234"
FOREIGN = ("Support", "Billing", "Human Resources", "Information Technology", "Logistics", "Legal", "Marketing")


def test_finance_lands_on_the_total_and_it_ties_to_the_invoices(screen):
    screen.open().is_called("Overview").has_metric("Total cost", "$22,020.30")
    screen.shows("Ties to the cent").shows("Reconciled").shows("20% of Sales’ bill is one number")
    screen.table("Table: cost by department")
    assert not screen.scrolls_sideways()


def test_a_month_without_all_its_invoices_looks_different(screen):
    screen.open(period="2026-04").is_called("Overview").shows("Estimated").shows("Invoices and estimates")
    screen.shows("no invoice yet from bluewave")
    assert "Reconciled" not in screen.text and "Ties to the cent" not in screen.text


def test_the_sales_head_goes_from_her_bill_to_a_slice_of_the_dear_number(screen):
    screen.open().become("Sales head").is_called("Sales").has_metric("Total cost", "$6,125.15")
    screen.press("See its calls").is_called(NUMBER).has_metric("Share of Sales", "20.2 %").has_metric("Calls", "14")
    assert screen.values["number"] == NUMBER
    screen.press_row("Table: calls and charges").is_called(re.compile("^Outbound call of 2026-03-12"))
    expect(screen.page.locator(".js-plotly-plot .point").first).to_be_attached()
    screen.press_row("Table: Whose it is").shows("How this amount came about").shows("BYOC Cloud minutes")
    screen.shows("genesys.csv, line 2").shows("EMEA Key Accounts")
    assert screen.values["conversation"].startswith("ca5e0010-")


def test_every_level_of_the_drill_is_in_the_url_and_back_walks_back(screen):
    screen.open(period="2026-03", **{"as": SALES}).is_called("Sales")
    screen.press_bar(2).is_called("Outbound calls")
    assert screen.values == {"as": SALES, "period": "2026-03", "department": "Sales", "kind": "outbound"}
    screen.press_row("Table: cost by source").is_called("EMEA Key Accounts")
    screen.press_bar().is_called(NUMBER).has_metric("Cost", "$1,235.05")
    link = screen.page.url
    screen.back().is_called("EMEA Key Accounts")
    screen.back().is_called("Outbound calls")
    screen.back().is_called("Sales")
    screen.page.goto(link)
    screen.settle().is_called(NUMBER).press("Sales").is_called("Sales")
    assert "kind" not in screen.values


def test_another_month_keeps_the_place(screen):
    screen.open("department", period="2026-03", department="Sales", kind="outbound").is_called("Outbound calls")
    screen.page.get_by_text("2026-02", exact=True).click()
    screen.page.wait_for_url(re.compile("period=2026-02"))
    screen.has_metric("Cost", re.compile(r"^\$(?!1,250.73)")).is_called("Outbound calls")
    screen.back().has_metric("Cost", "$1,250.73")


def test_a_table_is_downloaded_with_every_digit(screen):
    name, text = screen.open("department", department="Sales", kind="outbound", period="2026-03").downloaded()
    assert re.fullmatch(r"telcost_2026-03_by-source_[0-9a-f]{12}\.csv", name)
    assert "EMEA Key Accounts" in text and "1236.310900" in text
    name, text = screen.open("department", department="Sales", number=NUMBER, period="2026-03").downloaded()
    assert name.startswith("telcost_2026-03_calls_sales_") and len(text.splitlines()) == 15
    assert f"'{NUMBER}" in text


# what is not hers ------------------------------------------------------------------------------------------------


def foreign_call(home) -> tuple[str, str]:
    """A conversation only Support has a slice of, and one of its cost lines."""
    report = Report(home, access.owner(), "2026-03")
    for row in report.calls("Support", "toll_free_inbound"):
        if row["conversation_id"]:
            found = report.call(row["conversation_id"])
            if {cut["department"] for cut in found["slices"]} == {"Support"}:
                return row["conversation_id"], row["cost_line_id"]
    raise AssertionError("Support has no call of its own")


@pytest.mark.parametrize("department", ["HR", "Support", "Nowhere", "' or 1=1 --", "![x](http://evil.example/x.png)"])
def test_a_foreign_department_in_the_url_shows_nothing(screen, department):
    screen.open("department", department=department, **{"as": SALES})
    screen.shows("among what you may see")
    assert "$" not in screen.text
    assert screen.page.locator("[data-testid=stMain] img").count() == 0


@pytest.mark.parametrize("page", ["reconciliation", "imports"])
def test_a_hidden_page_is_not_hers(screen, page):
    screen.open(page, **{"as": SALES}).shows("This page is not yours, or there is no such page.")
    assert "$" not in screen.text
    assert screen.page.locator("[data-testid=stSidebar]").get_by_text("Imports").count() == 0


@pytest.mark.parametrize("period", ["2026-02", "2026-03", "2026-04"])
def test_no_month_shows_her_another_department(screen, period):
    screen.open(period=period, **{"as": SALES}).is_called("Sales").has_metric("Total cost", re.compile(r"^\$"))
    for department in FOREIGN:
        assert department not in screen.text
    screen.open("department", period=period, department="HR", **{"as": SALES}).shows("among what you may see")


def test_a_foreign_call_or_cost_line_in_the_url_shows_nothing(screen, home):
    conversation, line = foreign_call(home)
    screen.open("call", period="2026-03", conversation=conversation, **{"as": SALES}).shows("among what you may see")
    assert "Support" not in screen.text
    screen.open("call", period="2026-03", line=line, **{"as": SALES}).shows("among what you may see")
    assert "Support" not in screen.text and "$" not in screen.text


def test_of_a_shared_call_she_sees_her_slices_and_another_department(screen):
    """Case 1: 60 s Sales, 59 minutes Support."""
    call = "ca5e0001-0000-4000-8000-000000000001"
    screen.open("call", period="2026-03", conversation=call, department="Sales", **{"as": SALES})
    screen.is_called(re.compile("^Inbound call")).has_metric("Cost", "$0.0575")
    frames = screen.page.locator(".js-plotly-plot").inner_text()
    assert "another department" in frames and "Support" not in frames + screen.text


def test_nobody_is_let_in_by_a_name_without_a_grant(screen):
    screen.open(**{"as": "stranger@example.com"}).shows("Nothing is granted to")
    assert "$" not in screen.text


# looks -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("page", ["", "department", "reconciliation", "imports"])
def test_nothing_scrolls_sideways_on_a_phone_or_a_desk(screen, page):
    for width in (1440, 400):
        screen.page.set_viewport_size({"width": width, "height": 860})
        assert not screen.open(page).scrolls_sideways(), width

"""A page may be the first thing a fresh server is asked for, before app.py ever ran: it guards itself."""

import shutil

import pytest

from tests.browser.conftest import serve
from tests.browser.screen import Screen

PAGES = ("overview", "department", "call", "reconciliation", "imports")


@pytest.fixture(scope="module")
def not_the_sample(sample_home, tmp_path_factory):
    """The sample's months, but something of somebody's own has landed there too."""
    from telcost.sources.landing import Landing

    home = tmp_path_factory.mktemp("own") / "data"
    shutil.copytree(sample_home, home)
    Landing(home).put(b"supplier,amount\nacme,1\n", "our own invoice.csv")
    return home


@pytest.mark.parametrize("name", PAGES)
def test_a_page_requested_first_refuses_a_stranger(browser, not_the_sample, name, tmp_path):
    with serve(not_the_sample, tmp_path / "log") as site:
        page = browser.new_page()
        screen = Screen(page, site.url).open(name, department="Sales", **{"as": "finance@meridianoutfitters.example"})
        screen.shows("Nobody is signed in, so nothing is shown.")
        assert "$" not in screen.text and page.locator("[data-testid=stMetric]").count() == 0
        page.close()


def test_served_to_the_network_not_even_the_sample_is_shown(browser, sample_home, tmp_path):
    with serve(sample_home, tmp_path / "log", "--server.address", "0.0.0.0") as site:
        page = browser.new_page()
        Screen(page, site.url).open().shows("Nobody is signed in, so nothing is shown.")
        page.close()


def test_a_page_requested_first_serves_a_sample_person(browser, sample_home, tmp_path):
    with serve(sample_home, tmp_path / "log") as site:
        page = browser.new_page()
        Screen(page, site.url).open("department", department="Sales", period="2026-03").is_called("Sales")
        page.close()

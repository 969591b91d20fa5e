"""What a person does on a screen: open, read, press a row or a bar, wait until everything is drawn."""

import re
from dataclasses import dataclass
from urllib.parse import parse_qs, urlencode, urlsplit

from playwright.sync_api import Locator, Page, expect

LONG = 60_000
HEADER, ROW, FIRST_COLUMN = 33, 31, 40


@dataclass(frozen=True)
class Screen:
    page: Page
    url: str

    def open(self, name: str = "", **values: str) -> "Screen":
        self.page.set_default_timeout(LONG)
        self.page.goto(f"{self.url}/{name}?{urlencode(values)}")
        return self.settle()

    def settle(self) -> "Screen":
        """The script has run and nothing of the screen before is left."""
        app = self.page.locator("[data-testid=stApp]")
        expect(app).to_have_attribute("data-test-connection-state", "CONNECTED", timeout=LONG)
        expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=LONG)
        expect(self.page.locator("[data-stale=true]")).to_have_count(0, timeout=LONG)
        expect(self.page.locator("[data-testid=stSkeleton]")).to_have_count(0, timeout=LONG)
        return self

    # reading ------------------------------------------------------------------------------------------------------

    @property
    def values(self) -> dict[str, str]:
        """What the URL says."""
        return {name: values[-1] for name, values in parse_qs(urlsplit(self.page.url).query).items()}

    @property
    def text(self) -> str:
        return self.page.locator("[data-testid=stMain]").inner_text()

    def shows(self, text: str) -> "Screen":
        expect(self.page.locator("[data-testid=stMain]")).to_contain_text(text, timeout=LONG)
        return self

    def is_called(self, title: str | re.Pattern) -> "Screen":
        expect(self.page.locator("h1").first).to_have_text(title, timeout=LONG)
        return self.settle()

    def has_metric(self, label: str, value: str | re.Pattern) -> "Screen":
        found = self.page.locator("[data-testid=stMetric]").filter(has_text=re.compile(f"^{re.escape(label)}"))
        expect(found.locator("[data-testid=stMetricValue]")).to_have_text(value, timeout=LONG)
        return self

    def metric(self, label: str) -> str:
        found = self.page.locator("[data-testid=stMetric]").filter(has_text=re.compile(f"^{re.escape(label)}"))
        return found.locator("[data-testid=stMetricValue]").inner_text()

    def table(self, alt: str) -> Locator:
        found = self.page.get_by_role("region", name=alt).first
        found.wait_for(timeout=LONG)
        return found

    def scrolls_sideways(self) -> bool:
        return self.page.evaluate(
            "() => { const m = document.querySelector('[data-testid=stMain]');"
            " return document.documentElement.scrollWidth > innerWidth || m.scrollWidth > m.clientWidth }"
        )

    def downloaded(self, nth: int = 0) -> tuple[str, str]:
        """Name and text of the nth table's CSV."""
        with self.page.expect_download() as waiting:
            self.page.get_by_role("button", name="CSV").nth(nth).click()
        return waiting.value.suggested_filename, waiting.value.path().read_text()

    # doing --------------------------------------------------------------------------------------------------------

    def become(self, person: str) -> "Screen":
        self.page.locator("[data-testid=stSidebar]").get_by_text(person, exact=True).click()
        self.page.wait_for_url(re.compile("as="))
        return self.settle()

    def go_to(self, page: str) -> "Screen":
        self.page.locator("[data-testid=stSidebar]").get_by_role("link", name=page).click()
        return self.settle()

    def press(self, name: str) -> "Screen":
        self.page.get_by_role("button", name=name).first.click()
        return self.settle()

    def press_row(self, alt: str, row: int = 0) -> "Screen":
        """The first cell of a row of a table; cells are painted, so they are pressed by place."""
        table = self.table(alt)
        table.scroll_into_view_if_needed()
        box, before = table.bounding_box(), self.page.url
        self.page.mouse.click(box["x"] + FIRST_COLUMN, box["y"] + HEADER + ROW * row + ROW / 2)
        return self._away_from(before)

    def press_bar(self, bar: int = 0) -> "Screen":
        """A bar of the first picture; a layer above it takes the mouse, so hover first, then press."""
        mark = self.page.locator(".js-plotly-plot").first.locator(".point path").nth(bar)
        mark.wait_for(state="attached", timeout=LONG)
        mark.scroll_into_view_if_needed()
        box, before = mark.bounding_box(), self.page.url
        x, y = box["x"] + min(4, box["width"] / 2), box["y"] + box["height"] / 2
        self.page.mouse.move(x - 1, y)
        self.page.mouse.move(x, y)
        self.page.locator(".hoverlayer .hovertext").first.wait_for(timeout=LONG)
        self.page.mouse.click(x, y)
        return self._away_from(before)

    def back(self) -> "Screen":
        before = self.page.url
        self.page.go_back()
        return self._away_from(before)

    def _away_from(self, before: str) -> "Screen":
        self.page.wait_for_function("before => location.href !== before", arg=before, timeout=LONG)
        return self.settle()

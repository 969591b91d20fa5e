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
        self.page.goto(f"{self.url}/{name}?{urlencode(values)}")
        return self.settle()

    def settle(self) -> "Screen":
        """The script has run and nothing of the page before is left."""
        app = self.page.locator("[data-testid=stApp]")
        expect(app).to_have_attribute("data-test-connection-state", "CONNECTED", timeout=LONG)
        expect(app).to_have_attribute("data-test-script-state", "notRunning", timeout=LONG)
        expect(self.page.locator("[data-stale=true]")).to_have_count(0, timeout=LONG)
        expect(self.page.locator("[data-testid=stSkeleton]")).to_have_count(0, timeout=LONG)
        return self

    @property
    def values(self) -> dict[str, str]:
        """What the URL says."""
        return {name: values[-1] for name, values in parse_qs(urlsplit(self.page.url).query).items()}

    @property
    def text(self) -> str:
        return self.page.locator("[data-testid=stMain]").inner_text()

    @property
    def title(self) -> str:
        return self.page.locator("h1").first.inner_text()

    def metric(self, label: str) -> str:
        found = self.page.locator("[data-testid=stMetric]").filter(has_text=re.compile(f"^{re.escape(label)}"))
        return found.locator("[data-testid=stMetricValue]").inner_text()

    def become(self, person: str) -> "Screen":
        self.page.locator("[data-testid=stSidebar]").get_by_text(person, exact=True).click()
        self.page.wait_for_url(re.compile("as="))
        return self.settle()

    def press(self, name: str) -> "Screen":
        self.page.get_by_role("button", name=name).first.click()
        return self.settle()

    def press_row(self, alt: str, row: int = 0) -> "Screen":
        """The first cell of a row of a table; its cells are painted, so it is pressed by place."""
        table = self.table(alt)
        table.scroll_into_view_if_needed()
        before = self.page.url
        box = table.bounding_box()
        self.page.mouse.click(box["x"] + FIRST_COLUMN, box["y"] + HEADER + ROW * row + ROW / 2)
        self.page.wait_for_function("before => location.href !== before", arg=before, timeout=LONG)
        return self.settle()

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
        self.page.wait_for_function("before => location.href !== before", arg=before, timeout=LONG)
        return self.settle()

    def back(self) -> "Screen":
        self.page.go_back()
        return self.settle()

    def table(self, alt: str) -> Locator:
        found = self.page.get_by_role("region", name=alt).first
        found.wait_for(timeout=LONG)
        return found

    def scrolls_sideways(self) -> bool:
        return self.page.evaluate(
            "() => { const m = document.querySelector('[data-testid=stMain]');"
            " return document.documentElement.scrollWidth > innerWidth || m.scrollWidth > m.clientWidth }"
        )

"""Bringing a carrier's file in, in the browser: recognised, previewed, counted, what could not be read set aside; the
total changes with the next build and not before, and a build made elsewhere shows at the next click."""

import re
from decimal import Decimal

from playwright.sync_api import expect

from telcost import access, demo
from telcost.report import Report
from tests.sample import telcost

HEADER = (
    "CallType;StartTime;StopTime;CallDuration;BillDuration;CallIncrement;CallMinimum;BasePrice;CallPrice;TransactionId;"
    "CustomerIP;ANI;ANIState;DNIS;LRN;DNISState;DNISLATA;DNISOCN;OrigTier;TermRateDeck\n"
)
MONTH = "2026-04"  # Bluewave has not billed it yet, so its call records are the cost


def call(number: int, seconds: str, price: str) -> str:
    return (
        f"TERM_INTERSTATE;2026-04-20 15:{number:02}:00;2026-04-20 15:{number:02}:30;{seconds};30;6;6;0.0085;{price};"
        f"77700000000{number:05};198.51.100.24;12125550112;NY;12155550138;12155550138;;;;;PLATINUM-2026\n"
    )


def file(path, *calls: str):
    path.write_text(HEADER + "".join(calls))
    return path


def total(home) -> Decimal:
    return Report(home, access.owner(), MONTH).headline()["total"]


def in_dollars(amount: Decimal) -> str:
    return f"${amount:,.2f}"


def upload(screen, path) -> None:
    screen.page.locator("input[type=file]").set_input_files(path)
    screen.shows(path.name)


def bring_in(screen, supplier: str) -> None:
    screen.page.get_by_role("combobox", name="Whose calls are these?").click()
    screen.page.get_by_role("option", name=supplier).click()
    screen.settle().press("Bring it in")


def rebuild(screen) -> None:
    said = screen.page.get_by_text(f"{MONTH} was last built at")
    before = said.inner_text()
    screen.press(f"Rebuild {MONTH}")
    expect(said).not_to_have_text(before, timeout=60_000)


def test_a_call_file_is_uploaded_and_the_total_changes_with_the_next_build(screen, home, tmp_path):
    before = total(home)
    path = file(tmp_path / "late_calls.CDR", call(1, "30", "40.00"), call(2, "30", "60.50"), call(3, "half", "1.00"))

    screen.open("imports", period=MONTH).is_called("Imports")
    upload(screen, path)
    screen.shows("voip_innovations")
    expect(screen.page.get_by_role("region", name="The first rows of the file")).to_be_visible()
    expect(screen.page.get_by_role("button", name="Bring it in")).to_be_disabled()
    bring_in(screen, "bluewave")
    screen.shows(f"late_calls.CDR was read. Rebuild {MONTH} to see it")
    screen.shows("Rows set aside")
    counts = screen.page.locator(".st-key-counts").inner_text()
    assert [int(figure) for figure in re.findall(r"^\d+$", counts, re.MULTILINE)] == [3, 2, 0, 0, 1, 0]
    assert total(home) == before

    screen.open("", period=MONTH).has_metric("Total cost", in_dollars(before))
    rebuild(screen.open("imports", period=MONTH))
    assert total(home) == before + Decimal("100.50")
    screen.open("", period=MONTH).has_metric("Total cost", in_dollars(before + Decimal("100.50")))


def test_the_same_file_again_changes_nothing(screen, home, tmp_path):
    before = total(home)
    path = file(tmp_path / "twice.CDR", call(11, "30", "7.00"))
    for said in ("was read. Rebuild", "was here already: nothing has changed."):
        screen.open("imports", period=MONTH)
        upload(screen, path)
        bring_in(screen, "bluewave")
        screen.shows(said)
    rebuild(screen)
    screen.open("", period=MONTH).has_metric("Total cost", in_dollars(before + Decimal("7.00")))


def test_a_file_nobody_knows_is_refused_with_a_reason_and_listed(screen, home, tmp_path):
    path = tmp_path / "holiday plan.csv"
    path.write_text("name,beach\nAnn,Nice\n")
    screen.open("imports", period=MONTH)
    upload(screen, path)
    screen.shows("Nothing was imported.")
    screen.press("List it as refused").shows("holiday plan.csv")
    screen.press_row("Table: Files so far").shows("Nothing was imported.")


def test_a_build_made_elsewhere_shows_at_the_next_click(screen, home, tmp_path):
    before = total(home)
    screen.open("", period=MONTH).has_metric("Total cost", in_dollars(before))
    path = file(tmp_path / "by_command.CDR", call(21, "30", "300.00"))
    demo.adopt(home, [path])
    telcost(home, "ingest", "--supplier", "bluewave", str(path))
    telcost(home, "build", MONTH)
    screen.go_to("Department")
    screen.go_to("Overview").has_metric("Total cost", in_dollars(before + Decimal("300.00")))

"""One viewer, one month: every level adds up to the one above, and a head reads their own departments only."""

import json
import re
import shutil
import threading
from decimal import Decimal
from fractions import Fraction

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telcost import lineage, scope
from telcost import report as report_module
from telcost.access import Viewer, owner
from telcost.errors import Denied, NotBuilt, TelcostError
from telcost.report import Report, change_pct, hundred
from tests import small_company

SALES = Viewer("sales@example.com", "head", frozenset({"Sales"}))
SUPPORT = Viewer("support@example.com", "head", frozenset({"Support"}))
HR = Viewer("hr@example.com", "head", frozenset({"HR"}))
ANALYST = Viewer("analyst@example.com", "analyst", owner().departments)
NOBODY = Viewer("nobody@example.com", "head", frozenset({"Nowhere"}))

# Whatever is HR's alone: names, numbers, amounts. None of it may reach a head of Sales.
CANARIES = ("canary", "CANARY", "+12125550999", "+19175550144", "c-hr'", 'c-hr"', "7.77", "7770000")


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    small_company.published(home, "2026-02")
    small_company.published(home, "2026-03")
    return home


@pytest.fixture
def finance(home):
    return Report(home, owner(), "2026-03")


@pytest.fixture
def sales(home):
    return Report(home, SALES, "2026-03")


# what a month cost --------------------------------------------------------------------------------------------


def test_the_classes_add_up_to_the_invoices(finance):
    assert finance.proof() == {
        "direct": Decimal("313.89"), "shared": Decimal("100.00"), "overhead": Decimal("0.05"),
        "unattributed": Decimal("2.50"), "variance": Decimal("5.17"), "total": Decimal("421.61"),
        "invoices": Decimal("421.61"), "difference": Decimal("0.00"),
    }  # fmt: skip


def test_the_headline_stands_beside_the_month_before(finance):
    now = finance.headline()
    assert (now["total"], now["previous_period"]) == (Decimal("421.61"), "2026-02")
    assert now["change_pct"] == change_pct(now["total"], now["previous_total"])
    assert (now["call_count"], now["total_minutes"]) == (8, Decimal("80.77"))


def test_the_first_month_has_nothing_to_compare_with(home):
    now = Report(home, owner(), "2026-02").headline()
    assert (now["previous_period"], now["previous_total"], now["change_pct"]) == (None, None, None)


def test_a_month_without_invoices_is_estimated_and_says_who_is_missing(home, finance):
    assert finance.state()["state"] == "reconciled"
    february = Report(home, owner(), "2026-02").state()
    assert (february["state"], february["suppliers_missing"]) == ("estimated", ["genesys", "redline"])


def test_departments_add_up_to_the_grand_total_and_shares_to_a_hundred(finance):
    rows = finance.departments()
    assert sum(row["total_cost"] for row in rows) == finance.headline()["total"]
    assert sum(row["share_pct"] for row in rows) == Decimal("100.0")
    parts = ("carrier_cost", "platform_cost", "licence_cost", "usage_cost", "shared_cost", "overhead_cost",
             "unattributed_cost", "variance")  # fmt: skip
    assert all(sum(row[part] for part in parts) == row["total_cost"] for row in rows)
    assert [row["department"] for row in rows if row["account"]] == ["Corporate overhead", "Unattributed"]


def test_the_transfer_is_one_call_of_each_department_and_one_of_the_company(finance):
    rows = {row["department"]: row for row in finance.departments()}
    # Sales: 40 s wait and 60 s talk of c-shared, 600 s, 61 s, 30 s of c-hr-sales, 60 s of c-hr-number: 851 s
    assert (rows["Sales"]["call_count"], rows["Sales"]["total_minutes"]) == (5, Decimal("14.18"))
    assert rows["Sales"]["outbound_minutes"] == Decimal("11.02")
    assert rows["Sales"]["toll_free_minutes"] == Decimal("2.17")
    assert (rows["Support"]["call_count"], rows["Support"]["total_minutes"]) == (1, Decimal("59.00"))


def test_an_average_divides_lines_by_the_calls_they_price(finance):
    rows = {row["department"]: row for row in finance.departments()}
    # Support: 3,540 s of one call at 0.03 + 0.01 a minute
    assert rows["Support"]["avg_cost_per_call"] == Decimal("2.3600")
    assert rows["Unattributed"]["avg_cost_per_call"] is None


def test_the_trend_has_every_published_month_up_to_this_one(home, finance):
    assert [(row["period"], row["total"]) for row in finance.trend()] == [
        ("2026-02", finance.headline()["previous_total"]), ("2026-03", Decimal("421.61")),
    ]  # fmt: skip
    assert [row["period"] for row in Report(home, owner(), "2026-02").trend()] == ["2026-02"]


def test_months_and_departments_of_the_trend_add_up(finance):
    totals = {row["period"]: row["total"] for row in finance.trend()}
    for period, total in totals.items():
        assert sum(row["total_cost"] for row in finance.department_trend() if row["period"] == period) == total


# drill-down ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("viewer", [owner(), ANALYST, SALES, SUPPORT, HR], ids=lambda viewer: viewer.email)
def test_every_level_adds_up_exactly_to_the_one_above(home, viewer):
    adds_up(Report(home, viewer, "2026-03"))


def adds_up(report):
    departments = report.departments()
    assert sum(row["total_cost"] for row in departments) == report.headline()["total"]
    for department in departments:
        name = department["department"]
        kinds = report.by_kind(name)
        assert sum(row["total_cost"] for row in kinds) == department["total_cost"]
        for kind in kinds:
            sources = report.by_source(name, kind["kind"])
            assert sum(row["total_cost"] for row in sources) == kind["total_cost"]
            assert sum(row["amount"] for row in report.calls(name, kind["kind"], limit=None)) == kind["total_cost"]
            for source in sources:
                numbers = report.by_number(name, kind["kind"], source["source"])
                assert sum(row["total_cost"] for row in numbers) == source["total_cost"]
                for number in numbers:
                    calls = report.calls(name, kind["kind"], source["source"], number["number"], limit=None)
                    assert sum(row["amount"] for row in calls) == number["total_cost"]


@pytest.mark.parametrize("group", report_module.GROUPS)
def test_every_grouping_adds_up_to_the_total_of_the_company_and_of_a_department(finance, group):
    assert sum(row["total_cost"] for row in finance.by(group)) == Decimal("421.61")
    sales = next(row for row in finance.departments() if row["department"] == "Sales")
    assert sum(row["total_cost"] for row in finance.by(group, "Sales")) == sales["total_cost"]


def test_the_dearest_number_of_sales_is_found(finance):
    dearest = next(row for row in finance.by("number", "Sales") if row["number"])
    assert (dearest["number"], dearest["total_cost"], dearest["call_count"]) == ("+18765550122", Decimal("3.415167"), 2)


def test_cents_a_drill_cannot_name_are_a_row_called_rounding(finance):
    sources = finance.by_source("Sales", "outbound")
    assert [(row["source"], row["label"], row["total_cost"]) for row in sources] == [
        ("user:u-ann", "Ann", Decimal("3.305000")), ("rounding:", "rounding", Decimal("0.005000")),
    ]  # fmt: skip
    [pool] = finance.by_source("HR", "platform_subscription")
    numbers = finance.by_number("HR", "platform_subscription", "pool:platform")
    assert pool["label"] == "platform"
    assert {row["number"] for row in numbers} == {"", "rounding"}


def test_pages_of_calls_add_up_too(finance):
    first, second, rest = (finance.calls("Sales", "outbound", limit=1, offset=offset) for offset in (0, 1, 2))
    assert [row["conversation_id"] for row in first + second + rest] == ["c-jamaica", "c-jamaica-2", ""]


def test_a_call_shows_legs_slices_charges_and_segments_in_local_time(finance):
    call = finance.call("c-hr-sales")
    assert [row["from_at"].isoformat() for row in call["slices"]] == [
        "2026-03-08T03:30:00-04:00", "2026-03-08T03:30:30-04:00", "2026-03-08T03:31:00-04:00",
    ]  # fmt: skip
    assert [(row["kind"], row["amount"], row["file"], row["line"]) for row in call["charges"]] == [
        ("platform_minutes", Decimal("0.033333"), "", None),
        ("toll_free_inbound", Decimal("0.100000"), "carrier_record.csv", 7),
    ]
    assert sum(row["amount"] for row in call["lines"]) == Decimal("0.133333")
    assert len(call["segments"]) == 4


def test_minutes_and_averages_are_rounded_half_up(finance):
    minutes = finance._cursor.execute("select minutes(299), minutes(300), minutes(899)").fetchone()
    assert minutes == (Decimal("0.00"), Decimal("0.01"), Decimal("0.01"))
    averages = "select average(1, 2), average(50, 1), average(-150, 1), average(5, 0)"
    averages = finance._cursor.execute(averages).fetchone()
    assert averages == (Decimal("0.0000"), Decimal("0.0001"), Decimal("-0.0002"), None)


# where a figure comes from --------------------------------------------------------------------------------------


def steps(report, cost_line_id):
    return [(row["step"], row["amount"], row["file"], row["line"]) for row in report.explain(cost_line_id)]


def test_a_slice_is_followed_to_the_carrier_record_the_card_row_and_the_invoice_line(finance):
    assert steps(finance, "toll_free_inbound:redline:c-shared-0#:3") == [
        ("cost line", Decimal("0.030000"), "", None),
        ("reason", None, "", None),
        ("slice", None, "", None),
        ("arithmetic", Decimal("0.030000"), "", None),
        ("leg", None, "page.json.gz", 1),
        ("carrier call", Decimal("1.830000"), "carrier_record.csv", 2),
        ("card row", Decimal("1.830000"), "rate.csv", 2),
        ("invoice line", Decimal("1.33"), "invoice_line.csv", 2),
    ]
    said = {row["step"]: row["text"] for row in finance.explain("toll_free_inbound:redline:c-shared-0#:3")}
    assert said["arithmetic"] == (
        "1.830000 × 302,400,000 ÷ 9,223,200,000 − 1.830000 × 151,200,000 ÷ 9,223,200,000, "
        "each rounded down to 0.000001"
    )
    assert said["card row"] == "Toll-free, 0.03 a minute, increments 60/1, 3660 s billed"
    assert said["reason"] == "queue Sales Inbound: listed under Sales (queue.csv, line 2)"


def test_every_cost_line_of_the_month_is_followed_to_a_file_and_a_line(home, finance):
    lines = finance._cursor.execute("select cost_line_id from line").fetchall()
    assert len(lines) > 30
    for (cost_line_id,) in lines:
        chain = finance.explain(cost_line_id)
        assert chain[1]["text"], cost_line_id
        assert any(step["file"] and step["line"] for step in chain), (cost_line_id, chain)


def test_a_share_of_a_pool_says_quantity_weight_and_whole(finance):
    said = finance.explain("platform_subscription:genesys:G-3:1:platform:Support")
    assert [row["step"] for row in said[2:4]] == ["pool", "share"]
    assert [row["amount"] for row in said[2:4]] == [Decimal("100.000000"), said[0]["amount"]]
    assert said[3]["text"].startswith("0.5 interactions, weight 1,260 of 17,640: 100.000000 × 1,260 ÷ 17,640")


@pytest.mark.parametrize("wrong", ["", ":", "a:b:c", "outbound:redline:c-jamaica-0#", "'; drop table line; --:x:y"])
def test_a_cost_line_that_is_not_there_is_refused_politely(finance, wrong):
    with pytest.raises(Denied, match="There is no cost line"):
        finance.explain(wrong)


def test_a_model_shows_its_first_rows_to_those_who_see_all(finance, sales):
    assert finance.model("usage.leg", limit=1)[0]["conversation_id"]
    with pytest.raises(TelcostError, match=r"Did you mean usage\.leg\?"):
        finance.model("usage.legs")
    with pytest.raises(TelcostError):
        finance.model("marts.leg; drop table x")
    with pytest.raises(Denied):
        sales.model("usage.leg")


# scope --------------------------------------------------------------------------------------------------------


def everything(report) -> str:
    """All a viewer can get: every method with everything it can be asked, and every row of every view."""
    said = [report.state(), report.headline(), report.proof(), report.trend(), report.department_trend()]
    said.append(report.shares())
    said += [report.by(group) for group in report_module.GROUPS]
    for department in [row["department"] for row in report.departments()]:
        said += [department, report.by_kind(department), report.calls(department, limit=None)]
        said += [report.by(group, department) for group in report_module.GROUPS]
        for kind in [row["kind"] for row in report.by_kind(department)]:
            sources = report.by_source(department, kind)
            said += [sources] + [report.by_number(department, kind, row["source"]) for row in sources]
    for call in small_company.table(small_company.CALLS):
        said.append(answer(report.call, call["conversation"]))
    for (cost_line_id,) in report._cursor.execute("select cost_line_id from line").fetchall():
        said.append(report.explain(cost_line_id))
    for question in ("reconciliation", "invoice_lines", "matches", "gates", "files", "set_aside"):
        said.append(answer(getattr(report, question)))
    return repr(said) + views(report)


def answer(question, *values):
    try:
        return question(*values)
    except Denied:
        return "denied"


def views(report) -> str:
    names = "select view_name from duckdb_views() where database_name = 'temp' and not internal"
    found = [row[0] for row in report._cursor.execute(names).fetchall() if row[0] != "foreign_number"]
    assert len(found) > 15
    return "\n".join(repr(report._cursor.execute(f'from "{name}"').fetchall()) for name in found)


def leaks(text: str) -> list[str]:
    return [canary for canary in CANARIES if canary in text]


def test_nothing_of_hr_reaches_the_head_of_sales(sales):
    assert leaks(everything(sales)) == []


def test_nothing_of_hr_reaches_the_head_of_support_or_of_nothing(home):
    for viewer in (SUPPORT, NOBODY):
        assert leaks(everything(Report(home, viewer, "2026-03"))) == []


def test_the_canaries_are_there_for_those_who_may_see_them(home, finance):
    assert set(leaks(everything(finance))) >= {"canary", "+12125550999", "+19175550144", "c-hr'", "7.77"}
    assert "canary-queue" in everything(Report(home, HR, "2026-03"))


NO_SECRET = (*scope.EXTRAS, "foreign_number", "period")
SCOPED = sorted(path.stem for path in scope.HERE.glob("*.sql") if path.stem not in NO_SECRET)


@pytest.mark.parametrize("forgotten", SCOPED)
def test_a_mart_whose_scope_is_forgotten_is_caught(home, monkeypatch, forgotten):
    scoped = scope._select

    def forgetful(table, viewer):
        return f"from marts.{table}" if table == forgotten else scoped(table, viewer)

    monkeypatch.setattr(scope, "_select", forgetful)
    assert leaks(views(Report(home, SALES, "2026-03"))) != []


def test_a_mart_nobody_wrote_a_scope_for_is_empty_for_a_head(home, sales):
    for mart in ("match", "gate", "set_aside", "supplier"):
        assert sales._cursor.execute(f"from {mart}").fetchall() == []


def test_a_head_sees_the_departments_below_and_nothing_above_or_beside(home, sales):
    assert [row["department"] for row in sales.departments()] == ["Sales", "Sales EMEA"]
    emea = Report(home, Viewer("e@example.com", "head", frozenset({"Sales EMEA"})), "2026-03")
    assert [row["department"] for row in emea.departments()] == ["Sales EMEA"]


def test_of_a_shared_call_a_head_sees_their_slices_and_the_length_of_another_department(sales):
    call = sales.call("c-shared")
    names = ("department", "duration_seconds", "queue", "user", "flow")
    assert [tuple(row[name] for name in names) for row in call["slices"]] == [
        ("another department", Decimal("20.000"), "", "", ""),
        ("Sales", Decimal("40.000"), "Sales Inbound", "", ""),
        ("Sales", Decimal("60.000"), "Sales Inbound", "Ann", ""),
        ("another department", Decimal("3540.000"), "", "", ""),
    ]
    assert [(row["kind"], row["amount"], row["audit_amount"]) for row in call["charges"]] == [
        ("platform_minutes", Decimal("0.016667"), None), ("toll_free_inbound", Decimal("0.050000"), None),
    ]  # fmt: skip
    assert {row["queue"] for row in call["segments"]} == {"", "Sales Inbound"}
    assert "arithmetic" not in [row["step"] for row in sales.explain("toll_free_inbound:redline:c-shared-0#:3")]


def test_two_other_departments_in_a_row_are_one_another_department(home):
    slices = Report(home, HR, "2026-03").call("c-hr-sales")["slices"]
    assert [row["department"] for row in slices] == ["HR", "another department", "HR"]
    slices = Report(home, SUPPORT, "2026-03").call("c-shared")["slices"]
    assert [(row["department"], row["duration_seconds"]) for row in slices] == [
        ("another department", Decimal("120.000")), ("Support", Decimal("3540.000")),
    ]  # fmt: skip


def test_a_call_that_came_in_on_somebody_elses_number_does_not_name_it(sales):
    assert {row["our_number"] for row in sales.call("c-hr-number")["legs"]} == {"another department"}
    numbers = {row["number"] for row in sales.by("number", "Sales")}
    assert numbers == {"", "another department", "+18765550122", "+18335550100"}


def test_of_a_pool_a_head_sees_their_quantity_and_the_whole(sales, finance):
    shares = {row["department"]: row for row in sales.shares("platform")}
    assert shares.keys() == {"Sales", "Sales EMEA"}
    assert shares["Sales"]["pool_total"] == Decimal("100.000000")
    assert sum(row["amount"] for row in finance.shares("platform")) == Decimal("100.000000")


def test_a_head_reads_the_amount_of_no_invoice_line_but_a_pools(sales):
    own = sales._cursor.execute("select cost_line_id, evidence from line").fetchall()
    bills = {evidence: [row for row in sales.explain(line) if row["step"] == "invoice line"] for line, evidence in own}
    assert bills.pop("share")[0]["amount"] == Decimal("100.00")
    assert [row["amount"] for rows in bills.values() for row in rows] == [None] * 3


def test_heads_add_up_to_the_company_without_its_accounts(home, finance):
    heads = sum(Report(home, viewer, "2026-03").headline()["total"] for viewer in (SALES, SUPPORT, HR))
    accounts = sum(row["total_cost"] for row in finance.departments() if row["account"])
    assert heads + accounts == finance.headline()["total"]


def test_a_head_is_not_told_what_the_company_was_billed(sales):
    assert (sales.proof()["invoices"], sales.proof()["difference"]) == (None, None)
    for question in ("reconciliation", "invoice_lines", "matches", "gates", "files", "set_aside"):
        with pytest.raises(Denied):
            getattr(sales, question)()


def test_foreign_and_nonexistent_are_refused_in_the_same_words(sales):
    def said(question, *values):
        with pytest.raises(Denied) as refused:
            question(*values)
        return str(refused.value).replace(values[0], "…")

    number = ("outbound", "queue:q-sales")
    asked = [(sales.by_kind, ()), (sales.by_source, ("outbound",)), (sales.by_number, number), (sales.calls, ())]
    for question, more in asked:
        assert said(question, "HR", *more) == "There is no department '…' among what you may see."
        assert said(question, "HR", *more) == said(question, "Nowhere", *more)
    assert said(sales.call, "c-hr") == said(sales.call, "c-nothing")
    foreign = "did_inbound:redline:c-hr-0#:1"
    assert said(sales.explain, foreign) == said(sales.explain, "did_inbound:redline:nothing#:1")


TAMPERED = ["%", "_", "*", "Sales'--", "Sales\0", " Sales", "SALES", "Sales' or 1=1 --", "HR", "another department"]


@settings(deadline=None, max_examples=60)
@given(st.one_of(st.text(), st.sampled_from(TAMPERED)))
def test_a_department_that_is_not_the_viewers_is_never_answered(shared_sales, text):
    if text not in ("Sales", "Sales EMEA"):
        with pytest.raises(Denied):
            shared_sales.by_kind(text)


@settings(deadline=None, max_examples=40)
@given(st.text(), st.text(), st.text())
def test_tampered_kinds_sources_and_numbers_give_no_rows_and_no_error(shared_sales, kind, source, number):
    assert shared_sales.by_source("Sales", kind) == []
    assert shared_sales.by_number("Sales", kind, source) == []
    assert shared_sales.calls("Sales", kind, source, number) == []


@pytest.fixture(scope="module")
def shared_sales(home):
    return Report(home, SALES, "2026-03")


NO_PERIODS = ["", "2026", "2026-13", "../2026-03", "2026-03/../2026-03", "2026-03'; --", "x" * 100_000]


@pytest.mark.parametrize("period", NO_PERIODS, ids=lambda period: period[:20])
def test_a_tampered_period_is_no_period(home, period):
    with pytest.raises(TelcostError):
        Report(home, SALES, period)


def test_a_month_that_is_not_built_says_how_to_build_it(home):
    with pytest.raises(NotBuilt, match="python -m telcost build 2026-07"):
        Report(home, owner(), "2026-07")


def test_two_viewers_in_one_process_do_not_see_each_others_views(home):
    sales, hr, again = (Report(home, viewer, "2026-03") for viewer in (SALES, HR, SALES))
    assert [row["department"] for row in hr.departments()] == ["HR"]
    assert sales.departments() == again.departments()
    assert leaks(json.dumps(again.departments(), default=str)) == []


# the sample company -----------------------------------------------------------------------------------------------


def foreign(report, column: str, table: str) -> set[str]:
    """What stands in a column for departments outside Sales and for none inside."""
    inside = "department in ('Sales')"
    found = report._cursor.execute(
        f"select distinct {column} from {table} where {column} <> '' and not {inside}"
        f" except select {column} from {table} where {inside}"
    ).fetchall()
    return {row[0] for row in found}


def test_nothing_of_other_departments_of_the_sample_reaches_the_head_of_sales(sample_home):
    finance, sales = Report(sample_home, owner(), "2026-03"), Report(sample_home, SALES, "2026-03")
    secrets = foreign(finance, "conversation_id", "slice") | foreign(finance, "queue", "slice")
    secrets |= foreign(finance, "user_name", "slice") | foreign(finance, "user_id", "slice")
    secrets |= foreign(finance, "entity", "seat") | foreign(finance, "cost_centre", "cost_line")
    assert len(secrets) > 1000
    text = views(sales)
    words = set(re.findall(r"'([^']*)'", text))
    assert secrets & words == set()
    assert not [name for name in secrets if len(name) > 5 and name in text]


@pytest.mark.parametrize("viewer", [owner(), SALES], ids=lambda viewer: viewer.role)
def test_every_level_of_the_sample_adds_up_too(sample_home, viewer):
    adds_up(Report(sample_home, viewer, "2026-03"))


def test_cost_lines_of_the_sample_of_every_sort_are_followed_to_file_and_line(sample_home):
    finance = Report(sample_home, owner(), "2026-03")
    sorts = "select max(cost_line_id), evidence from line group by evidence, basis, class, kind"
    lines = finance._cursor.execute(sorts).fetchall()
    assert {evidence for _, evidence in lines} == set(lineage._EVIDENCE)
    for cost_line_id, _ in lines:
        chain = finance.explain(cost_line_id)
        assert any(step["file"] and step["line"] for step in chain), (cost_line_id, chain)


# the process ------------------------------------------------------------------------------------------------------


ESCAPES = [
    "from read_text('/etc/passwd')",
    "from read_csv('/etc/passwd')",
    "from glob('/*')",
    "attach '/tmp/other.duckdb' as other",
    "copy (select 1) to '/tmp/out.csv'",
    "install httpfs",
    "load httpfs",
    "set enable_external_access = true",
    "set allowed_directories = ['/']",
    "reset lock_configuration",
    "from CANARIES",
]


@pytest.mark.parametrize("escape", ESCAPES)
def test_the_database_reads_nothing_but_builds(sales, escape):
    with pytest.raises(duckdb.Error):
        sales._cursor.execute(escape).fetchall()


def test_a_published_build_cannot_be_written(home, finance):
    with pytest.raises(duckdb.Error, match="read-only"):
        finance._cursor.execute(f"delete from {scope.catalog(home, finance._build)}.marts.posting")


def test_a_new_build_is_shown_by_the_next_report_and_the_last_one_goes_on(tmp_path, home):
    shutil.copytree(home / "builds", tmp_path / "builds")
    before = Report(tmp_path, owner(), "2026-03")
    for digest in ("aaaa", "bbbb", "cccc"):
        path = tmp_path / "builds" / "2026-03" / f"{digest}.duckdb"
        shutil.copy(home / "builds" / "2026-03" / "0123456789abcdef.duckdb", path)
        with duckdb.connect(path) as con:
            con.execute("delete from marts.posting where department = 'HR'")
        path.with_name("published").write_text(digest)
        after = Report(tmp_path, owner(), "2026-03")
        assert after.digest == digest
        assert after.headline()["total"] < Decimal("421.61")
        if digest == "aaaa":
            assert before.headline()["total"] == Decimal("421.61")
    assert len([name for name in scope._databases(after._cursor) if name.startswith("build_2026_03_")]) == 2


def test_sixteen_readers_at_once_get_the_same_figures(home):
    found, wrong = [], []

    def read(viewer):
        try:
            found.append((viewer.email, Report(home, viewer, "2026-03").headline()["total"]))
        except Exception as error:
            wrong.append(error)

    threads = [threading.Thread(target=read, args=(viewer,)) for viewer in [SALES, HR, SUPPORT, owner()] * 4]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
    assert len(found) == 16 and len(set(found)) == 4


# percentages --------------------------------------------------------------------------------------------------------


cents = st.integers(-(10**9), 10**9).map(lambda value: Decimal(value).scaleb(-2))


@given(st.dictionaries(st.text(min_size=1), cents, min_size=1))
def test_shares_add_to_a_hundred_and_are_near_what_is_exact(amounts):
    shares, total = hundred(list(amounts.items())), sum(amounts.values())
    assert sum(shares.values()) == (Decimal("100.0") if total else 0)
    if total:
        exact = {key: Fraction(amount) * 100 / Fraction(total) for key, amount in amounts.items()}
        assert all(abs(Fraction(shares[key]) - exact[key]) < Fraction(1, 10) for key in amounts)


def test_ties_are_broken_by_id():
    thirds = hundred([("b", Decimal(1)), ("a", Decimal(1)), ("c", Decimal(1))])
    assert thirds == {"a": Decimal("33.4"), "b": Decimal("33.3"), "c": Decimal("33.3")}


def test_a_change_is_measured_against_what_was_there():
    assert change_pct(Decimal(110), Decimal(100)) == Decimal("10.0")
    assert change_pct(Decimal(50), Decimal(-100)) == Decimal("150.0")
    assert change_pct(Decimal(1), Decimal(0)) is None
    assert change_pct(Decimal(1), None) is None

"""The runner: an order read from SQL, given tables left alone, errors that name the near miss; build, audit, publish."""

import os
from pathlib import Path

import duckdb
import pytest

from telcost import ingest, warehouse
from telcost.errors import AuditFailed, BadReference, ModelError, NotBuilt
from telcost.periods import Period

SAMPLE = Path(__file__).resolve().parent.parent / "sample_data"
MARCH = Period.parse("2026-03")


# order and run -----------------------------------------------------------------------------------------------


@pytest.fixture
def models(monkeypatch):
    """models(name=sql, …): the only models there are; staging_calls is staging.calls."""

    def only(**sql: str) -> None:
        named = {name.replace("_", ".", 1): text for name, text in sql.items()}
        monkeypatch.setattr(warehouse, "models", lambda: named)

    return only


@pytest.fixture
def con():
    with duckdb.connect() as con:
        warehouse.prepare(con)
        yield con


def test_the_order_is_read_from_the_sql(models):
    models(
        cost_priced="select * from usage.legs join staging.cards on true",
        usage_legs="with staging as (select 1) select * from staging.calls where exists (select 1 from landed.file)",
        staging_cards="select 1 as a",
        staging_calls="select 1 as b",
        marts_other="select 1 as c",
    )
    names = warehouse.order(["cost.priced"])
    assert sorted(names) == ["cost.priced", "staging.calls", "staging.cards", "usage.legs"]
    assert names.index("staging.calls") < names.index("usage.legs") < names.index("cost.priced")


def test_what_is_given_is_neither_created_nor_asked_for(models, con):
    models(usage_legs="select a + 1 as a from staging.calls", staging_calls="select * from staging.nowhere")
    con.execute("create table staging.calls as select 41 as a")
    assert warehouse.run(con, ["usage.legs"], given=["staging.calls"]) == ["usage.legs"]
    assert con.execute("select a from usage.legs").fetchall() == [(42,)]


def test_tables_readers_deliver_exist_and_are_empty(models, con):
    models(staging_files="select count(*) as files from landed.file")
    warehouse.run(con, ["staging.files"])
    assert con.execute("select files from staging.files").fetchall() == [(0,)]


def test_every_model_runs_on_an_empty_month(con):
    assert set(warehouse.run(con, warehouse.models())) == set(warehouse.models())


def test_a_second_run_gives_the_same_and_progress_names_the_stage(models, con):
    models(usage_legs="select * from staging.calls", staging_calls="select 7 as a")
    said = []
    for _ in range(2):
        warehouse.run(con, ["usage.legs"], progress=lambda *words: said.append(words))
    assert said[:2] == [("staging.calls", 0, 2), ("usage.legs", 1, 2)]
    assert con.execute("select a from usage.legs").fetchall() == [(7,)]


def test_a_name_no_file_defines_is_an_error_with_the_nearest_one(models):
    models(cost_rated_leg="select * from staging.carier_record", staging_carrier_record="select 1 as a")
    with pytest.raises(ModelError) as error:
        warehouse.order(["cost.rated_leg"])
    assert str(error.value) == (
        "cost.rated_leg reads staging.carier_record, which no file defines (did you mean staging.carrier_record?)"
    )


def test_a_model_nobody_knows_is_an_error_with_the_nearest_one():
    with pytest.raises(ModelError, match=r"there is no model usage\.legg \(did you mean usage\.leg\?\)"):
        warehouse.order(["usage.legg"])


def test_models_that_read_each_other_are_named_in_their_circle(models):
    models(
        usage_a="select * from usage.b", usage_b="select * from usage.c", usage_c="select * from usage.a", usage_d="select 1 as a"
    )
    with pytest.raises(ModelError) as error:
        warehouse.order(["usage.a", "usage.d"])
    circle = str(error.value).removeprefix("models read each other in a circle: ").split(" → ")
    assert circle[0] == circle[-1]
    assert set(circle) == {"usage.a", "usage.b", "usage.c"}


def test_an_error_of_the_database_names_the_model(models, con):
    models(usage_legs="select nothing from landed.file")
    with pytest.raises(ModelError, match=r"usage\.legs: Binder Error"):
        warehouse.run(con, ["usage.legs"])


def test_two_statements_are_no_model():
    with pytest.raises(ModelError, match="not one SELECT"):
        warehouse.reads("create table a as select 1")


# build, audit, publish ---------------------------------------------------------------------------------------


PAGE = """{"conversations": [{"conversationId": "c", "conversationStart": "2026-03-02T15:00:00.000Z",
 "conversationEnd": "2026-03-02T15:01:00.000Z", "originatingDirection": "inbound", "participants": [{"participantId": "p",
 "purpose": "customer", "sessions": [{"sessionId": "s", "mediaType": "voice", "direction": "inbound",
 "ani": "tel:+13125550111", "dnis": "tel:+18885550117", "protocolCallId": "sip1", "segments": [{"segmentType": "interact",
 "segmentStart": "2026-03-02T15:00:00.000Z", "segmentEnd": "2026-03-02T15:01:00.000Z", "disconnectType": "peer"}]}]}]}]}"""
RECORDS = """Call ID,Date,Time,Originating Number,Dialed Number,Terminating Number,Duration,Direction
sip1,03/02/2026,10:00:00,3125550111,8885550117,8135550110,00:01:00,IN-TF
"""


@pytest.fixture(scope="module")
def landed(tmp_path_factory) -> Path:
    """A home with the sample's lists, cards and invoices, and one call: quick to build."""
    home, files = tmp_path_factory.mktemp("landed"), tmp_path_factory.mktemp("files")
    files.joinpath("page.json").write_text(PAGE)
    files.joinpath("clearline_cdr.csv").write_text(RECORDS)
    receipts = ingest.ingest(home, [files, *(SAMPLE / name for name in ("reference", "rates", "invoices"))])
    assert {receipt.status for receipt in receipts} == {"read"}
    return home


@pytest.fixture
def home(landed, tmp_path) -> Path:
    """A home of one's own with the same files."""
    for path in landed.rglob("*"):
        if path.is_file() and "builds" not in path.parts:
            copy = tmp_path / path.relative_to(landed)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    return tmp_path


def touch(home: Path, number: int) -> None:
    """Another input: a list changes."""
    path = home / "reference" / "policy.csv"
    path.write_text(path.read_text().rstrip("\n") + f"\nnote_{number},{number},,\n")


def failing(monkeypatch, message: str = "is wrong") -> None:
    """One more check, which finds something."""
    checks = {**warehouse.audits("checks"), "all_is_well": f"select 'everything' as subject, '{message}' as message"}
    gates = warehouse.audits("gates")
    monkeypatch.setattr(warehouse, "audits", lambda folder: checks if folder == "checks" else gates)


def test_a_build_is_published_and_building_it_again_changes_nothing(home):
    first = warehouse.build(home, MARCH)
    written = first.path.stat().st_mtime_ns
    second = warehouse.build(home, MARCH)
    assert (first.is_new, second.is_new) == (True, False)
    assert (second.digest, second.path.stat().st_mtime_ns) == (first.digest, written)
    assert warehouse.published(home, MARCH) == first.path
    assert warehouse.published_periods(home) == [MARCH]


def test_a_build_has_the_months_invoices_and_nothing_of_other_months(home):
    build = warehouse.build(home, MARCH)
    with duckdb.connect(build.path, read_only=True) as con:
        numbers = con.execute("select distinct invoice_number from marts.invoice_line order by all").fetchall()
        tables = con.execute("select table_name from duckdb_tables() where schema_name = 'marts'").fetchall()
    assert numbers == [("BW2026037731",), ("CLR-202603-0417",), ("INV-90213",)]
    assert {"cost_line", "posting", "gate"} <= {name for (name,) in tables}


def test_another_input_is_another_build_and_the_manifest_says_what_it_read(home):
    first = warehouse.build(home, MARCH)
    touch(home, 1)
    second = warehouse.build(home, MARCH)
    assert second.is_new
    assert second.digest != first.digest
    assert warehouse.published(home, MARCH) == second.path
    manifest = second.path.with_suffix(".json").read_text()
    assert "reference/policy.csv" in manifest
    assert '"period": "2026-03"' in manifest


def test_a_check_that_finds_something_stops_the_publishing_and_leaves_the_last_build(home, monkeypatch):
    good = warehouse.build(home, MARCH)
    touch(home, 1)
    failing(monkeypatch)
    with pytest.raises(AuditFailed) as error:
        warehouse.build(home, MARCH)
    assert "The build was not published: 1 checks found something. The last good build stays." in str(error.value)
    assert "all_is_well: everything: is wrong" in str(error.value)
    assert warehouse.published(home, MARCH) == good.path
    with duckdb.connect(good.path, read_only=True) as con:
        assert con.execute("select count(*) > 0 from marts.posting").fetchone() == (True,)


def test_after_a_failed_build_the_next_one_is_clean(home, monkeypatch):
    with monkeypatch.context() as planted:
        failing(planted)
        with pytest.raises(AuditFailed):
            warehouse.build(home, MARCH)
    build = warehouse.build(home, MARCH)
    assert build.is_new
    assert sorted(path.suffix for path in build.path.parent.iterdir() if path.is_file()) == ["", ".duckdb", ".json"]


def test_check_runs_the_checks_again_and_reads_the_gates(home, monkeypatch):
    warehouse.build(home, MARCH)
    wrong, to_do = warehouse.check(home, MARCH)
    assert wrong == []
    assert {found.name for found in to_do} == {"nothing_is_unattributed", "variance_is_within_limit"}
    failing(monkeypatch, "changed since")
    assert [(found.name, found.subject, found.message) for found in warehouse.check(home, MARCH)[0]] == [
        ("all_is_well", "everything", "changed since")
    ]


def test_only_the_last_two_builds_are_kept(home):
    builds = []
    for number in range(4):
        touch(home, number)
        builds.append(warehouse.build(home, MARCH))
        os.utime(builds[-1].path, (number, number))
    left = {path.stem for path in builds[0].path.parent.glob("*.duckdb")}
    assert left == {builds[2].digest, builds[3].digest}
    assert {path.stem for path in builds[0].path.parent.glob("*.json")} == left


def test_going_back_to_an_older_input_publishes_the_older_build_again(home):
    policy = home / "reference" / "policy.csv"
    before = policy.read_text()
    first = warehouse.build(home, MARCH)
    touch(home, 1)
    warehouse.build(home, MARCH)
    policy.write_text(before)
    again = warehouse.build(home, MARCH)
    assert (again.digest, again.is_new) == (first.digest, False)
    assert warehouse.published(home, MARCH) == first.path


def test_a_month_nobody_built_says_how_to_build_it(tmp_path):
    with pytest.raises(NotBuilt, match="2026-03 has not been built yet"):
        warehouse.published(tmp_path, MARCH)


def test_without_a_supplier_nothing_is_built(tmp_path):
    with pytest.raises(BadReference, match="names no supplier in force on 2026-03-01"):
        warehouse.build(tmp_path, MARCH)
    assert not (tmp_path / "builds").exists()

"""What every SQL model keeps to: a first line that says what one row is, one SELECT in the portable subset, and the
arrows between the folders. The subset is the one proven to give the same rows on DuckDB, PostgreSQL, Spark and
BigQuery; anything new needs a probe there before it is allowed here."""

import re
from pathlib import Path

import pytest
import sqlglot
from sqlglot import exp

TELCOST = Path(__file__).resolve().parents[2] / "telcost"
TESTS = Path(__file__).resolve().parents[1]
MODELS = TELCOST / "models"

STAGES = ("landed", "staging", "usage", "attribution", "cost", "allocation", "marts")
WATCHERS = ("checks", "gates")

NODES = {
    "Alias", "And", "Anonymous", "Between", "Boolean", "Case", "Cast", "Coalesce", "Column", "ColumnDef", "CTE",
    "Concat", "Count", "Cross", "DPipe", "DataType", "DataTypeParam", "Distinct", "EQ", "Except", "Exists", "Filter",
    "From", "GT", "GTE", "Greatest", "Group", "Having", "Identifier", "If", "In", "Is", "Join", "LT", "LTE", "Lag",
    "Lead", "Least", "Length", "Like", "Limit", "Literal", "Lower", "Max", "Min", "Mul", "Add", "Sub", "Neg", "NEQ",
    "Not", "Null", "NullSafeEQ", "NullSafeNEQ", "Nullif", "Or", "Order", "Ordered", "Paren", "Qualify", "RowNumber",
    "Select", "Star", "Subquery", "Substring", "Sum", "Table", "TableAlias", "Trim", "Tuple", "Union", "Upper",
    "Values", "Where", "Window", "WindowSpec", "With", "Abs", "Replace", "Rank", "DenseRank", "Intersect", "Sign",
}  # fmt: skip
TYPES = {"BIGINT", "INT", "TEXT", "DATE", "BOOLEAN"}  # sqlglot reads varchar as TEXT
ORDERED_ROW = ("RowNumber", "Rank", "DenseRank", "Lag", "Lead")


def models(folder: Path = MODELS) -> list[Path]:
    return sorted(folder.glob("*/*.sql"))


def stage(path: Path) -> str:
    return path.parent.name


def broken_rules(path: Path) -> list[str]:
    """Every rule a model breaks, as sentences; empty when it keeps to all."""
    text = path.read_text()
    name = f"{stage(path)}/{path.name}"
    if not text.startswith("-- One row"):
        return [f"{name}: line 1 must say what one row is: -- One row per …"]
    statements = [statement for statement in sqlglot.parse(text, read="duckdb") if statement]
    if len(statements) != 1 or not isinstance(statements[0], exp.Select | exp.Union | exp.Except):
        return [f"{name}: a model is one SELECT"]
    rules = (outside_the_subset, stars, sums, windows, joins, arrows, money_columns)
    return [f"{name}: {problem}" for rule in rules for problem in rule(statements[0], stage(path))]


def outside_the_subset(tree, _):
    for node in tree.walk():
        kind = type(node).__name__
        if kind not in NODES:
            yield f"{kind} is outside the portable subset: {node.sql('duckdb')[:60]}"
        elif kind == "Anonymous" and not node.name.startswith("tc_"):
            yield f"{node.name}() is outside the portable subset"
        elif kind == "DataType" and node.this.name not in TYPES:
            yield f"type {node.sql('duckdb')} is outside the portable subset"
        elif kind == "Identifier" and (node.quoted or node.this != node.this.lower()):
            yield f"names are lower case and unquoted: {node.sql('duckdb')}"
        elif kind == "Group" and (node.args.get("all") or node.args.get("totals")):
            yield "group by names its columns"


def stars(tree, _):
    """`select *` is readable from one table or CTE; over a join it hides which columns there are."""
    for select in tree.find_all(exp.Select):
        for star in (item for item in select.expressions if isinstance(item, exp.Star)):
            if select.args.get("joins"):
                yield "select * over a join"
            if star.args.get("except_") or star.args.get("replace") or star.args.get("except"):
                yield "select * except/replace is outside the portable subset"


def sums(tree, _):
    """sum(bigint) is a different type on every engine."""
    for total in tree.find_all(exp.Sum):
        outer = total.parent
        while isinstance(outer, exp.Window | exp.Filter):
            outer = outer.parent
        if not isinstance(outer, exp.Cast):
            yield f"write cast({total.sql('duckdb')} as bigint)"


def windows(tree, _):
    for window in tree.find_all(exp.Window):
        kind = type(window.this.this if isinstance(window.this, exp.Filter) else window.this).__name__
        if kind in ORDERED_ROW and not window.args.get("order"):
            yield f"{kind} without order by"
        if kind not in ORDERED_ROW and window.args.get("order") and not window.args.get("spec"):
            yield f"an ordered window names its frame: {window.sql('duckdb')[:60]}"


def joins(tree, _):
    for join in tree.find_all(exp.Join):
        if join.args.get("using") or join.method or join.kind in ("SEMI", "ANTI", "ASOF") or join.side == "RIGHT":
            yield f"outside the portable subset: {join.sql('duckdb')[:60]}"
        if join.kind != "CROSS" and not join.args.get("on"):
            yield f"a join says on what: {join.sql('duckdb')[:60]}"


def arrows(tree, here):
    """A model reads its own folder and those to its left; nothing reads a watcher."""
    ctes = {cte.alias for cte in tree.find_all(exp.CTE)}
    for table in tree.find_all(exp.Table):
        if not table.db:
            if table.name not in ctes:
                yield f"{table.name} is no CTE and names no folder"
        elif table.db not in STAGES:
            yield f"{here} may not read {table.db}.{table.name}"
        elif here in STAGES and STAGES.index(table.db) > STAGES.index(here):
            yield f"{here} may not read {table.db}.{table.name}: it stands to the right"
        elif here == "cost" and table.name == "attribution_rule":
            yield f"cost knows no rule of ownership: {table.db}.{table.name}"


def money_columns(tree, here):
    if here in ("usage", "attribution"):
        for column in tree.find_all(exp.Column, exp.Alias):
            if re.search(r"(amount|fee|price|cost)_(micro|nano)$|_cents$|rate_nano$", column.alias_or_name):
                yield f"no money in {here}: {column.alias_or_name}"


@pytest.mark.parametrize("path", models(), ids=lambda path: f"{stage(path)}.{path.stem}")
def test_a_model_keeps_to_the_rules(path):
    assert stage(path) in STAGES + WATCHERS
    assert broken_rules(path) == []


def test_there_are_models_in_every_folder():
    assert {stage(path) for path in models()} == {*STAGES[1:], *WATCHERS}


VIOLATIONS = {
    "usage/no_first_line.sql": ("select 1 as a", "line 1 must say"),
    "usage/two.sql": ("select 1 as a; select 2 as a", "one SELECT"),
    "usage/writes.sql": ("create table a as select 1 as a", "one SELECT"),
    "usage/clock.sql": ("select current_date as a from landed.file", "CurrentDate"),
    "usage/now.sql": ("select now() as a from landed.file", "now() is outside"),
    "usage/divides.sql": ("select a / 2 as b from landed.file", "Div is outside"),
    "usage/floors.sql": ("select a // 2 as b from landed.file", "IntDiv is outside"),
    "usage/rounds.sql": ("select round(a) as b from landed.file", "Round is outside"),
    "usage/averages.sql": ("select avg(a) as b from landed.file", "Avg is outside"),
    "usage/double.sql": ("select cast(a as double) as b from landed.file", "type DOUBLE"),
    "usage/decimal.sql": ("select cast(a as decimal(18, 2)) as b from landed.file", "type DECIMAL(18, 2)"),
    "usage/shouts.sql": ("select A from landed.file", "lower case"),
    "usage/group_all.sql": ("select a from landed.file group by all", "group by names"),
    "usage/order_all.sql": ("select a from landed.file order by all", "Var is outside"),
    "usage/star.sql": ("select * from landed.file as f join landed.did as d on d.file_id = f.file_id", "over a join"),
    "usage/excludes.sql": ("select * exclude (a) from landed.file", "except/replace"),
    "usage/sums.sql": ("select sum(a) as b from landed.file", "write cast(SUM(a) as bigint)"),
    "usage/frame.sql": ("select cast(sum(a) over (order by b) as bigint) as c from landed.file", "names its frame"),
    "usage/unordered.sql": ("select row_number() over () as c from landed.file", "RowNumber without order by"),
    "usage/using.sql": ("select f.a from landed.file as f join landed.did as d using (line)", "outside the portable"),
    "usage/comma.sql": ("select f.a from landed.file as f, landed.did as d", "says on what"),
    "usage/right.sql": ("select a from cost.charge", "stands to the right"),
    "usage/money.sql": ("select amount_micro from landed.carrier_record", "no money in usage: amount_micro"),
    "attribution/rate.sql": ("select rate_nano from landed.rate", "no money in attribution: rate_nano"),
    "cost/rule.sql": ("select rule from staging.attribution_rule", "no rule of ownership"),
    "marts/watcher.sql": ("select a from checks.every_line_has_a_reason", "marts may not read checks"),
    "marts/bare.sql": ("select a from somewhere", "names no folder"),
}


@pytest.mark.parametrize("name", VIOLATIONS)
def test_a_planted_violation_is_caught(name, tmp_path):
    sql, expected = VIOLATIONS[name]
    path = tmp_path / name
    path.parent.mkdir()
    path.write_text(sql if "no_first_line" in name else f"-- One row per planted violation.\n{sql}")
    assert any(expected in problem for problem in broken_rules(path)), broken_rules(path)


def untested_watchers(folder: Path, tests: Path) -> list[str]:
    """Checks and gates that no test function names as a table (`checks.x`): nobody has seen them fire."""
    text = "\n".join(path.read_text() for path in sorted(tests.glob("**/test_*.py")))
    watchers = [f"{stage(path)}.{path.stem}" for path in models(folder) if stage(path) in WATCHERS]
    return [name for name in watchers if not re.search(rf"\b{re.escape(name)}\b", text)]


def test_every_check_and_gate_has_a_test_that_names_it():
    assert untested_watchers(MODELS, TESTS) == []


def test_a_check_without_a_test_is_found(tmp_path):
    (tmp_path / "checks").mkdir()
    (tmp_path / "checks" / "nothing_is_lost.sql").write_text("-- One row per loss.\nselect 1 as a")
    (tmp_path / "test_other.py").write_text("rows('checks.nothing_is_lost_twice')")
    assert untested_watchers(tmp_path, tmp_path) == ["checks.nothing_is_lost"]


def schemas_named(path: Path) -> list[str]:
    """Tables of a query that name a schema: they would walk past the viewer's views."""
    trees = [tree for tree in sqlglot.parse(path.read_text(), read="duckdb") if tree]
    return [table.sql("duckdb") for tree in trees for table in tree.find_all(exp.Table) if table.db]


@pytest.mark.parametrize("path", sorted(TELCOST.glob("queries/**/*.sql")), ids=lambda path: path.stem)
def test_a_query_names_no_schema(path):
    assert schemas_named(path) == []


def test_a_query_that_names_a_schema_is_caught(tmp_path):
    path = tmp_path / "by_kind.sql"
    path.write_text("select kind from cost_line where exists (select 1 from build.marts.posting)")
    assert schemas_named(path) == ["build.marts.posting"]

"""Which module may import which: a caller stands above what it calls, and nothing below the web knows Streamlit."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]

# From the door down to the ground. A module may import its own storey and those below it.
STOREYS = (
    ("app", "pages"),
    ("telcost.web",),
    (
        "telcost.report",
        "telcost.scope",
        "telcost.lineage",
        "telcost.queries",
        "telcost.exports",
        "telcost.ledger",
        "telcost.what_if",
        "telcost.rating",
        "telcost.jobs",
        "telcost.demo",
    ),
    ("telcost.access", "telcost.records", "telcost.warehouse", "telcost.ingest"),
    ("telcost.readers", "telcost.sources", "telcost.billing_calendar"),
    ("telcost.periods", "telcost.settings", "telcost.errors"),
)
STRANGERS = {frozenset({"telcost.readers", "telcost.sources"})}
COMMAND_LINE = ("telcost.cli", "telcost.__main__")
OUTSIDE = {"streamlit": {"app", "pages", "telcost.web"}, "plotly": {"telcost.web"}, "pandas": {"telcost.web"}}


def imported(path: Path) -> list[tuple[int, str]]:
    """(line, dotted name) of everything a module imports; `from a import b` counts as `a.b` too."""
    found = []
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            found += [(node.lineno, name.name) for name in node.names]
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}, line {node.lineno}: imports are absolute here"
            found += [(node.lineno, f"{node.module}.{name.name}") for name in node.names]
    return found


def room(module: str) -> str | None:
    """The room of the tree a dotted name lives in: 'telcost.readers.carrier.read' is in 'telcost.readers'."""
    rooms = [room for storey in STOREYS for room in storey] + list(COMMAND_LINE)
    return next((room for room in rooms if module == room or module.startswith(room + ".")), None)


def storey(name: str) -> int:
    return next(level for level, rooms in enumerate(STOREYS) if name in rooms)


def modules(root: Path) -> list[tuple[str, Path]]:
    paths = [root / "app.py", *sorted(root.glob("pages/*.py")), *sorted(root.glob("telcost/**/*.py"))]
    names = [".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__") for path in paths]
    return [(name, path) for name, path in zip(names, paths) if path.exists() and name != "telcost"]


def broken_arrows(root: Path) -> list[str]:
    problems = []
    for name, path in modules(root):
        here = room(name)
        if here is None:
            problems.append(f"{name} has no storey: give it one in {Path(__file__).name}")
            continue
        for line, target in imported(path):
            package = target.split(".")[0]
            if package in OUTSIDE and here not in OUTSIDE[package]:
                problems.append(f"{name}, line {line}: only {', '.join(sorted(OUTSIDE[package]))} may import {package}")
            there = room(target)
            if there and there != here and not may_import(here, there):
                problems.append(f"{name}, line {line}: {here} may not import {there}")
    return problems


def may_import(here: str, there: str) -> bool:
    if here in COMMAND_LINE:
        return there not in ("telcost.web", "app", "pages")
    if there in COMMAND_LINE:
        return False
    return storey(there) >= storey(here) and frozenset({here, there}) not in STRANGERS


def test_every_module_imports_only_what_stands_below_it():
    assert broken_arrows(ROOT) == []


def plant(root: Path, name: str, text: str) -> list[str]:
    path = root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return broken_arrows(root)


def test_a_warehouse_that_imports_streamlit_is_caught(tmp_path):
    assert plant(tmp_path, "telcost/warehouse.py", "import streamlit as st\n") == [
        "telcost.warehouse, line 1: only app, pages, telcost.web may import streamlit"
    ]


def test_a_reader_that_knows_the_warehouse_is_caught(tmp_path):
    assert plant(tmp_path, "telcost/readers/carrier.py", "from telcost.warehouse import run\n") == [
        "telcost.readers.carrier, line 1: telcost.readers may not import telcost.warehouse"
    ]


def test_a_reader_that_knows_the_landing_is_caught(tmp_path):
    assert plant(tmp_path, "telcost/readers/carrier.py", "from telcost.sources import landing\n") == [
        "telcost.readers.carrier, line 1: telcost.readers may not import telcost.sources"
    ]


def test_a_report_that_calls_the_command_line_is_caught(tmp_path):
    assert plant(tmp_path, "telcost/report.py", "def run():\n    from telcost import cli\n    cli.main()\n") == [
        "telcost.report, line 2: telcost.report may not import telcost.cli"
    ]


def test_a_module_nobody_placed_is_caught(tmp_path):
    assert plant(tmp_path, "telcost/utils.py", "") == [
        "telcost.utils has no storey: give it one in test_python_arrows.py"
    ]


def test_what_the_tree_allows_passes(tmp_path):
    plant(tmp_path, "pages/overview.py", "from telcost.web import frame\n")
    plant(tmp_path, "telcost/cli.py", "from telcost import jobs, report, warehouse\n")
    assert plant(tmp_path, "telcost/report.py", "from telcost.access import Viewer\nimport duckdb\n") == []

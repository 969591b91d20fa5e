"""What a page is: a short script whose first statement opens the report. No SQL, no sums, no way round the frame."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted((ROOT / "pages").glob("*.py"))
WEB = sorted((ROOT / "telcost" / "web").glob("*.py"))
EVERYTHING = [ROOT / "app.py", *PAGES, *sorted((ROOT / "telcost").glob("**/*.py"))]

MAY_IMPORT = ("streamlit", "telcost.web")
SQL = re.compile(r"\bselect\b.+\bfrom\b|\b(insert into|create (table|view)|attach)\b", re.IGNORECASE | re.DOTALL)
SUMS = (ast.Add, ast.Sub, ast.Mult, ast.Div, ast.FloorDiv, ast.Mod, ast.Pow)
ARITHMETIC = ("sum", "round", "float", "Decimal", "int", "abs", "max", "min")


def broken_rules(text: str) -> list[str]:
    """Every rule a page breaks, as sentences."""
    tree = ast.parse(text)
    checks = (docstring, length, first_statement, imports, constructs, strings)
    return [problem for check in checks for problem in check(tree, text)]


def docstring(tree, _):
    if not ast.get_docstring(tree):
        yield "a page says in a docstring which question it answers"


def length(_, text):
    lines = len(text.splitlines())
    if not 15 <= lines <= 60:
        yield f"{lines} lines; a page has 15 to 60"


def first_statement(tree, _):
    """The frame lets in or turns away before anything else happens."""
    body = [node for node in tree.body if not isinstance(node, ast.Import | ast.ImportFrom)][1:]
    opened = body and isinstance(body[0], ast.Assign) and ast.unparse(body[0].value).startswith("frame.open_")
    if not opened:
        yield "the first statement is not frame.open_…"


def imports(tree, _):
    for node in ast.walk(tree):
        names = [name.name for name in node.names] if isinstance(node, ast.Import) else []
        names += [node.module] if isinstance(node, ast.ImportFrom) else []
        for name in names:
            if name not in MAY_IMPORT and not name.startswith("telcost.web."):
                yield f"line {node.lineno}: a page does not import {name}"


def constructs(tree, _):
    for node in ast.walk(tree):
        if isinstance(node, ast.Try):
            yield f"line {node.lineno}: the frame handles errors, a page has no try"
        elif isinstance(node, ast.FunctionDef) and node.name == "main":
            yield f"line {node.lineno}: a page is a script, it has no main"
        elif isinstance(node, ast.BinOp) and isinstance(node.op, SUMS) and not is_text(node):
            yield f"line {node.lineno}: figures come from the report, not from {ast.unparse(node)}"
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ARITHMETIC:
            yield f"line {node.lineno}: figures come from the report, not from {node.func.id}()"
        elif isinstance(node, ast.Attribute) and node.attr == "session_state":
            yield f"line {node.lineno}: state lives in the URL, not in session_state"


def is_text(node: ast.BinOp) -> bool:
    return isinstance(node.op, ast.Add) and any(
        isinstance(side, ast.JoinedStr | ast.IfExp) or isinstance(getattr(side, "value", None), str)
        for side in (node.left, node.right)
    )


def strings(tree, _):
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL.search(node.value):
            yield f"line {node.lineno}: a page holds no SQL"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_keeps_to_the_rules(path):
    assert broken_rules(path.read_text()) == []


GOOD = '"""Which page?"""\nfrom telcost.web import frame\nreport = frame.open_report("overview")\n' + "\n" * 15
VIOLATIONS = {
    "no docstring": (GOOD.replace('"""Which page?"""', "x = 1"), "docstring"),
    "too long": (GOOD + "\n" * 60, "15 to 60"),
    "guard comes second": (
        GOOD.replace("report =", "import streamlit as st\nst.title('all')\nreport ="),
        "first statement",
    ),
    "no guard": (GOOD.replace("report = frame.open_report", "print"), "first statement"),
    "duckdb": (GOOD.replace("from", "import duckdb\nfrom"), "does not import duckdb"),
    "warehouse": (
        GOOD.replace("from", "from telcost.warehouse import run\nfrom", 1),
        "does not import telcost.warehouse",
    ),
    "sum": (GOOD + "total = sum(rows)", "not from sum()"),
    "difference": (GOOD + "gap = a['amount'] - b['amount']", "not from a['amount'] - b['amount']"),
    "float": (GOOD + "shown = float(amount)", "not from float()"),
    "sql": (GOOD + "q = 'select kind from cost_line'", "holds no SQL"),
    "try": (GOOD + "try:\n    report.by_kind('x')\nexcept Exception:\n    pass", "no try"),
    "session": (GOOD + "import streamlit as st\nst.session_state.department = 'HR'", "session_state"),
    "main": (GOOD + "def main(): pass", "no main"),
}


@pytest.mark.parametrize("name", VIOLATIONS)
def test_a_planted_violation_is_caught(name):
    text, expected = VIOLATIONS[name]
    assert broken_rules(GOOD) == []
    assert any(expected in problem for problem in broken_rules(text)), broken_rules(text)


def ways_round(text: str, is_web: bool) -> list[str]:
    """Calls that would show somebody else's answer again, or data as markup."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Attribute) and ast.unparse(node) in ("st.cache_data", "st.html", "components.html"):
            found.append(f"line {node.lineno}: {ast.unparse(node)}")
        elif isinstance(node, ast.keyword) and node.arg == "unsafe_allow_html":
            found.append(f"line {node.value.lineno}: unsafe_allow_html")
        elif is_web and isinstance(node, ast.Name) and node.id in ("lru_cache", "cache"):
            found.append(f"line {node.lineno}: {node.id}")
    return found


@pytest.mark.parametrize("path", EVERYTHING, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_answer_is_cached_and_no_data_is_markup(path):
    assert ways_round(path.read_text(), path in WEB + PAGES) == []


@pytest.mark.parametrize(
    "text",
    [
        "@st.cache_data\ndef rows(): ...",
        "st.html(name)",
        "st.markdown(name, unsafe_allow_html=True)",
        "@lru_cache\ndef f(): ...",
    ],
)
def test_a_way_round_is_caught(text):
    assert ways_round(text, is_web=True)

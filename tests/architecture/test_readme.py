"""Every command the README shows works as written; every verb and page is in it."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from telcost import cli

ROOT = Path(__file__).resolve().parents[2]
README = ROOT / "README.md"
PAGES = sorted(path.stem for path in (ROOT / "pages").glob("*.py"))

# Commands that make an environment of their own: what they run is compared with the Makefile instead.
MADE = {"make demo": "-m telcost demo", "make test": "-m pytest"}


def commands(text: str) -> list[str]:
    """Every line of every ```sh block."""
    blocks = re.findall(r"^```sh\n(.*?)^```", text, re.DOTALL | re.MULTILINE)
    return [
        line.strip() for block in blocks for line in block.splitlines() if line.strip() and not line.startswith("#")
    ]


def undocumented(text: str, verbs: list[str], pages: list[str]) -> list[str]:
    named = re.findall(r"`([a-z_]+)[^`]*`", text)
    listed = re.findall(r"^\| *([a-z_ ]+?) *\|", text, re.MULTILINE)
    return [verb for verb in verbs if verb not in named] + [
        page for page in pages if page.replace("_", " ") not in listed
    ]


@pytest.fixture(scope="module")
def home(sample_home, tmp_path_factory) -> Path:
    return Path(shutil.copytree(sample_home, tmp_path_factory.mktemp("readme") / "data"))


@pytest.mark.parametrize("command", commands(README.read_text()))
def test_a_command_of_the_readme_works(command, home):
    if command in MADE:
        recipe = subprocess.run(["make", "--dry-run", *command.split()[1:]], cwd=ROOT, capture_output=True, text=True)
        assert recipe.returncode == 0 and MADE[command] in recipe.stdout, recipe.stdout + recipe.stderr
        return
    program, *arguments = shlex.split(command)
    assert program == "python", f"how is {command!r} run by a test?"
    done = subprocess.run([sys.executable, *arguments], cwd=ROOT, env=os.environ | {"TELCOST_HOME": str(home)},
                          capture_output=True, text=True, stdin=subprocess.DEVNULL, timeout=300)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip(), "it printed nothing"


def test_every_verb_and_page_is_in_the_readme():
    assert undocumented(README.read_text(), sorted(cli.main.commands), PAGES) == []


def test_an_undocumented_verb_or_page_is_caught():
    text = "| verb | |\n| `build PERIOD` | builds |\n| overview | what |\n"
    assert undocumented(text, ["build", "close"], ["overview", "what_if"]) == ["close", "what_if"]


def test_commands_are_found_in_every_block():
    assert commands("```sh\nmake demo\n\n# said\npython -m telcost check\n```\n```text\nno\n```\n") == [
        "make demo", "python -m telcost check",
    ]  # fmt: skip

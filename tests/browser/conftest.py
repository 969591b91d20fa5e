"""A real server on a copy of the sample's home, a real browser, and what every visit must keep to: nothing is fetched
from anywhere else, nothing crashes, on the page or in the log."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser import chromium
from tests.browser.screen import Screen

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 120


@dataclass(frozen=True)
class Site:
    url: str
    home: Path


@contextmanager
def serve(home: Path, log: Path, *options: str) -> Iterator[Site]:
    """The dashboard as `demo` starts it, on a port of its own. A traceback in its log fails the test."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", str(port), *options]
    with log.open("w") as out:
        server = subprocess.Popen(
            command, cwd=ROOT, env=os.environ | {"TELCOST_HOME": str(home)}, stdout=out, stderr=out
        )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(url)
        yield Site(url, home)
    finally:
        server.terminate()
        server.wait(20)
    assert "Traceback" not in log.read_text(), log.read_text()[-3000:]


def wait_for(url: str) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:
                if answer.read() == b"ok":
                    return
        except OSError:
            time.sleep(0.2)
    raise TimeoutError(f"no dashboard at {url} after {START_SECONDS} s")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium.executable(), args=list(chromium.FLAGS))
        yield started
        started.close()


@pytest.fixture(scope="module")
def home(sample_home, tmp_path_factory) -> Path:
    """A copy: a module of tests may bring files into it."""
    return Path(shutil.copytree(sample_home, tmp_path_factory.mktemp("browser") / "data"))


@pytest.fixture(scope="module")
def site(home, tmp_path_factory) -> Iterator[Site]:
    with serve(home, tmp_path_factory.mktemp("log") / "server.log") as started:
        yield started


@pytest.fixture(scope="module")
def context(browser):
    """One per module: the ten megabytes of scripts are fetched once."""
    made = browser.new_context(viewport={"width": 1440, "height": 1000}, accept_downloads=True)
    yield made
    made.close()


@pytest.fixture
def screen(context, site) -> Iterator[Screen]:
    page: Page = context.new_page()
    crashes, foreign = [], []
    page.on("pageerror", lambda error: crashes.append(str(error)))
    page.on(
        "request",
        lambda request: (
            request.url.startswith(("data:", "blob:", site.url, site.url.replace("http", "ws")))
            or foreign.append(request.url)
        ),
    )
    yield Screen(page, site.url)
    page.close()
    assert crashes == []
    assert foreign == []

"""Which browser the browser tests drive: Chromium or Chrome of this machine, else Playwright's own.

Run as a script (`make test` does, before the tests) it makes sure there is one, installing Playwright's if need be,
and fails naming both ways when there is none: a browser test that is skipped proves nothing.
"""

import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
MACOS = Path("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def executable() -> str | None:
    """Path of the browser to start, None when there is none."""
    found = next(filter(None, map(shutil.which, NAMES)), None) or (str(MACOS) if MACOS.exists() else None)
    return found or playwrights_own()


def playwrights_own() -> str | None:
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if path and Path(path).exists() else None


def ensure() -> str:
    if executable() is None:
        subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False)
    return executable() or sys.exit(
        "The browser tests found no browser, so no test was run.\n"
        "  Put Chromium or Chrome on the PATH (Debian: apt-get install chromium),\n"
        "  or let Playwright fetch its own: .venv/bin/python -m playwright install chromium"
    )


if __name__ == "__main__":
    print("browser tests drive", ensure())

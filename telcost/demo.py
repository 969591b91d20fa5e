"""The sample company, ready to look at: its files brought in, its months built, its people granted, its page served.

It touches a home of the sample's own files and no other: where anything else has landed it refuses, because the
sample's people are picked without signing in. What a sample person uploads on the page joins the sample of that home;
what came by the command line does not.
"""

import hashlib
import json
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NoReturn

from telcost import access, jobs, report
from telcost.errors import Refused, TelcostError
from telcost.sources.landing import write_atomically

PROJECT = Path(__file__).resolve().parent.parent
SAMPLE = PROJECT / "sample_data"
PERIODS = ("2026-02", "2026-03", "2026-04")
NOT_RAW = ("README.md", "grants.csv")


def prepare(home: Path, progress: jobs.Say | None = None) -> None:
    """Brings the sample in, builds its months, grants its people; what is there already is left alone."""
    _refuse_strangers(home)
    for supplier, paths in _deliveries(home):
        jobs.bring_in(home, paths, supplier, progress=progress)
    for period in PERIODS:
        jobs.build(home, period, progress)
    _grant(home)


def serve(home: Path, port: int = 8501) -> NoReturn:
    """Becomes the dashboard, on this machine only, until it is ended."""
    os.environ["TELCOST_HOME"] = str(home)
    os.chdir(PROJECT)
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    options = ["--server.address", "127.0.0.1", "--server.port", str(port), "--server.headless", "true"]
    sys.stdout.flush()
    os.execv(sys.executable, [*command, *options])


def is_sample(home: Path) -> bool:
    """Something landed here, and it was all the sample's or uploaded by a sample person."""
    return bool(_landed(home)) and not _strangers(home)


def adopt(home: Path, paths: list[Path]) -> None:
    """What a sample person is about to upload; does nothing in any other home."""
    if is_sample(home):
        uploaded = _uploaded(home) | {_digest(path) for path in paths if path.is_file()}
        write_atomically(home / "uploaded.json", json.dumps(sorted(uploaded)).encode())


def _strangers(home: Path) -> set[str]:
    return _landed(home) - _sample().keys() - _uploaded(home)


def _uploaded(home: Path) -> set[str]:
    path = home / "uploaded.json"
    return set(json.loads(path.read_text())) if path.exists() else set()


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _refuse_strangers(home: Path) -> None:
    strangers = sorted(_strangers(home))
    if strangers:
        raise Refused(
            f"{home} holds {len(strangers)} files that are not the sample's (first: landing/{strangers[0]}).\n"
            "  The demo shows its data to anybody at this machine. Name another home:\n"
            "  python -m telcost --home DIRECTORY demo. Nothing was changed."
        )
    if report.periods(home) and not _landed(home):
        raise Refused(f"{home} holds builds of files that are not there.\n  Name another home. Nothing was changed.")


def _landed(home: Path) -> set[str]:
    """The files of this home that were not refused: a refused one shows nothing to anybody."""
    receipts = [path for path in (home / "landing").glob("*.json") if len(path.stem) == 64]
    return {path.stem for path in receipts if json.loads(path.read_text()).get("status") != "refused"}


@cache
def _sample() -> dict[str, Path]:
    """The sample's raw files by the sha256 they land under."""
    if not SAMPLE.is_dir():
        raise TelcostError(f"{SAMPLE} is missing.\n  The demo needs the checkout it came with.")
    paths = [path for path in sorted(SAMPLE.rglob("*")) if path.is_file() and path.name not in NOT_RAW]
    return {_digest(path): path for path in paths}


def _deliveries(home: Path) -> Iterator[tuple[str | None, list[Path]]]:
    """What has not landed yet, folder by folder; a carrier's folder says whose files they are."""
    landed = _landed(home)
    missing = [path for digest, path in _sample().items() if digest not in landed]
    folders = {path.relative_to(SAMPLE).parts[0] for path in missing}
    for folder in sorted(folders, key=lambda name: (name != "reference", name)):
        paths = [path for path in missing if path.relative_to(SAMPLE).parts[0] == folder]
        yield (folder if folder in ("genesys", "clearline", "bluewave") else None), paths


def _grant(home: Path) -> None:
    for row in access.grants(SAMPLE):
        access.grant(home, row.email, row.role, row.department)

"""Ingest and build as processes of their own: the lock, who holds it, how far they are, what became of them.

A job is `python -m telcost …` started anew (never forked), so closing a browser tab changes nothing and killing one
harms nobody. What it says while it runs lies in a small file that is replaced whole. It does not know what a build
does.
"""

import fcntl
import json
import os
import subprocess
import sys
import time
import uuid
from collections.abc import Callable
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from pathlib import Path

from telcost import ingest, warehouse
from telcost.errors import Busy, TelcostError
from telcost.periods import Period

Say = Callable[[str, int, int], None]

PROJECT = Path(__file__).resolve().parent.parent
RUNNING = ("starting", "running")

_children: dict[Path, subprocess.Popen] = {}


@dataclass(frozen=True)
class Progress:
    """`state`: starting, running, done, failed. `result`: what an ingest hands back (a dictionary per file)."""

    verb: str
    pid: int
    since: str
    period: str = ""
    state: str = "running"
    stage: str = ""
    done: int = 0
    total: int = 0
    message: str = ""
    result: list = field(default_factory=list)

    @property
    def is_running(self) -> bool:
        return self.state in RUNNING


# what a job does, here and now -------------------------------------------------------------------------------


def build(home: Path, period: Period | str, progress: Say | None = None) -> warehouse.Build:
    """Builds and publishes one period under the lock, and writes down how far it is."""
    period = Period.parse(str(period))
    with (
        lock(home, "build", str(period)),
        recorded(build_progress(home, period), "build", str(period)) as (say, _),
    ):
        return warehouse.build(home, period, _both(say, progress))


def bring_in(
    home: Path, paths: list[Path], supplier: str | None = None, format: str | None = None,
    progress: Say | None = None, told: Path | None = None,
) -> list[ingest.Receipt]:  # fmt: skip
    """Lands and reads files; needs no lock. `told`: where somebody waits for its progress and its receipts."""
    if told is None:
        return ingest.ingest(home, paths, supplier, format, progress)
    with recorded(told, "ingest") as (say, result):
        receipts = ingest.ingest(home, paths, supplier, format, _both(say, progress))
        result += [asdict(receipt) for receipt in receipts]
        return receipts


def _both(first: Say, second: Say | None) -> Say:
    def say(stage: str, done: int = 0, total: int = 0) -> None:
        first(stage, done, total)
        if second:
            second(stage, done, total)

    return say


# the lock ----------------------------------------------------------------------------------------------------


@contextmanager
def lock(home: Path, verb: str, period: str = ""):
    """One writer per home. The kernel lets go of it when the process ends, however it ends."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "lock").open("a+") as file:
        if not _taken(file):
            raise Busy(_who(home))
        _say_so(file, {"pid": os.getpid(), "verb": verb, "period": period, "since": _now()})
        try:
            yield
        finally:
            _say_so(file, {})


def _taken(file) -> bool:
    """Somebody who only asks who holds the lock has it for an instant: so not at the first refusal."""
    for _ in range(5):
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        except BlockingIOError:
            time.sleep(0.05)
    return False


def holder(home: Path) -> dict:
    """pid, verb, period and since of the process that holds the lock; {} when nobody does."""
    try:
        with (home / "lock").open() as file:
            try:
                fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
            except BlockingIOError:
                return json.loads(file.read() or '{"pid": 0, "verb": "job", "period": "", "since": "a moment ago"}')
    except FileNotFoundError:
        pass
    return {}


def _who(home: Path) -> str:
    held = holder(home) or {"verb": "job", "period": "", "since": "a moment ago", "pid": "unknown"}
    what = f"{held['verb']} {held['period']}".strip()
    return (
        f"{home}: `{what}` has been running since {held['since']} (process {held['pid']}).\n"
        "  One writer at a time: wait until it is done, or end that process. Nothing was started."
    )


def _say_so(file, facts: dict) -> None:
    file.seek(0)
    file.truncate()
    file.write(json.dumps(facts) if facts else "")
    file.flush()


# progress ----------------------------------------------------------------------------------------------------


def progress(home: Path, period: Period | str) -> Progress | None:
    """How the last build of a period went or goes."""
    return read(build_progress(home, period))


def build_progress(home: Path, period: Period | str) -> Path:
    return home / "builds" / str(Period.parse(str(period))) / "progress.json"


def read(path: Path) -> Progress | None:
    """What a job says of itself; one that died without a word is `failed`, with the last it printed."""
    try:
        said = Progress(**json.loads(path.read_text()))
    except FileNotFoundError:
        return None
    if not said.is_running or _lives(path, said.pid):
        return said
    last_words = _log(path).read_text().strip() if _log(path).exists() else ""
    return replace(said, state="failed", message=last_words or _DIED.format(said=said))


_DIED = (
    "{said.verb} {said.period}: process {said.pid} ended without a word (stage {said.stage!r}).\n"
    "  Start it again; what was published before it is untouched."
)


@contextmanager
def recorded(path: Path, verb: str, period: str = ""):
    """Yields `say(stage, done, total)`, which rewrites the progress file, and writes down how it ended."""
    now = Progress(verb=verb, pid=os.getpid(), since=_now(), period=period)
    result: list = []
    written = {"at": 0.0, "stage": None}

    def say(stage: str, done: int = 0, total: int = 0) -> None:
        nonlocal now
        now = replace(now, stage=stage, done=done, total=total)
        if stage != written["stage"] or time.monotonic() - written["at"] > 0.2:
            written.update(at=time.monotonic(), stage=stage)
            _write(path, now)

    say("starting")
    try:
        yield say, result
    except BaseException as error:
        _write(path, replace(now, state="failed", message=_last_words(error, now)))
        raise
    _write(path, replace(now, state="done", result=result))


def _last_words(error: BaseException, now: Progress) -> str:
    if isinstance(error, TelcostError):
        return str(error)
    return f"{now.verb} {now.period} stopped at {now.stage!r}: {type(error).__name__}. What was published is untouched."


def _write(path: Path, said: Progress) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    part.write_text(json.dumps(asdict(said)))
    os.replace(part, path)


# children ----------------------------------------------------------------------------------------------------


def start_build(home: Path, period: Period | str) -> Path:
    """Starts `build PERIOD`; where its progress is read. Busy when somebody else is at it."""
    if holder(home):
        raise Busy(_who(home))
    period = str(Period.parse(str(period)))
    return _start(home, build_progress(home, period), "build", period, [period])


def start_ingest(home: Path, paths: list[Path], supplier: str | None = None, format: str | None = None) -> Path:
    """Starts `ingest FILE…`; where its progress, and at the end the counts of every file, are read."""
    told = home / "jobs" / f"{uuid.uuid4().hex}.json"
    options = ["--progress", str(told), *_option("--supplier", supplier), *_option("--format", format)]
    return _start(home, told, "ingest", "", [*options, "--", *map(str, paths)])


def _option(name: str, value: str | None) -> list[str]:
    return [f"{name}={value}"] if value else []


def _start(home: Path, told: Path, verb: str, period: str, arguments: list[str]) -> Path:
    _write(told, Progress(verb=verb, pid=os.getpid(), since=_now(), period=period, state="starting", stage="starting"))
    with _log(told).open("w") as log:
        _children[told] = subprocess.Popen(
            [sys.executable, "-m", "telcost", "--home", str(home), verb, *arguments],
            cwd=PROJECT, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=log, start_new_session=True,
        )  # fmt: skip
    return told


def _log(told: Path) -> Path:
    return told.with_suffix(".log")


def _lives(told: Path, pid: int) -> bool:
    if told in _children:
        return _children[told].poll() is None
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _now() -> str:
    return datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")

"""What all tests share: the sample company, ingested and built once a run, whatever the number of workers."""

import fcntl
import os
from pathlib import Path

import pytest

from tests.sample import telcost


@pytest.fixture(scope="session")
def sample_home(tmp_path_factory) -> Path:
    """The home of the sample company with its three months published. Tests only read it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    home = shared / "sample_home"
    with (shared / "sample_home.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "sample_home.ready").exists():
            telcost(home, "demo", "--no-serve")
            (shared / "sample_home.ready").touch()
    return home

"""Where this telcost keeps its data. The only reader of the environment."""

import os
from dataclasses import dataclass
from pathlib import Path

DEFAULT_HOME = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True)
class Settings:
    home: Path

    @classmethod
    def read(cls, home: Path | str | None = None) -> "Settings":
        """The given home, else TELCOST_HOME, else `data` beside app.py."""
        chosen = home or os.environ.get("TELCOST_HOME") or DEFAULT_HOME
        return cls(home=Path(chosen).expanduser().resolve())

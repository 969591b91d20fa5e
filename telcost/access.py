"""Who may see what: nobody sees anything until grants.csv says so, read anew at every question.

It knows people, roles and the departments granted to them. It does not know which departments lie below
another (Report reads that in the period it shows) and it never looks at a figure.
"""

import csv
import fcntl
import os
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from telcost.errors import BadReference, Denied

COLUMNS = ("email", "role", "department")
ROLES = ("finance", "analyst", "head")


class Departments(Enum):
    ALL = "all departments"


ALL = Departments.ALL


@dataclass(frozen=True)
class Viewer:
    email: str
    role: str
    departments: frozenset[str] | Departments = frozenset()

    @property
    def sees_all(self) -> bool:
        return self.departments is ALL

    @property
    def may_import(self) -> bool:
        return self.role in ("finance", "analyst")


@dataclass(frozen=True)
class Grant:
    email: str
    role: str
    department: str = ""


def owner() -> Viewer:
    """Whoever can run commands on this machine can read its files: finance scope."""
    return Viewer("owner of this machine", "finance", ALL)


def viewer(home: Path, email: str) -> Viewer:
    """The highest role granted to this e-mail; a head sees every department granted. No grant: Denied."""
    name = _same(email)
    mine = [grant for grant in grants(home) if grant.email == name]
    for role in ("finance", "analyst"):
        if any(grant.role == role for grant in mine):
            return Viewer(name, role, ALL)
    if not mine:
        raise Denied(f"Nothing is granted to {email!r}.\n  Ask finance for access: python -m telcost grant E-MAIL ROLE")
    return Viewer(name, "head", frozenset(grant.department for grant in mine))


def grants(home: Path) -> list[Grant]:
    """The rows of grants.csv. One bad row refuses everybody: a list nobody can trust grants nothing."""
    path = home / "grants.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [column for column in COLUMNS if column not in (reader.fieldnames or [])]
        if missing:
            raise BadReference(
                f"{path}: the column {missing[0]!r} is missing\n  Its header is {','.join(COLUMNS)}. Nobody is let in."
            )
        return [_read(path, reader.line_num, row) for row in reader]


def grant(home: Path, email: str, role: str, department: str = "") -> bool:
    """Adds one row; False when it was there already."""
    row = _checked("the grant", Grant(_same(email), role, department.strip()))
    with _changing(home) as rows:
        is_new = row not in rows
        if is_new:
            rows.append(row)
    return is_new


def revoke(home: Path, email: str, role: str = "", department: str = "") -> int:
    """Removes every row of this e-mail that fits; how many."""
    def fits(row: Grant) -> bool:
        return row.email == _same(email) and role in ("", row.role) and department in ("", row.department)

    with _changing(home) as rows:
        kept = [row for row in rows if not fits(row)]
        removed = len(rows) - len(kept)
        rows[:] = kept
    return removed


def _same(email: str) -> str:
    return email.strip().lower()


def _read(path: Path, line: int, row: dict) -> Grant:
    cells = {column: (row[column] or "").strip() for column in COLUMNS}
    return _checked(f"{path}, line {line}", Grant(_same(cells["email"]), cells["role"], cells["department"]))


def _checked(where: str, row: Grant) -> Grant:
    if "@" not in row.email:
        raise _bad(where, "email", f"{row.email!r} is not an e-mail address")
    if row.role not in ROLES:
        raise _bad(where, "role", f"{row.role!r} is none of {', '.join(ROLES)}")
    if row.role == "head" and not row.department:
        raise _bad(where, "department", "'' for a head\n  A head is granted one department a row.")
    if row.role != "head" and row.department:
        raise _bad(where, "department", f"{row.department!r} for {row.role}\n  That role sees all and names none.")
    return row


def _bad(where: str, column: str, what: str) -> BadReference:
    return BadReference(f'{where}, column "{column}": {what}\n  Nobody is let in by a list with such a row.')


@contextmanager
def _changing(home: Path):
    """One writer at a time; readers see the old text or the new one, never half."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "grants.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        rows = grants(home)
        before = list(rows)
        yield rows
        if rows != before:
            _write(home / "grants.csv", rows)


def _write(path: Path, rows: list[Grant]) -> None:
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows((row.email, row.role, row.department) for row in rows)
        file.flush()
        os.fsync(file.fileno())
    os.replace(part, path)

"""The only door to figures: one viewer, one period, the build that is published at this moment.

Every method asks one file of `queries/` and returns its rows as dictionaries: money and quantities as Decimal,
counts as int, connected time as minutes (two places) or seconds, instants as local time of the billing zone. It
knows what the viewer may ask; what they may see of an answer is decided by `scope`.
"""

import difflib
from datetime import UTC, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cached_property, lru_cache
from math import floor
from pathlib import Path
from zoneinfo import ZoneInfo

from telcost import lineage, scope, warehouse
from telcost.access import Viewer
from telcost.errors import Denied, TelcostError
from telcost.periods import Period

QUERIES = Path(__file__).parent / "queries"
GROUPS = ("department", "queue", "campaign", "number")


def periods(home: Path) -> list[Period]:
    """Every period with a published build, oldest first."""
    return warehouse.published_periods(home)


class Report:
    def __init__(self, home: Path, viewer: Viewer, period: Period | str):
        self.home, self.viewer, self.period = home, viewer, Period.parse(str(period))
        build = warehouse.published(home, self.period)
        self.digest = build.stem
        self._build = build
        self._cursor = scope.cursor(home, viewer, build)
        self._cursor.execute("create temp macro minor(amount) as " + _minor(self._minor_micro))

    # the month -----------------------------------------------------------------------------------------------

    def state(self) -> dict:
        """`suppliers_missing`: those whose invoice is not in, so that our own sum stands in for it."""
        missing = [row["supplier"] for row in self._ask("missing_suppliers")] if self.viewer.sees_all else []
        return self._ask("state")[0] | {"digest": self.digest, "suppliers_missing": missing}

    def headline(self) -> dict:
        """What the viewer's departments cost, beside the month before if that is published."""
        now, before = self._totals(), self._before
        previous = before._totals() if before else dict.fromkeys(now)
        return now | {
            "previous_period": str(before.period) if before else None,
            "previous_total": previous["total"],
            "previous_call_count": previous["call_count"],
            "previous_total_minutes": previous["total_minutes"],
            "previous_avg_cost_per_call": previous["avg_cost_per_call"],
            "change_pct": change_pct(now["total"], previous["total"]),
        }

    def proof(self) -> dict:
        """The five classes. `invoices` and `difference` are the company's: None for a head."""
        classes = self._ask("proof")[0]
        invoices = self._ask("invoices")[0]["invoices"] if self.viewer.sees_all else None
        return classes | {"invoices": invoices, "difference": None if invoices is None else invoices - classes["total"]}

    def trend(self) -> list[dict]:
        """One row per published month up to this one, from its postings."""
        return [_of(month) | month._ask("month")[0] for month in [*self._earlier, self]]

    def department_trend(self) -> list[dict]:
        """One row per published month up to this one and department."""
        return [_of(month) | row for month in [*self._earlier, self] for row in month._ask("department_totals")]

    # departments and what lies below them; every level adds up to the one above -----------------------------------

    def departments(self) -> list[dict]:
        """The fields of the JSON report; the accounts (overhead, unattributed) last, for those who see all."""
        rows = self._ask("departments")
        shares = hundred([(row["department"], row["total_cost"]) for row in rows])
        return [row | {"share_pct": shares[row["department"]]} for row in rows]

    def by_kind(self, department: str) -> list[dict]:
        return self._ask("by_kind", department=self._own(department))

    def by_source(self, department: str, kind: str) -> list[dict]:
        """`source` is the key of the next level: queue:…, campaign:…, pool:…, user:…, number:…, line:… or rounding:"""
        return self._ask("by_source", department=self._own(department), kind=kind)

    def by_number(self, department: str, kind: str, source: str) -> list[dict]:
        return self._ask("by_number", department=self._own(department), kind=kind, source=source)

    def calls(
        self, department: str, kind: str | None = None, source: str | None = None, number: str | None = None,
        limit: int | None = 100, offset: int = 0,
    ) -> list[dict]:  # fmt: skip
        """Every filter may be left open; limit None gives all."""
        filters = {"kind": kind, "source": source, "number": number, "limit": limit, "offset": offset}
        return self._ask("calls", department=self._own(department), **filters)

    def call(self, conversation_id: str) -> dict[str, list[dict]]:
        """One conversation: {legs, slices, charges, segments, lines}."""
        legs = self._ask("call_legs", conversation_id=conversation_id)
        if not legs:
            raise _nothing("call", conversation_id)
        others = {name: self._ask(f"call_{name}", conversation_id=conversation_id) for name in ("slices", "segments", "lines")}
        charges = [charge for leg in legs for charge in self._ask("call_charges", leg_id=leg["leg_id"])]
        return {"legs": legs, "charges": charges} | others

    def by(self, group: str, department: str | None = None) -> list[dict]:
        if group not in GROUPS:
            raise TelcostError(f"{group!r} is none of {', '.join(GROUPS)}.")
        chosen = self._own(department) if department is not None else None
        if group == "department":
            return [row for row in self.departments() if chosen in (None, row["department"])]
        return self._ask(f"group_{group}", department=chosen)

    def shares(self, pool: str | None = None) -> list[dict]:
        """Who shares a pool by which quantity; a head reads their own share and the pool's total."""
        return self._ask("shares", pool=pool)

    # suppliers and files: for finance and analysts ------------------------------------------------------------

    def reconciliation(self) -> list[dict]:
        return self._ask_all("reconciliation")

    def invoice_lines(self) -> list[dict]:
        return self._ask_all("invoice_lines")

    def matches(self) -> list[dict]:
        return self._ask_all("matches")

    def gates(self) -> list[dict]:
        return self._ask_all("gates")

    def files(self) -> list[dict]:
        return self._ask_all("files")

    def set_aside(self, file_id: str | None = None) -> list[dict]:
        return self._ask_all("set_aside", file_id=file_id)

    # where a figure comes from -------------------------------------------------------------------------------

    def explain(self, cost_line_id: str) -> list[dict]:
        """From a cost line back to file and line: one row per step (see lineage)."""
        steps = lineage.steps(self._ask, cost_line_id)
        if not steps:
            raise _nothing("cost line", cost_line_id)
        return steps

    def model(self, name: str, limit: int = 5) -> list[dict]:
        """The first rows of a model of this build, as it keeps them: integers and all."""
        if name not in warehouse.models():
            near = difflib.get_close_matches(name, warehouse.models(), n=1)
            raise TelcostError(f"There is no model {name!r}." + (f"\n  Did you mean {near[0]}?" if near else ""))
        if not self.viewer.sees_all:
            raise Denied("Models are for finance and analysts: they show every department.")
        self._cursor.execute(f"from {scope.catalog(self.home, self._build)}.{name} limit $limit", {"limit": limit})
        return self._rows()

    # how it is asked -----------------------------------------------------------------------------------------

    @cached_property
    def currency(self) -> str:
        found = [row["currency"] for row in self._ask("currencies")] or [self._ask("state")[0]["currency"]]
        if len(found) > 1:
            raise TelcostError(f"{self.period} has amounts in {' and '.join(found)}; two currencies are never added.")
        return found[0]

    @cached_property
    def _minor_micro(self) -> int:
        """Micro-units in one minor unit (USD 10,000): of the one currency there is."""
        found = self._cursor.execute("select distinct minor_micro from invoice_line").fetchall() or [(10_000,)]
        return found[0][0]

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._cursor.execute("select billing_zone from period").fetchone()[0])

    @cached_property
    def _before(self) -> "Report | None":
        before = self.period.previous
        is_there = before in warehouse.published_periods(self.home)
        return Report(self.home, self.viewer, before) if is_there else None

    @cached_property
    def _earlier(self) -> list["Report"]:
        earlier = [period for period in warehouse.published_periods(self.home) if period < self.period]
        return [Report(self.home, self.viewer, period) for period in earlier]

    @cached_property
    def _departments(self) -> frozenset[str]:
        return frozenset(row[0] for row in self._cursor.execute("select department from viewer_department").fetchall())

    def _own(self, department: str) -> str:
        if department not in self._departments:
            raise _nothing("department", department)
        return department

    def _totals(self) -> dict:
        return self._ask("headline")[0]

    def _ask_all(self, question: str, **values) -> list[dict]:
        if not self.viewer.sees_all:
            raise Denied("This is for finance and analysts: it shows every department.")
        return self._ask(question, **values)

    def _ask(self, question: str, **values) -> list[dict]:
        self._cursor.execute(_text(question), values)
        return [self._local(row) for row in self._rows()]

    def _rows(self) -> list[dict]:
        names = [column[0] for column in self._cursor.description]
        return [dict(zip(names, row)) for row in self._cursor.fetchall()]

    def _local(self, row: dict) -> dict:
        return {_at(name): self._shown(name, value) for name, value in row.items()}

    def _shown(self, name: str, value):
        if name in ("file", "rate_file"):
            return self._files.get(value, "")
        return self._time(value) if name.endswith("_ms") else value

    @cached_property
    def _files(self) -> dict[str, str]:
        """Names by file_id. Whoever reads a row may know the file it came from, and no other."""
        named = f"select file_id, name from {scope.catalog(self.home, self._build)}.marts.file"
        return dict(self._cursor.execute(named).fetchall())

    def _time(self, instant_ms: int | None) -> datetime | None:
        if instant_ms is None:
            return None
        seconds, rest = divmod(instant_ms, 1000)
        return datetime.fromtimestamp(seconds, UTC).astimezone(self._zone).replace(microsecond=rest * 1000)


@lru_cache
def _text(question: str) -> str:
    return (QUERIES / f"{question}.sql").read_text()


def _of(report: Report) -> dict:
    return {"period": str(report.period)}


def _at(name: str) -> str:
    """Queries name instants `_ms`; people read `_at`, local time."""
    return name.removesuffix("_ms") + "_at" if name.endswith("_ms") else name


def _minor(unit_micro: int) -> str:
    """Minor units as people write them: cents have two places, yen none."""
    places = 6 - (len(str(unit_micro)) - 1)
    return f"cast(cast(amount as decimal(19, 0)) * {Decimal(1).scaleb(-places)} as decimal({19 + places}, {places}))"


def _nothing(what: str, name: str) -> Denied:
    """One text for what is somebody else's and for what does not exist."""
    return Denied(f"There is no {what} {str(name)[:80]!r} among what you may see.")


def change_pct(now: Decimal, before: Decimal | None) -> Decimal | None:
    return ((now - before) / abs(before) * 100).quantize(Decimal("0.1"), ROUND_HALF_UP) if before else None


def hundred(amounts: list[tuple[str, Decimal]]) -> dict[str, Decimal]:
    """Percentages with one decimal that add up to 100.0: largest remainder, ties by id. A total of 0 has none: 0.0."""
    total = sum(amount for _, amount in amounts)
    if not total:
        return {key: Decimal("0.0") for key, _ in amounts}
    exact = {key: Fraction(amount) * 1000 / Fraction(total) for key, amount in amounts}
    floors = {key: floor(value) for key, value in exact.items()}
    by_remainder = sorted(exact, key=lambda key: (floors[key] - exact[key], key))
    raised = set(by_remainder[: 1000 - sum(floors.values())])
    return {key: Decimal(floors[key] + (key in raised)).scaleb(-1) for key in exact}

"""python -m telcost: one verb, one function. It asks, prints and exits; it knows no figure and no rule.

Whoever runs it owns this machine and its files, so it shows every department (finance scope). Exit codes: 0 done,
1 a check failed (telcost is wrong), 2 something you can fix.
"""

import difflib
import json
import sys
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import click

from telcost import access, demo, jobs, report, warehouse
from telcost.errors import BadReference, Denied, NotBuilt, TelcostError
from telcost.exports import csv as csv_export
from telcost.exports import json as json_export
from telcost.exports import text
from telcost.periods import Period
from telcost.report import Report
from telcost.settings import Settings


class Verbs(click.Group):
    """A user's mistake is one message and exit code 2; a mistake of ours keeps its traceback."""

    def invoke(self, ctx: click.Context):
        try:
            return super().invoke(ctx)
        except TelcostError as error:
            click.echo(str(error), err=True)
            ctx.exit(2)


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--home", type=click.Path(path_type=Path), help="Where the data lies; else TELCOST_HOME, else ./data.")
@click.pass_context
def main(ctx: click.Context, home: Path | None) -> None:
    """What did our telephony cost, who caused it, and can it be charged to them?

    You own this machine and its files: every verb shows all departments.
    """
    ctx.obj = Settings.read(home).home


# files in ----------------------------------------------------------------------------------------------------


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--supplier", help="Whose file it is, where the file does not say so itself.")
@click.option("--format", "format_name", help="A format by name, where the content leaves a choice.")
@click.option("--json", "as_json", is_flag=True, help="Per file the counts of its records, and the same in money.")
@click.option("--progress", "told", type=click.Path(path_type=Path), hidden=True)
@click.pass_obj
def ingest(home: Path, files: tuple[Path, ...], supplier: str, format_name: str, as_json: bool, told: Path) -> None:
    """Bring files in (of a directory, all): land the bytes, read them, count every record. Again changes nothing."""
    if told:
        demo.adopt(home, list(files))
    with _progress() as say:
        receipts = jobs.bring_in(home, list(files), supplier, format_name, say, told)
    click.echo(_json(list(map(_facts, receipts))) if as_json else text.table(map(_counted, receipts)))
    refused = [receipt for receipt in receipts if receipt.status == "refused"]
    for receipt in refused:
        click.echo(receipt.reason, err=True)
    sys.exit(2 if refused else 0)


def _facts(receipt) -> dict:
    """The counts stand beside the file's own facts; `money` holds the same counts as amounts."""
    facts = asdict(receipt)
    return {"file": facts.pop("name")} | facts.pop("counts") | facts


def _counted(receipt) -> dict:
    facts = {"file": receipt.name, "status": receipt.status, "source": receipt.source, "supplier": receipt.supplier}
    return facts | receipt.counts


# months ------------------------------------------------------------------------------------------------------


@main.command()
@click.argument("period")
@click.pass_obj
def build(home: Path, period: str) -> None:
    """Build, audit and publish one month (2026-03) from everything brought in."""
    with _progress() as say:
        made = jobs.build(home, period, say)
    done = "built, audited and published" if made.is_new else "nothing has changed; still published"
    click.echo(f"{made.period}: {done} as {made.digest}")


@main.command()
@click.argument("period", required=False)
@click.pass_obj
def check(home: Path, period: str | None) -> None:
    """Prove a published month, or all. A failed check (telcost is wrong) exits 1; what people must act on exits 0."""
    periods = [Period.parse(period)] if period else report.periods(home)
    if not periods:
        raise NotBuilt("No month is published yet.\n  Run: python -m telcost build PERIOD")
    wrong = [finding for found in periods for finding in _checked(home, found)]
    sys.exit(1 if wrong else 0)


def _checked(home: Path, period: Period) -> list[warehouse.Finding]:
    wrong, gates = warehouse.check(home, period)
    click.echo(f"{period}: {len(wrong)} checks failed, {len(gates)} things to act on")
    for title, findings in (("FAILED", wrong), ("act", gates)):
        for found in findings:
            click.echo(f"  {title}  {found.name}: {found.subject}: {found.message}")
    return wrong


# figures out -------------------------------------------------------------------------------------------------

HEADINGS = {
    "department": "department", "label": "name", "queue_id": "queue id", "campaign_id": "campaign id",
    "number": "number", "total_cost": "total {}", "share_pct": "share %", "call_count": "calls",
    "total_minutes": "minutes", "avg_cost_per_call": "per call", "carrier_cost": "carrier",
    "platform_cost": "platform", "licence_cost": "licence", "usage_cost": "usage", "shared_cost": "shared",
    "overhead_cost": "overhead", "unattributed_cost": "unattributed", "variance": "variance",
}  # fmt: skip
COSTS = tuple(HEADINGS)[10:]
FORMATS = ("table", "json", "csv")


@main.command("report")
@click.argument("period")
@click.option("--by", "group", type=click.Choice(report.GROUPS), default="department", show_default=True)
@click.option("--department", help="Only this department.")
@click.option("--format", "format_name", type=click.Choice(FORMATS), default="table", show_default=True)
@click.pass_obj
def report_(home: Path, period: str, group: str, department: str | None, format_name: str) -> None:
    """What a month cost and who caused it, tied to the invoices."""
    asked = Report(home, access.owner(), period)
    rows = asked.by(group, department)
    if format_name == "csv":
        click.echo(csv_export.text(rows), nl=False)
    elif format_name == "json":
        click.echo(json_export.text(json_export.report(asked, rows, group)))
    else:
        click.echo(_page(asked, rows))


def _page(asked: Report, rows: list[dict]) -> str:
    now, currency = asked.state(), asked.currency
    first = rows[0] if rows else {}
    hidden = ("label",) if "department" in first else ()
    named = [name for name in HEADINGS if name in first and name not in hidden]
    shown = [name for name in named if name not in COSTS or any(row[name] for row in rows)]
    columns = {name: HEADINGS[name].format(currency) for name in shown}
    missing = f", no invoice yet from {', '.join(now['suppliers_missing'])}" if now["suppliers_missing"] else ""
    heading = f"{now['period']}  {now['state']}{missing}  {now['mode']}  build {asked.digest}"
    return f"{heading}\n\n{text.table(rows, columns)}\n\n{_proof(asked.proof(), currency, now['state'])}"


def _proof(proof: dict, currency: str, state: str) -> str:
    names = ("direct", "shared", "overhead", "unattributed", "variance")
    classes = " + ".join(f"{name} {proof[name]:,}" for name in names)
    billed = "invoices" if state == "reconciled" else "invoices and our own estimates"
    tied = f"differs by {proof['difference']:,}" if proof["difference"] else "ties"
    return f"{classes}\n  = {proof['total']:,} {currency}; {billed} {proof['invoices']:,} {currency}: {tied}"


@main.command()
@click.argument("what")
@click.option("--period", help="Which month; else the latest that has it.")
@click.pass_obj
def explain(home: Path, what: str, period: str | None) -> None:
    """Follow a cost line (kind:source:part) to file and line, or show a MODEL (marts.cost_line) and what it reads."""
    periods = [Period.parse(period)] if period else report.periods(home)[::-1]
    click.echo(_line(home, what, periods) if ":" in what else _model(home, what, periods))


def _line(home: Path, cost_line_id: str, periods: list[Period]) -> str:
    for period in periods:
        try:
            asked = Report(home, access.owner(), period)
            return f"{period}, amounts in {asked.currency}\n\n{_steps(asked.explain(cost_line_id))}"
        except Denied:
            continue
    raise TelcostError(f"No published month has a cost line {cost_line_id!r}.\n  The pages and their CSV show the ids.")


def _steps(steps: list[dict]) -> str:
    return "\n".join(_step(**row) for row in steps)


def _step(step: str, text: str, amount, file: str, line: int | None) -> str:
    cost = f"{amount:,f}" if amount is not None else ""
    place = f"\n{'':32}{file}" + (f", line {line}" if line else "") if file else ""
    return f"{step:<14}{cost:>16}  {text}{place}"


def _model(home: Path, name: str, periods: list[Period]) -> str:
    sql = warehouse.models().get(name, "")
    kept = Report(home, access.owner(), periods[0]).model(name) if periods and sql else []
    rows = text.table({column: str(value) for column, value in row.items()} for row in kept)
    if not sql:
        warehouse.order([name])
    header = "\n".join(line for line in sql[: sql.index("\n\n") + 1].splitlines() if line.startswith("--"))
    tables = "\n".join(f"  {table}" for table in sorted(warehouse.reads(sql)))
    month = f"first rows of {periods[0]}:\n{rows}" if periods else "no month is published yet"
    return f"{name}\n{header}\n\nreads:\n{tables}\n\n{month}"


# people ------------------------------------------------------------------------------------------------------


@main.command()
@click.argument("email", required=False)
@click.argument("role", required=False, type=click.Choice(access.ROLES))
@click.argument("department", required=False, default="")
@click.option("--remove", is_flag=True, help="Take it back; without ROLE everything this person was granted.")
@click.pass_obj
def grant(home: Path, email: str | None, role: str | None, department: str, remove: bool) -> None:
    """Let somebody see figures: finance and analyst all departments, head DEPARTMENT and what lies below it.

    Without arguments: who may see what. It counts from the next click on.
    """
    if email is None:
        click.echo(text.table(asdict(row) for row in access.grants(home)))
    elif remove:
        click.echo(f"{access.revoke(home, email, role or '', department)} grants of {email} were taken back")
    elif role is None:
        raise BadReference(f"Which role for {email}? One of {', '.join(access.ROLES)}.\n  Nothing was granted.")
    else:
        _refuse_unknown(home, department)
        is_new = access.grant(home, email, role, department)
        said = "granted" if is_new else "was granted already"
        click.echo(f"{email}: {' '.join((role, department)).strip()} {said}")


def _refuse_unknown(home: Path, department: str) -> None:
    """A misspelt department would grant nothing, silently. Before anything is published none can be known."""
    latest = report.periods(home)[-1:]
    known = [row["department"] for period in latest for row in Report(home, access.owner(), period).departments()]
    if department and known and department not in known:
        near = difflib.get_close_matches(department, known, n=1)
        hint = f"\n  Did you mean {near[0]}?" if near else ""
        raise BadReference(f"{latest[0]} has no department {department!r}.{hint} Nothing was granted.")


@main.command("demo")
@click.option("--no-serve", is_flag=True, help="Prepare the data only.")
@click.option("--port", default=8501, show_default=True)
@click.pass_obj
def demo_(home: Path, no_serve: bool, port: int) -> None:
    """The sample company's showback in the browser. Refuses a home that holds anything but the sample."""
    with _progress() as say:
        demo.prepare(home, say)
    click.echo(f"Sample company ready in {home}: {', '.join(map(str, report.periods(home)))}")
    if not no_serve:
        click.echo(f"Dashboard: http://localhost:{port}   (Ctrl+C ends it)")
        demo.serve(home, port)


# how far it is -----------------------------------------------------------------------------------------------


@contextmanager
def _progress():
    """Yields `say(stage, done, total)`: on a terminal a bar that names the stage, in a log nothing."""
    if not sys.stderr.isatty():
        yield lambda stage, done=0, total=0: None
        return
    bar = click.progressbar(length=1, file=sys.stderr, show_eta=False, bar_template="%(bar)s %(info)s  %(label)s")

    def say(stage: str, done: int = 0, total: int = 0) -> None:
        bar.label, bar.length, bar.pos = f"{stage:<40}", max(total, 1), done
        bar.render_progress()

    with bar:
        yield say
        bar.label = ""
        bar.update(bar.length)


def _json(value) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2)

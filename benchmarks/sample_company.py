"""Writes the sample company's raw files: `python -m benchmarks.sample_company`. The same seed, the same bytes.
A file whose content is already right is left alone, so a machine with another zlib does not touch the repository.
"""
import csv
import gzip
import io
import json
from datetime import timedelta
from pathlib import Path
from random import Random

from benchmarks.sample import cards, cases, company, configuration, invoices, traffic
from benchmarks.sample.carriers import BLUEWAVE_HEADER, CLEARLINE_HEADER, bluewave_row, clearline_row, record_of
from benchmarks.sample.detail import conversation
from benchmarks.sample.ledger import legs
from benchmarks.sample.moments import at, iso, local, local_date, utc

SEED = "Meridian Outfitters"
PERIODS = ["2026-02", "2026-03", "2026-04"]
TARGET = Path(__file__).resolve().parent.parent / "sample_data"
PAGE_SIZE = 400


class Company:
    """Everything that happened and was charged in three months."""

    def __init__(self):
        self.cases = cases.tell()
        self.scenes = sorted([scene for period in PERIODS for scene in traffic.Month(period, SEED).tell()] + self.cases.scenes,
                             key=lambda scene: (scene.start_ms, scene.id))
        self.calls = sorted([*self.carrier_calls(), *self.cases.carrier_calls], key=lambda call: (call.start_ms, call.call_id))

    def carrier_calls(self):
        random = Random(SEED + " carriers")
        for leg, _ in legs(self.scenes):
            if leg.call_id not in self.cases.settled:
                yield record_of(leg, random)

    def calls_of(self, supplier, period):
        return [call for call in self.calls if call.supplier == supplier and call.month == period]


def files():
    """(path inside sample_data, bytes before gzip) of every file, in order."""
    story = Company()
    for name, page in configuration.genesys().items():
        yield f"genesys/{name}.json", pretty(page)
    yield from detail_pages(story)
    for period in PERIODS:
        yield f"genesys/billable_usage_{period}.csv", table(*invoices.billable_usage(period))
        yield from carrier_files(story, period)
    for name, lines in invoices.invoices(story, PERIODS).items():
        yield f"invoices/{name}.csv", table(*lines)
    for supplier, rates in cards.CARDS.items():
        yield f"rates/{supplier}.csv", table(cards.RATE_COLUMNS, [rate.row() for rate in rates])
    for name, (header, rows) in configuration.reference().items():
        yield f"reference/{name}.csv", table(header.split(","), rows)
    yield "grants.csv", table(["email", "role", "department"], [
        [f"{person}@{company.DOMAIN}", role, department] for person, role, department in [
            ("finance", "finance", ""), ("sales.head", "head", "Sales"), ("hr.head", "head", "HR")]])


def detail_pages(story):
    """A job a week (UTC), pages of at most 400 conversations, `cursor` on all but the last page of a job."""
    weeks = {}
    for scene in story.scenes:
        sunday = utc(scene.start_ms).date()
        sunday -= timedelta(days=(sunday.weekday() + 1) % 7)
        weeks.setdefault(sunday, []).append(scene)
    last = max(weeks)
    for sunday, scenes in weeks.items():
        pulled_ms = at(f"{sunday + timedelta(days=7)} 00:40:03")
        records = [conversation(scene, live=scene.open_at(pulled_ms)) for scene in scenes]
        records += [conversation(scene) for scene in story.cases.seen_again.get(sunday, [])]
        records += [conversation(scene) for scene in story.cases.seen_again["last"]] if sunday == last else []
        pages = [records[first:first + PAGE_SIZE] for first in range(0, len(records), PAGE_SIZE)]
        for number, page in enumerate(pages, 1):
            more = {"cursor": cursor(sunday, number)} if number < len(pages) else {}
            body = {"conversations": page, **more, "dataAvailabilityDate": iso(pulled_ms)}
            yield f"genesys/conversation-details/{sunday}_{number}.json.gz", compact(body)


def cursor(sunday, number):
    from base64 import b64encode
    return b64encode(f"{sunday}:{number}:{company.id_of('job', sunday)}".encode()).decode()


def carrier_files(story, period):
    clearline = [clearline_row(call) for call in story.calls_of("clearline", period)]
    yield f"clearline/clearline_cdr_{period}.csv", table(CLEARLINE_HEADER, clearline)
    bluewave = [bluewave_row(call) for call in story.calls_of("bluewave", period)]
    first, last = invoices.cycle_days(period)
    yield f"bluewave/{first}_{last}.CDR", table(BLUEWAVE_HEADER, bluewave, ";")


def table(header, rows, delimiter=","):
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator="\n").writerows([header, *rows])
    return text.getvalue().encode()


def pretty(page):
    return (json.dumps(page, indent=1) + "\n").encode()


def compact(page):
    return json.dumps(page, separators=(",", ":")).encode()


def write(path, content):
    """Unchanged content is left alone; gzip carries neither name nor time."""
    path.parent.mkdir(parents=True, exist_ok=True)
    packed = path.suffix == ".gz"
    if path.exists() and (gzip.decompress(path.read_bytes()) if packed else path.read_bytes()) == content:
        return
    if packed:
        buffer = io.BytesIO()
        with gzip.GzipFile(filename="", fileobj=buffer, mode="wb", mtime=0, compresslevel=9) as file:
            file.write(content)
        content = buffer.getvalue()
    path.write_bytes(content)


def main():
    for name, content in files():
        write(TARGET / name, content)


if __name__ == "__main__":
    main()

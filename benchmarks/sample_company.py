"""Writes the sample company's raw files: `python -m benchmarks.sample_company`. The same seed, the same bytes.
A file whose content is already right is left alone, so a machine with another zlib does not touch the repository.
"""
import csv
import gzip
import io
import json
from base64 import b64encode
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from random import Random

from benchmarks.sample import cards, cases, company, configuration, invoices, traffic
from benchmarks.sample.carriers import BLUEWAVE_HEADER, CLEARLINE_HEADER, bluewave_row, clearline_row, record_of
from benchmarks.sample.detail import as_seen, conversation
from benchmarks.sample.ledger import legs
from benchmarks.sample.moments import iso, local_date, utc

SEED = "Meridian Outfitters"
PERIODS = ["2026-02", "2026-03", "2026-04"]
TARGET = Path(__file__).resolve().parent.parent / "sample_data"
PAGE_SIZE = 400
PULLED_AFTER_MS = 40 * 60_000 + 3_000
REEXPORT = ("clearline/clearline_cdr_2026-03_reexport_20260320.csv", {date(2026, 3, 10), date(2026, 3, 11)})


class Company:
    """Everything that happened and was charged in three months."""

    def __init__(self):
        self.cases = cases.tell()
        self.scenes = sorted(
            [scene for period in PERIODS for scene in traffic.Month(period, SEED).tell()] + self.cases.scenes,
            key=lambda scene: (scene.start_ms, scene.id),
        )
        self.calls = sorted(
            [*self.carrier_calls(), *self.cases.carrier_calls], key=lambda call: (call.start_ms, call.call_id)
        )

    def carrier_calls(self):
        random = Random(SEED + " carriers")
        for leg, _ in legs(self.scenes):
            if leg.call_id not in self.cases.settled:
                yield record_of(leg, random)

    def calls_of(self, supplier, period):
        return [call for call in self.calls if call.supplier == supplier and call.month == period]


def files(story):
    """(path inside sample_data, bytes before gzip) of every file, in order."""
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
    yield (
        "grants.csv",
        table(
            ["email", "role", "department"],
            [
                [f"{person}@{company.DOMAIN}", role, department]
                for person, role, department in [
                    ("finance", "finance", ""),
                    ("sales.head", "head", "Sales"),
                    ("hr.head", "head", "HR"),
                ]
            ],
        ),
    )


def detail_pages(story):
    """A job a week (UTC), pages of at most 400 conversations, `cursor` on all but the last page of a job.
    What was still going on when a job ran comes again, whole, with the first job after its end.
    """
    weeks, still_open = {}, []
    for scene in story.scenes:
        day = utc(scene.start_ms).date()
        weeks.setdefault(day - timedelta(days=(day.weekday() + 1) % 7), []).append(scene)
    for sunday, scenes in weeks.items():
        pulled_ms = week_end_ms(sunday) + PULLED_AFTER_MS
        again = [scene for scene in still_open if scene.ends_ms <= pulled_ms]
        still_open = [scene for scene in still_open + scenes if scene.ends_ms > pulled_ms]
        records = [conversation(scene) for scene in again + scenes]
        records = [
            as_seen(record, pulled_ms) if record["conversationEnd"] > iso(pulled_ms) else record for record in records
        ]
        yield from pages(sunday, records, iso(pulled_ms))


def week_end_ms(sunday):
    return int(datetime.combine(sunday + timedelta(days=7), time(), UTC).timestamp()) * 1000


def pages(sunday, records, available):
    chunks = [records[first : first + PAGE_SIZE] for first in range(0, len(records), PAGE_SIZE)]
    for number, chunk in enumerate(chunks, 1):
        more = {"cursor": cursor(sunday, number)} if number < len(chunks) else {}
        body = {"conversations": chunk, **more, "dataAvailabilityDate": available}
        yield f"genesys/conversation-details/{sunday}_{number}.json.gz", compact(body)


def cursor(sunday, number):
    return b64encode(f"{sunday}:{number}:{company.id_of('job', sunday)}".encode()).decode()


def carrier_files(story, period):
    """Clearline's month, less what came late; two days of March once more with the late one; Bluewave's month."""
    inbound = story.calls_of("clearline", period)
    on_time = [clearline_row(call) for call in inbound if call not in story.cases.late]
    yield f"clearline/clearline_cdr_{period}.csv", table(CLEARLINE_HEADER, on_time)
    name, days = REEXPORT
    if again := [clearline_row(call) for call in inbound if local_date(call.start_ms) in days]:
        yield name, table(CLEARLINE_HEADER, again)
    first, last = invoices.cycle_days(period)
    bluewave = [bluewave_row(call) for call in story.calls_of("bluewave", period)]
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
    for name, content in files(Company()):
        write(TARGET / name, content)


if __name__ == "__main__":
    main()

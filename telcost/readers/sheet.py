"""A CSV text as rows by column name: finds its header among the shapes telcost knows, counts what is no data.

A row that does not have the header's columns is told apart here; what its cells mean is the readers' business.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from telcost.errors import Refused
from telcost.readers.content import refused
from telcost.readers.csv_text import DELIMITERS, Record, count_records, fold, lines, records
from telcost.readers.outcome import Aside

HEADER_WITHIN = 50
NEAR = 3  # columns in common, or half of those it needs, make a format worth naming
TOTALS = {"total", "totals", "grandtotal", "sum", "total:"}


@dataclass(frozen=True)
class Shape:
    """A CSV telcost can read: what it is, the columns it must have, all it may have (none: others are ignored)."""

    source: str
    name: str
    required: tuple[str, ...]
    known: tuple[str, ...] = ()

    @property
    def label(self) -> str:
        return self.name if self.name == self.source else f"{self.source} {self.name}"

    def missing(self, header: set[str]) -> list[str]:
        return [column for column in self.required if fold(column) not in header]


@dataclass(frozen=True)
class Row:
    line: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        """The cell under a column, trimmed; '' when the file does not have the column."""
        return self.cells.get(fold(column), "").strip()


@dataclass
class Sheet:
    name: str
    text: str
    shape: Shape
    delimiter: str
    header: list[str]
    header_line: int
    non_data: int = 0
    total: Row | None = None
    asides: list[Aside] = field(default_factory=list)

    def rows(self) -> Iterator[Row]:
        """The data; fills non_data, total and asides on the way. Raises Refused when two counts disagree."""
        columns = [fold(column) for column in self.header]
        self.non_data, self.total, self.asides, seen = 0, None, [], 0
        for record in records(lines(self.text), self.delimiter):
            seen += 1
            if record.line == self.header_line:
                continue
            if record.line < self.header_line or self._is_no_data(record, columns):
                self.non_data += 1
            elif record.problem or len(record.fields) != len(columns):
                self.asides.append(self._misshapen(record))
            else:
                yield Row(record.line, dict(zip(columns, record.fields)))
        counted = count_records(self.text, self.delimiter)
        if counted != seen:
            raise refused(self.name, f"{seen:,} records were read, but another count finds {counted:,}",
                          "A quote is probably not closed.")

    def _is_no_data(self, record: Record, columns: list[str]) -> bool:
        """Blank, the header again, or a row of totals."""
        if record.problem:
            return False
        first = fold(next((cell for cell in record.fields if cell.strip()), ""))
        if not first or (first in columns and [fold(cell) for cell in record.fields] == columns):
            return True
        if first in TOTALS:
            self.total = Row(record.line, dict(zip(columns, record.fields)))
            return True
        return False

    def _misshapen(self, record: Record) -> Aside:
        if record.problem:
            return Aside(record.line, "", record.fields[0], "quoting", f"{record.problem}", "The line stands alone.")
        found, expected = len(record.fields), len(self.header)
        advice = "A cell may hold a delimiter without quotes around it." if found > expected else "Its end may be missing."
        return Aside(record.line, "", self.delimiter.join(record.fields), "columns",
                     f"{found} cells where the header has {expected}", advice)


def find(name: str, text: str, shapes: Sequence[Shape]) -> Sheet:
    """The sheet, by the first of its lines that is a header of one of the shapes. Raises Refused."""
    nearest: tuple[float, list[str], Shape, int] | None = None
    for line, delimiter, header in _possible_headers(text):
        columns = {fold(column) for column in header}
        fitting = [shape for shape in shapes if not shape.missing(columns)]
        if fitting:
            sheet = Sheet(name, text, _the_one(name, fitting), delimiter, header, line)
            _refuse_columns(sheet)
            return sheet
        for shape in shapes:
            missing = shape.missing(columns)
            share = 1 - len(missing) / len(shape.required)
            if not nearest or share > nearest[0]:
                nearest = (share, missing, shape, line)
    raise _unknown(name, nearest, shapes)


def _possible_headers(text: str) -> Iterator[tuple[int, str, list[str]]]:
    """(line, delimiter, cells) of every record that starts near the top, read with each delimiter it contains."""
    head = lines(text[: 64 * 1024])[:HEADER_WITHIN]
    for at, line in enumerate(head):
        for delimiter in DELIMITERS:
            if delimiter in line:
                record = next(records(head[at:], delimiter))
                yield at + 1, delimiter, record.fields


def _the_one(name: str, fitting: Sequence[Shape]) -> Shape:
    most = max(len(shape.required) for shape in fitting)
    best = [shape for shape in fitting if len(shape.required) == most]
    if len(best) > 1:
        choices = ", ".join(shape.name for shape in best)
        raise refused(name, f"the header fits more than one format: {choices}", "Name one with --format.")
    return best[0]


def _refuse_columns(sheet: Sheet) -> None:
    """A column twice, or one that a list of ours does not have."""
    folded = [fold(column) for column in sheet.header]
    wanted = {fold(column) for column in (*sheet.shape.required, *sheet.shape.known)}
    twice = next((column for column in folded if column in wanted and folded.count(column) > 1), None)
    if twice:
        places = " and ".join(str(at + 1) for at, column in enumerate(folded) if column == twice)
        raise refused(sheet.name, f'column "{twice}" is there twice, at {places}', "Remove one.", f", line {sheet.header_line}")
    unknown = [column for column in sheet.header if fold(column) not in wanted]
    if sheet.shape.known and unknown:
        raise refused(sheet.name, f'column "{unknown[0]}" is not known in a {sheet.shape.label}',
                      f"It may have: {', '.join(sheet.shape.known)}.", f", line {sheet.header_line}")


def _unknown(name: str, nearest: tuple | None, shapes: Sequence[Shape]) -> Refused:
    if nearest and (nearest[0] >= 0.5 or len(nearest[2].required) - len(nearest[1]) >= NEAR):
        _, missing, shape, line = nearest
        columns = ", ".join(f'"{column}"' for column in missing)
        verb = "columns {} are" if len(missing) > 1 else "column {} is"
        return refused(name, verb.format(columns) + " missing", f"The nearest format is {shape.label}.", f", line {line}")
    formats = ", ".join(shape.name for shape in shapes if shape.name != shape.source and not shape.known)
    return refused(name, "this is none of the files telcost reads",
                   f"It reads Genesys Cloud JSON, invoices, rate cards, the lists of reference/ and call files: {formats}.\n"
                   "  How to add a carrier's format stands in README.md.")

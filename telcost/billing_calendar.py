"""The calendar a build works with: its month, its suppliers' cycles, local dates and clocks, minor units.

It turns zones and dates into integers once, so that the models need no zone function. It knows no files.
"""

from dataclasses import dataclass

import duckdb

from telcost.periods import Period, cycle, local_slots, month_ms

DAY_MS = 86_400_000
# Minor units that are not a hundredth (ISO 4217), as their number of decimals.
DECIMALS = dict.fromkeys("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split(), 0) | dict.fromkeys(
    "BHD IQD JOD KWD LYD OMR TND".split(), 3
)


@dataclass(frozen=True)
class Calendar:
    """Rows of landed.period, cycle and local_slot, the reporting currency; a build reads start_ms to end_ms."""

    period: tuple
    cycles: list[tuple]
    slots: list[tuple]
    currency: str
    start_ms: int
    end_ms: int

    @classmethod
    def of(cls, period: Period, suppliers: list[tuple], policies: dict[str, str]) -> "Calendar":
        """suppliers: (supplier, cycle_day, cycle_time, cycle_zone, rate_zone) in force; policies by name."""
        zone = policies.get("billing_zone", "UTC")
        currency = policies.get("reporting_currency", "USD")
        month = month_ms(period, zone)
        cycles = []
        for supplier, day, time, cycle_zone, _ in suppliers:
            turn = cycle(period, day or 1, time or "00:00", cycle_zone or zone)
            cycles.append((supplier, str(period), turn.start_ms, turn.end_ms, turn.start_on, turn.end_on))
        start = min([month[0], *[row[2] for row in cycles]]) - DAY_MS
        end = max([month[1], *[row[3] for row in cycles]]) + DAY_MS
        zones = sorted({zone, *[rate_zone or cycle_zone or zone for *_, cycle_zone, rate_zone in suppliers]})
        slots = [slot for name in zones for slot in local_slots(name, start, end)]
        return cls(
            period=(str(period), *month, period.start_on, period.end_on, zone, currency, start, end),
            cycles=cycles,
            slots=slots,
            currency=currency,
            start_ms=start,
            end_ms=end,
        )

    def fill(self, con: duckdb.DuckDBPyConnection) -> None:
        """Insert the rows into a database that has the landed tables."""
        used = con.execute(
            "select currency from landed.invoice_line union select currency from landed.rate"
            " union select currency from landed.carrier_record union select currency from landed.supplier"
        ).fetchall()
        currencies = [(name, 10 ** (6 - DECIMALS.get(name, 2))) for name in sorted({self.currency, *[row[0] for row in used]})]
        for table, rows in (("period", [self.period]), ("cycle", self.cycles), ("currency", currencies)):
            con.executemany(f"insert into landed.{table} values ({', '.join('?' * len(rows[0]))})", rows)
        zones, slots, dates, minutes = (list(column) for column in zip(*self.slots, strict=True))
        con.execute(
            "insert into landed.local_slot select unnest($zones), unnest($slots), unnest($dates), unnest($minutes)",
            {"zones": zones, "slots": slots, "dates": dates, "minutes": minutes},
        )

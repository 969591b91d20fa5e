-- One row per supplier in force when the period's cycle begins, with that cycle. What it leaves open: the cycle's
-- zone, else the billing zone, for its rates; the reporting currency; a match tolerance of 5 seconds.
-- Increment: the longest of its voice cards in force, the room two measured durations of one call have.
with

period as (
    select * from landed.period
),

suppliers as (
    select * from landed.supplier
),

cycles as (
    select * from landed.cycle
),

increments as (
    select
        rates.supplier,
        max(rates.next_increment_seconds) as increment_seconds
    from landed.rate as rates
    join cycles
        on cycles.supplier = rates.supplier
        and rates.valid_from < cycles.end_on
        and rates.valid_to > cycles.start_on
    where rates.unit in ('minute', 'second', 'call')
    group by rates.supplier
)

select
    suppliers.supplier,
    suppliers.label,
    suppliers.role,
    case when suppliers.currency <> '' then suppliers.currency else period.reporting_currency end as currency,
    suppliers.home_country,
    case
        when suppliers.rate_zone <> '' then suppliers.rate_zone
        when suppliers.cycle_zone <> '' then suppliers.cycle_zone
        else period.billing_zone
    end as rate_zone,
    suppliers.default_for,
    suppliers.has_call_files,
    coalesce(suppliers.match_tolerance_seconds, 5) as match_tolerance_seconds,
    coalesce(increments.increment_seconds, 1) as increment_seconds,
    cycles.start_ms as cycle_start_ms,
    cycles.end_ms as cycle_end_ms,
    cycles.start_on as cycle_start_on,
    cycles.end_on as cycle_end_on,
    suppliers.file_id,
    suppliers.line
from suppliers
join period on period.start_ms < period.end_ms
join cycles on cycles.supplier = suppliers.supplier
left join increments on increments.supplier = suppliers.supplier
where suppliers.valid_from <= cycles.start_on and suppliers.valid_to > cycles.start_on

-- One row per supplier in force when the period's cycle begins, with that cycle.
-- Increment: the longest of its voice cards, the room two measured durations of one call have.
with

suppliers as (
    select * from landed.supplier
),

cycles as (
    select * from landed.cycle
),

increments as (
    select
        supplier,
        max(next_increment_seconds) as increment_seconds
    from landed.rate
    group by supplier
)

select
    suppliers.supplier,
    suppliers.label,
    suppliers.role,
    suppliers.currency,
    suppliers.home_country,
    suppliers.rate_zone,
    suppliers.default_for,
    suppliers.has_call_files,
    suppliers.match_tolerance_seconds,
    coalesce(increments.increment_seconds, 1) as increment_seconds,
    cycles.start_ms as cycle_start_ms,
    cycles.end_ms as cycle_end_ms,
    cycles.start_on as cycle_start_on,
    cycles.end_on as cycle_end_on,
    suppliers.file_id,
    suppliers.line
from suppliers
join cycles on cycles.supplier = suppliers.supplier
left join increments on increments.supplier = suppliers.supplier
where suppliers.valid_from <= cycles.start_on and suppliers.valid_to > cycles.start_on

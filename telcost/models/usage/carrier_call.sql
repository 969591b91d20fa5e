-- One row per carrier call: the records of one supplier with the same call id and leg number.
-- A record without a call id is a call of its own. Everything is the first record's; cost adds up the amounts.
with

counts as (
    select
        carrier_call_id,
        count(*) as records
    from staging.carrier_record
    group by carrier_call_id
),

firsts as (
    select * from staging.carrier_record
    qualify row_number() over (partition by carrier_call_id order by started_ms, duration_ms desc, file_id, line) = 1
)

select
    firsts.carrier_call_id,
    firsts.supplier,
    firsts.call_id,
    firsts.event,
    firsts.event_ms,
    firsts.precision_ms,
    firsts.started_ms,
    firsts.duration_ms,
    firsts.direction,
    firsts.ani,
    firsts.ani_type,
    firsts.ani_country,
    firsts.dnis,
    firsts.dnis_type,
    firsts.dnis_country,
    firsts.terminating,
    firsts.billed_seconds,
    counts.records,
    suppliers.match_tolerance_seconds * 1000 as tolerance_ms,
    suppliers.increment_seconds * 1000 as increment_ms,
    firsts.started_ms >= suppliers.cycle_start_ms and firsts.started_ms < suppliers.cycle_end_ms as is_in_cycle,
    firsts.file_id,
    firsts.line
from firsts
join counts on counts.carrier_call_id = firsts.carrier_call_id
join staging.supplier as suppliers on suppliers.supplier = firsts.supplier
join landed.period as period
    on firsts.started_ms >= period.span_start_ms
    and firsts.started_ms < period.span_end_ms

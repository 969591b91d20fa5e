-- One row per carrier call: the records of one supplier with the same call id and leg number; amounts add up.
-- A record without a call id is a call of its own. Everything but the amount is the first record's.
with

records as (
    select
        file_id,
        line,
        supplier,
        call_id,
        event,
        event_ms,
        precision_ms,
        started_ms,
        duration_ms,
        direction,
        ani,
        ani_type,
        ani_country,
        dnis,
        dnis_type,
        dnis_country,
        terminating,
        billed_seconds,
        amount_micro,
        currency,
        product,
        supplier || ':' || case
            when call_id <> '' then call_id || '#' || leg_number
            else digest || '#' || cast(occurrence as varchar)
        end as carrier_call_id
    from staging.carrier_record
),

amounts as (
    select
        carrier_call_id,
        count(*) as records,
        cast(sum(amount_micro) as bigint) as amount_micro
    from records
    group by carrier_call_id
),

firsts as (
    select * from records
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
    amounts.amount_micro,
    case when firsts.currency <> '' then firsts.currency else suppliers.currency end as currency,
    firsts.product,
    amounts.records,
    suppliers.match_tolerance_seconds * 1000 as tolerance_ms,
    suppliers.increment_seconds * 1000 as increment_ms,
    firsts.started_ms >= suppliers.cycle_start_ms and firsts.started_ms < suppliers.cycle_end_ms as is_in_cycle,
    firsts.file_id,
    firsts.line
from firsts
join amounts on amounts.carrier_call_id = firsts.carrier_call_id
join staging.supplier as suppliers on suppliers.supplier = firsts.supplier

-- One row per carrier call without a leg: our number on it, its region (else its country) and its local date.
with

period as (
    select * from landed.period
),

unmatched as (
    select * from usage.carrier_match
    where match_class = 'only_carrier'
),

calls as (
    select
        carrier_call_id,
        supplier,
        case when direction = 'inbound' then dnis else ani end as our_number,
        case when direction = 'inbound' then dnis_country else ani_country end as our_country,
        tc_idiv(started_ms, 900000) as slot
    from usage.carrier_call
),

dated as (
    select
        calls.carrier_call_id,
        calls.supplier,
        calls.our_number,
        calls.our_country,
        coalesce(slots.local_on, period.start_on) as local_on
    from calls
    join unmatched on unmatched.carrier_call_id = calls.carrier_call_id
    join period on period.start_ms < period.end_ms
    left join landed.local_slot as slots
        on slots.slot = calls.slot
        and slots.zone = period.billing_zone
)

select
    dated.carrier_call_id,
    dated.supplier,
    dated.our_number,
    case when owned.region <> '' then owned.region else dated.our_country end as region,
    dated.local_on
from dated
left join usage.own_number as owned
    on owned.our_number = dated.our_number
    and owned.local_on = dated.local_on

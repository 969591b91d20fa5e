-- One row per carrier call without a leg: our number on it and its local date.
with

period as (
    select * from landed.period
),

unmatched as (
    select * from usage.carrier_match
    where match_class = 'only_carrier'
)

select
    calls.carrier_call_id,
    calls.supplier,
    case when calls.direction = 'inbound' then calls.dnis else calls.ani end as our_number,
    slots.local_on
from usage.carrier_call as calls
join unmatched on unmatched.carrier_call_id = calls.carrier_call_id
join period on period.start_ms < period.end_ms
join landed.local_slot as slots
    on slots.slot = tc_idiv(calls.started_ms, 900000)
    and slots.zone = period.billing_zone

-- One row per carrier call and leg with the same SIP Call-ID, starting within 24 hours of each other.
with

pairs as (
    select
        calls.carrier_call_id,
        calls.supplier,
        legs.leg_id,
        abs(calls.started_ms - legs.started_ms) as apart_ms
    from usage.carrier_call as calls
    join usage.leg as legs
        on legs.protocol_call_id = calls.call_id
        and legs.media_type = 'voice'
        and legs.status <> 'excluded'
    where calls.call_id <> ''
        and abs(calls.started_ms - legs.started_ms) < 86400000
),

ranked as (
    select
        carrier_call_id,
        supplier,
        leg_id,
        row_number() over (partition by carrier_call_id order by apart_ms, leg_id) as call_rank,
        row_number() over (partition by supplier, leg_id order by apart_ms, carrier_call_id) as leg_rank
    from pairs
)

select
    carrier_call_id,
    supplier,
    leg_id
from ranked
where call_rank = 1 and leg_rank = 1

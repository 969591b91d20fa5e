-- One row per carrier call with its leg, and per connected voice leg without one in the span its supplier's call files
-- cover.
-- Classes: call_id, numbers_and_time, own_number_and_time, only_carrier (leg_id ''), only_platform (call id '').
with

matched as (
    select carrier_call_id, supplier, leg_id, 'call_id' as match_class from usage.match_by_call_id
    union all
    select carrier_call_id, supplier, leg_id, 'numbers_and_time' as match_class from usage.match_by_numbers
    union all
    select carrier_call_id, supplier, leg_id, 'own_number_and_time' as match_class from usage.match_by_own_number
),

calls as (
    select * from usage.carrier_call
),

legs as (
    select * from usage.leg
),

senders as (
    select
        suppliers.supplier,
        suppliers.cycle_start_ms,
        suppliers.cycle_end_ms,
        spans.first_ms,
        spans.last_ms
    from staging.supplier as suppliers
    join usage.covered_span as spans on spans.supplier = suppliers.supplier
)

select
    calls.supplier,
    calls.carrier_call_id,
    coalesce(matched.leg_id, '') as leg_id,
    coalesce(matched.match_class, 'only_carrier') as match_class,
    case calls.event
        when 'answer' then calls.event_ms - legs.connected_ms
        when 'setup' then calls.event_ms - legs.started_ms
        else calls.event_ms - legs.ended_ms
    end as start_difference_ms,
    calls.duration_ms - legs.duration_ms as duration_difference_ms
from calls
left join matched on matched.carrier_call_id = calls.carrier_call_id
left join legs on legs.leg_id = matched.leg_id
union all
select
    senders.supplier,
    '' as carrier_call_id,
    legs.leg_id,
    'only_platform' as match_class,
    null as start_difference_ms,
    null as duration_difference_ms
from legs
join usage.leg_place as places on places.leg_id = legs.leg_id
join senders on senders.supplier = places.supplier
where legs.media_type = 'voice'
    and legs.status = 'connected'
    and not places.is_internal
    and legs.started_ms >= senders.cycle_start_ms
    and legs.started_ms < senders.cycle_end_ms
    and legs.started_ms >= senders.first_ms
    and legs.started_ms <= senders.last_ms
    and not exists (
        select 1 from matched
        where matched.leg_id = legs.leg_id and matched.supplier = senders.supplier
    )

-- One row per carrier call no call id has matched and number it may stand under: the dialled one, and the one a
-- toll-free call terminated on. Our side and the other, and how far its clock may be from ours: a clock that only
-- tells minutes widens the tolerance by its precision.
with

calls as (
    select * from usage.carrier_call
    where not exists (
        select 1 from usage.match_by_call_id as done
        where done.carrier_call_id = carrier_call.carrier_call_id
    )
),

dialled as (
    select carrier_call_id, supplier, direction, ani, dnis, 0 as number_rank, event, event_ms, duration_ms,
        tolerance_ms, precision_ms, increment_ms
    from calls
    union all
    select carrier_call_id, supplier, direction, ani, terminating as dnis, 1 as number_rank, event, event_ms,
        duration_ms, tolerance_ms, precision_ms, increment_ms
    from calls
    where terminating <> '' and terminating <> dnis
)

select
    carrier_call_id,
    supplier,
    direction,
    case when direction = 'inbound' then dnis else ani end as our_number,
    case when direction = 'inbound' then ani else dnis end as other_number,
    number_rank,
    event,
    event_ms,
    duration_ms,
    increment_ms,
    tolerance_ms + case when precision_ms > 1000 then precision_ms else 0 end as tolerance_ms
from dialled
where case when direction = 'inbound' then dnis else ani end <> ''

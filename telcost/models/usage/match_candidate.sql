-- One row per unmatched carrier call and voice leg that could be one: equal numbers and direction, or only our
-- number equal where the other is withheld on a side, the same event within the supplier's tolerance.
-- The carrier's answer is compared with the connected start, its set-up with the leg's start, its end with the
-- end; a clock that only tells minutes widens the tolerance by its precision.
with

calls as (
    select * from usage.carrier_call
    where not exists (
        select 1 from usage.match_by_call_id as done
        where done.carrier_call_id = carrier_call.carrier_call_id
    )
),

legs as (
    select
        leg_id,
        conversation_id,
        direction,
        ani,
        dnis,
        case when direction = 'inbound' then dnis else ani end as our_number,
        case when direction = 'inbound' then ani else dnis end as other_number,
        duration_ms,
        started_ms,
        connected_ms,
        ended_ms
    from usage.leg
    where media_type = 'voice' and status <> 'excluded'
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
),

sided as (
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
),

pairs as (
    select
        sided.carrier_call_id,
        sided.supplier,
        legs.leg_id,
        sided.number_rank,
        sided.other_number <> '' and sided.other_number = legs.other_number as is_both_numbers,
        case sided.event
            when 'answer' then sided.event_ms - legs.connected_ms
            when 'setup' then sided.event_ms - legs.started_ms
            else sided.event_ms - legs.ended_ms
        end as start_difference_ms,
        sided.duration_ms - legs.duration_ms as duration_difference_ms,
        sided.tolerance_ms,
        sided.increment_ms
    from sided
    join legs
        on legs.our_number = sided.our_number
        and legs.direction = sided.direction
    where sided.our_number <> ''
        and (legs.other_number = sided.other_number or legs.other_number = '' or sided.other_number = '')
)

select * from pairs
where abs(start_difference_ms) <= tolerance_ms
    and not exists (
        select 1 from usage.match_by_call_id as done
        where done.leg_id = pairs.leg_id and done.supplier = pairs.supplier
    )

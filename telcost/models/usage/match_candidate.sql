-- One row per unmatched carrier call and voice leg that could be one: equal numbers and direction, or only our
-- number equal where the other is withheld on a side, the same event within tolerance.
-- The carrier's answer is compared with the connected start, its set-up with the leg's start, its end with the end.
with

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

-- Apart, so that only a withheld number is ever held against every call of our number.
pairs as (
    select
        sided.*,
        legs.leg_id,
        legs.duration_ms as leg_duration_ms,
        legs.started_ms,
        legs.connected_ms,
        legs.ended_ms,
        true as is_both_numbers
    from usage.numbered_call as sided
    join legs
        on legs.our_number = sided.our_number
        and legs.direction = sided.direction
        and legs.other_number = sided.other_number
    where sided.other_number <> ''
    union all
    select
        sided.*,
        legs.leg_id,
        legs.duration_ms as leg_duration_ms,
        legs.started_ms,
        legs.connected_ms,
        legs.ended_ms,
        false as is_both_numbers
    from usage.numbered_call as sided
    join legs
        on legs.our_number = sided.our_number
        and legs.direction = sided.direction
    where sided.other_number = ''
    union all
    select
        sided.*,
        legs.leg_id,
        legs.duration_ms as leg_duration_ms,
        legs.started_ms,
        legs.connected_ms,
        legs.ended_ms,
        false as is_both_numbers
    from usage.numbered_call as sided
    join legs
        on legs.our_number = sided.our_number
        and legs.direction = sided.direction
        and legs.other_number = ''
    where sided.other_number <> ''
),

apart as (
    select
        carrier_call_id,
        supplier,
        leg_id,
        number_rank,
        is_both_numbers,
        case event
            when 'answer' then event_ms - connected_ms
            when 'setup' then event_ms - started_ms
            else event_ms - ended_ms
        end as start_difference_ms,
        duration_ms - leg_duration_ms as duration_difference_ms,
        tolerance_ms,
        increment_ms
    from pairs
)

select * from apart
where abs(start_difference_ms) <= tolerance_ms
    and not exists (
        select 1 from usage.match_by_call_id as done
        where done.leg_id = apart.leg_id and done.supplier = apart.supplier
    )

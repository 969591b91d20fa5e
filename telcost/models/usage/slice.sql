-- One row per slice: what one owner has of a leg, from one position to another.
-- Positions are weight units (ms × 2520) from the leg's start; owners of one piece lie side by side in it.
-- A leg that never connected is one slice of weight 1: if a carrier bills it, it is not divided.
with

pieces as (
    select * from usage.joined_piece
),

positioned as (
    select
        leg_id,
        piece,
        precedence,
        user_id,
        queue_id,
        flow,
        owners,
        from_ms,
        to_ms,
        from_ms * 2520 + tc_idiv((to_ms - from_ms) * 2520 * (owner - 1), owners) as from_weight,
        from_ms * 2520 + tc_idiv((to_ms - from_ms) * 2520 * owner, owners) as to_weight
    from pieces
    union all
    select
        leg_id,
        1 as piece,
        precedence,
        user_id,
        queue_id,
        '' as flow,
        1 as owners,
        0 as from_ms,
        0 as to_ms,
        0 as from_weight,
        1 as to_weight
    from usage.attempt_owner
)

select
    positioned.leg_id,
    legs.conversation_id,
    row_number() over (partition by positioned.leg_id order by positioned.from_weight) as slice,
    positioned.piece,
    case positioned.precedence
        when 1 then 'agent'
        when 2 then 'voicemail'
        when 3 then 'queue'
        when 4 then 'flow'
        else 'none'
    end as purpose,
    positioned.user_id,
    positioned.queue_id,
    positioned.flow,
    positioned.owners,
    positioned.from_ms,
    positioned.to_ms,
    positioned.from_weight,
    positioned.to_weight,
    case when legs.duration_ms > 0 and legs.status = 'connected' then legs.duration_ms * 2520 else 1 end as total_weight
from positioned
join usage.leg as legs on legs.leg_id = positioned.leg_id

-- One row: a slice, its position on its leg, and whether other departments have a part of that leg.
select
    slice.purpose,
    slice.user_name as user,
    slice.queue,
    slice.flow,
    slice.owners,
    slice.from_ms,
    slice.to_ms,
    slice.from_weight,
    slice.to_weight,
    slice.total_weight,
    seconds(slice.duration_ms) as duration_seconds,
    slice.rule,
    leg.conversation_id,
    leg.direction,
    leg.our_number,
    leg.other_number,
    leg.started_ms,
    leg.connected_ms,
    seconds(leg.duration_ms) as leg_seconds,
    leg.status,
    slice.total_weight > (
        select sum(own.to_weight - own.from_weight) from slice as own
        where own.leg_id = $leg_id
    ) as is_shared,
    leg.file_id as file,
    leg.line
from slice
join leg on leg.leg_id = slice.leg_id
where slice.leg_id = $leg_id and slice.slice = cast($slice as bigint)

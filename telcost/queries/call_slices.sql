-- One row per slice of a conversation's legs; what is not the viewer's is "another department".
select
    slice.leg_id,
    slice.slice,
    slice.from_ms,
    slice.to_ms,
    coalesce(slice.owners, 1) as owners,
    seconds(slice.duration_ms) as duration_seconds,
    slice.department,
    coalesce(slice.cost_centre, '') as cost_centre,
    coalesce(slice.purpose, '') as purpose,
    coalesce(slice.user_name, '') as user,
    coalesce(slice.queue, '') as queue,
    coalesce(slice.flow, '') as flow,
    coalesce(slice.class, '') as class,
    coalesce(slice.rule, '') as rule,
    coalesce(slice.reason, '') as reason
from slice
join leg on leg.leg_id = slice.leg_id
where slice.conversation_id = $conversation_id
order by leg.started_ms, slice.leg_id, slice.slice

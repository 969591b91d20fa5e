-- One row per queue of everything (or of one department): its cost, its calls and connected time in the calendar month.
-- What has none is the row ''.
with

costs as (
    select
        queue_id,
        max(queue) as label,
        sum(amount_micro) as amount_micro
    from cost_line
    where $department is null or department = $department
    group by queue_id
),

calls as (
    select
        queue_id,
        count(distinct conversation_id) as call_count,
        sum(duration_ms) as duration_ms
    from connected_slice
    where $department is null or department = $department
    group by queue_id
)

select
    coalesce(costs.queue_id, calls.queue_id) as queue_id,
    coalesce(costs.label, calls.queue_id) as label,
    money(coalesce(amount_micro, 0)) as total_cost,
    coalesce(call_count, 0) as call_count,
    minutes(coalesce(duration_ms, 0)) as total_minutes
from costs
full join calls on calls.queue_id = costs.queue_id
order by total_cost desc, 1

-- One row per number of everything (or of one department): its cost, its calls and connected time in the calendar month.
-- What has none is the row ''.
with

costs as (
    select
        number,
        max(number) as label,
        sum(amount_micro) as amount_micro
    from cost_line
    where $department is null or department = $department
    group by number
),

calls as (
    select
        leg.number,
        count(distinct connected_slice.conversation_id) as call_count,
        sum(connected_slice.duration_ms) as duration_ms
    from connected_slice
    join leg on leg.leg_id = connected_slice.leg_id
    where $department is null or department = $department
    group by leg.number
)

select
    coalesce(costs.number, calls.number) as number,
    coalesce(costs.label, calls.number) as label,
    money(coalesce(amount_micro, 0)) as total_cost,
    coalesce(call_count, 0) as call_count,
    minutes(coalesce(duration_ms, 0)) as total_minutes
from costs
full join calls on calls.number = costs.number
order by total_cost desc, 1

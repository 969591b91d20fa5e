-- One row per campaign of everything (or of one department): its cost, its calls and connected time in the calendar month.
-- What has none is the row ''.
with

costs as (
    select
        campaign_id,
        max(campaign) as label,
        sum(amount_micro) as amount_micro
    from cost_line
    where $department is null or department = $department
    group by campaign_id
),

calls as (
    select
        campaign_id,
        count(distinct conversation_id) as call_count,
        sum(duration_ms) as duration_ms
    from connected_slice
    where $department is null or department = $department
    group by campaign_id
)

select
    coalesce(costs.campaign_id, calls.campaign_id) as campaign_id,
    coalesce(costs.label, calls.campaign_id) as label,
    money(coalesce(amount_micro, 0)) as total_cost,
    coalesce(call_count, 0) as call_count,
    minutes(coalesce(duration_ms, 0)) as total_minutes
from costs
full join calls on calls.campaign_id = costs.campaign_id
order by total_cost desc, 1

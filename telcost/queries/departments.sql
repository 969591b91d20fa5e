-- One row per department: its costs in whole minor units, its calls and its connected time in the calendar month.
with

departments as (
    select
        department,
        max(label) as label,
        bool_or(is_account) as account
    from department
    where department <> ''
    group by department
),

costs as (
    select
        department,
        sum(amount_cents) as total_cents,
        sum(amount_cents) filter (class = 'direct' and kind in (
            'toll_free_inbound', 'did_inbound', 'outbound', 'internal', 'trunk', 'number_rental'
        )) as carrier_cents,
        sum(amount_cents) filter (class = 'direct' and kind in (
            'platform_minutes', 'platform_subscription'
        )) as platform_cents,
        sum(amount_cents) filter (class = 'direct' and kind in (
            'licence', 'licence_idle', 'licence_penalty'
        )) as licence_cents,
        sum(amount_cents) filter (class = 'direct') as direct_cents,
        sum(amount_cents) filter (class = 'shared') as shared_cents,
        sum(amount_cents) filter (class = 'overhead') as overhead_cents,
        sum(amount_cents) filter (class = 'unattributed') as unattributed_cents,
        sum(amount_cents) filter (class = 'variance') as variance_cents
    from posting
    group by department
),

calls as (
    select
        department,
        count(distinct conversation_id) as call_count,
        sum(duration_ms) as duration_ms,
        sum(duration_ms) filter (direction = 'inbound') as inbound_ms,
        sum(duration_ms) filter (direction = 'outbound') as outbound_ms,
        sum(duration_ms) filter (direction = 'inbound' and number_type = 'toll_free') as toll_free_ms
    from connected_slice
    group by department
),

priced as (
    select
        department,
        sum(amount_micro) as priced_micro,
        count(distinct case when conversation_id = '' then source_id else conversation_id end) as priced_calls
    from cost_line
    where evidence in ('slice', 'carrier_call') and part <> 'rounding'
    group by department
)

select
    departments.department,
    departments.label,
    departments.account,
    minor(coalesce(total_cents, 0)) as total_cost,
    coalesce(call_count, 0) as call_count,
    minutes(coalesce(duration_ms, 0)) as total_minutes,
    minutes(coalesce(inbound_ms, 0)) as inbound_minutes,
    minutes(coalesce(outbound_ms, 0)) as outbound_minutes,
    minutes(coalesce(toll_free_ms, 0)) as toll_free_minutes,
    average(priced_micro, priced_calls) as avg_cost_per_call,
    minor(coalesce(carrier_cents, 0)) as carrier_cost,
    minor(coalesce(platform_cents, 0)) as platform_cost,
    minor(coalesce(licence_cents, 0)) as licence_cost,
    minor(
        coalesce(direct_cents, 0) - coalesce(carrier_cents, 0) - coalesce(platform_cents, 0) - coalesce(licence_cents, 0)
    ) as usage_cost,
    minor(coalesce(shared_cents, 0)) as shared_cost,
    minor(coalesce(overhead_cents, 0)) as overhead_cost,
    minor(coalesce(unattributed_cents, 0)) as unattributed_cost,
    minor(coalesce(variance_cents, 0)) as variance
from departments
left join costs on costs.department = departments.department
left join calls on calls.department = departments.department
left join priced on priced.department = departments.department
order by departments.account, total_cost desc, departments.department

-- One row per kind of cost of one department, dearest first; the classes it has stand beside each other.
with

costs as (
    select
        kind,
        sum(amount_cents) as total_cents,
        sum(amount_cents) filter (class = 'direct') as direct_cents,
        sum(amount_cents) filter (class = 'shared') as shared_cents,
        sum(amount_cents) filter (class = 'overhead') as overhead_cents,
        sum(amount_cents) filter (class = 'unattributed') as unattributed_cents,
        sum(amount_cents) filter (class = 'variance') as variance_cents
    from posting
    where department = $department
    group by kind
),

calls as (
    select
        kind,
        count(distinct case when conversation_id <> '' then conversation_id end) as call_count,
        sum(duration_ms) as duration_ms
    from cost_line
    where department = $department
    group by kind
)

select
    costs.kind,
    minor(total_cents) as total_cost,
    minor(coalesce(direct_cents, 0)) as direct_cost,
    minor(coalesce(shared_cents, 0)) as shared_cost,
    minor(coalesce(overhead_cents, 0)) as overhead_cost,
    minor(coalesce(unattributed_cents, 0)) as unattributed_cost,
    minor(coalesce(variance_cents, 0)) as variance,
    coalesce(call_count, 0) as call_count,
    minutes(coalesce(duration_ms, 0)) as total_minutes
from costs
left join calls on calls.kind = costs.kind
order by total_cost desc, costs.kind

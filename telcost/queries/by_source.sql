-- One row per source of one kind of one department's cost: its queue or campaign, else its pool, person or number.
with

sources as (
    select
        source,
        max(pool) as pool,
        max(queue) as queue,
        max(campaign) as campaign,
        max(number) as number,
        max(user_name) as user_name,
        max(invoice_line_id) as invoice_line_id,
        money(sum(amount_micro)) as total_cost,
        count(distinct case when conversation_id <> '' then conversation_id end) as call_count,
        minutes(coalesce(sum(duration_ms), 0)) as total_minutes
    from line
    where department = $department and kind = $kind
    group by source
)

select
    source,
    split_part(source, ':', 1) as source_type,
    case split_part(source, ':', 1)
        when 'pool' then pool
        when 'campaign' then campaign
        when 'queue' then queue
        when 'user' then user_name
        when 'number' then number
        when 'rounding' then 'rounding'
        else invoice_line_id
    end as label,
    total_cost,
    call_count,
    total_minutes
from sources
order by total_cost desc, source

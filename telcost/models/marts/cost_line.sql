-- One row per cost line, sorted by department: what it cost, whose it is, why, and where the evidence lies.
-- Key: kind, source_id, part. Lines with part `rounding` bring their posting to whole minor units.
with

period as (
    select * from landed.period
),

roundings as (
    select * from allocation.posting
    where amount_cents * minor_micro <> amount_micro
),

lines as (
    select * from allocation.cost_line
    union all
    select
        kind,
        invoice_line_id || '|' || class || '|' || pool || '|' || department || '|' || cost_centre as source_id,
        'rounding' as part,
        class,
        supplier,
        invoice_line_id,
        pool,
        department,
        cost_centre,
        '' as queue_id,
        '' as campaign_id,
        '' as number,
        '' as user_id,
        '' as conversation_id,
        '' as leg_id,
        cast(null as date) as used_on,
        0 as duration_ms,
        amount_cents * minor_micro - amount_micro as amount_micro,
        currency,
        'rounding' as basis,
        'rounding of this posting to whole cents' as reason,
        'posting' as evidence
    from roundings
)

select
    period.period,
    lines.class,
    lines.kind,
    lines.supplier,
    lines.invoice_line_id,
    lines.pool,
    lines.department,
    lines.cost_centre,
    lines.queue_id,
    coalesce(queues.name, lines.queue_id) as queue,
    lines.campaign_id,
    coalesce(campaigns.name, lines.campaign_id) as campaign,
    lines.number,
    lines.user_id,
    coalesce(users.name, lines.user_id) as user_name,
    lines.conversation_id,
    lines.leg_id,
    lines.used_on,
    lines.duration_ms,
    lines.amount_micro,
    lines.currency,
    lines.basis,
    lines.reason,
    lines.evidence,
    lines.source_id,
    lines.part
from lines
join period on period.start_ms < period.end_ms
left join staging.platform_queue as queues on queues.queue_id = lines.queue_id
left join staging.campaign as campaigns on campaigns.campaign_id = lines.campaign_id
left join staging.platform_user as users on users.user_id = lines.user_id
order by lines.department, lines.kind, lines.source_id, lines.part

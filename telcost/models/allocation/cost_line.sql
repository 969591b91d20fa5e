-- One row per cost line before rounding to minor units: usage and seats, fixed and unexplained invoice lines,
-- variance, shares of pools. Overhead, variance and unattributed stand on the cost centre that absorbs them.
with

absorbing as (
    select value as cost_centre from staging.policy
    where policy = 'absorbed_by'
),

used as (
    select
        lines.kind,
        lines.source_id,
        lines.part,
        lines.class,
        lines.supplier,
        bills.invoice_line_id,
        '' as pool,
        lines.department,
        lines.cost_centre,
        lines.queue_id,
        lines.campaign_id,
        lines.number,
        lines.user_id,
        lines.conversation_id,
        lines.leg_id,
        lines.used_on,
        lines.duration_ms,
        lines.amount_micro,
        lines.currency,
        lines.basis,
        lines.reason,
        lines.evidence
    from cost.direct_line as lines
    join cost.usage_line as bills
        on bills.supplier = lines.supplier
        and bills.kind = lines.kind
        and bills.number_class = lines.number_class
        and bills.reach = lines.reach
        and bills.product = lines.product
        and bills.currency = lines.currency
),

lines as (
    select * from used
    union all
    select
        kind,
        source_id,
        part,
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
        amount_micro,
        currency,
        basis,
        reason,
        evidence
    from allocation.invoice_cost_line
)

select
    lines.kind,
    lines.source_id,
    lines.part,
    lines.class,
    lines.supplier,
    lines.invoice_line_id,
    lines.pool,
    lines.department,
    case
        when lines.class in ('overhead', 'variance', 'unattributed') then coalesce(absorbing.cost_centre, '')
        else lines.cost_centre
    end as cost_centre,
    lines.queue_id,
    lines.campaign_id,
    lines.number,
    lines.user_id,
    lines.conversation_id,
    lines.leg_id,
    lines.used_on,
    lines.duration_ms,
    lines.amount_micro,
    lines.currency,
    lines.basis,
    lines.reason,
    lines.evidence
from lines
left join absorbing on absorbing.cost_centre <> ''

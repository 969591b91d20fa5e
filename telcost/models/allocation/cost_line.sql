-- One row per cost line before rounding to minor units: usage and seats, fixed and unexplained invoice lines,
-- variance, shares of pools. Overhead and variance stand on the cost centre that absorbs them.
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

billed as (
    select
        kind,
        invoice_line_id as source_id,
        case
            when explained_by in ('usage', 'licence') then 'variance'
            when explained_by = 'fixed' then 'fixed'
            else 'unexplained'
        end as part,
        case
            when explained_by in ('usage', 'licence') then 'variance'
            when explained_by = 'fixed' then 'direct'
            else 'unattributed'
        end as class,
        supplier,
        invoice_line_id,
        '' as pool,
        case
            when explained_by in ('usage', 'licence') then 'Corporate overhead'
            when explained_by = 'fixed' then department
            else 'Unattributed'
        end as department,
        case when explained_by = 'fixed' then cost_centre else '' end as cost_centre,
        case when explained_by in ('usage', 'licence') then variance_micro else amount_micro end as amount_micro,
        currency,
        'invoice' as basis,
        case
            when explained_by in ('usage', 'licence') then case
                when variance_micro > 0 then 'billed more than our records explain: ' || description
                else 'billed less than our records explain: ' || description
            end
            when explained_by = 'fixed' then description || ': assigned to ' || department
                || ' (invoice_rule.csv, line ' || cast(rule_line as varchar) || ')'
            else description || ': no row in invoice_rule.csv explains this line'
        end as reason
    from cost.billed_line
    where explained_by <> 'pool'
),

shared as (
    select
        kind,
        invoice_line_id || ':' || pool as source_id,
        department as part,
        class,
        supplier,
        invoice_line_id,
        pool,
        department,
        cost_centre,
        amount_micro,
        currency,
        'share' as basis,
        case
            when class = 'overhead' then 'pool ' || pool || ': its driver ' || driver || ' counted nothing this month'
            else 'pool ' || pool || ': shared by ' || driver
        end as reason
    from allocation.share
),

unused as (
    select kind, source_id, part, class, supplier, invoice_line_id, pool, department, cost_centre, amount_micro,
        currency, basis, reason, 'invoice_line' as evidence
    from billed
    where part <> 'variance' or amount_micro <> 0
    union all
    select kind, source_id, part, class, supplier, invoice_line_id, pool, department, cost_centre, amount_micro,
        currency, basis, reason, 'share' as evidence
    from shared
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
    from unused
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
        when lines.class in ('overhead', 'variance') then coalesce(absorbing.cost_centre, '')
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

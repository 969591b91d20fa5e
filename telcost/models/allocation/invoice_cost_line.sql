-- One row per cost line that comes from an invoice and not from usage: variance, fixed and unexplained lines, and
-- the shares of pools.
with

titled as (
    select
        lines.*,
        case when product = '' then description when description = '' then product else product || ', ' || description end
            as title
    from cost.billed_line as lines
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
                when variance_micro > 0 then 'billed more than our records explain: ' || title
                else 'billed less than our records explain: ' || title
            end
            when explained_by = 'fixed' then title || ': assigned to ' || department
                || ' (invoice_rule.csv, line ' || cast(rule_line as varchar) || ')'
            when explained_by = 'unmapped'
            then title || ': invoice_rule.csv, line ' || cast(rule_line as varchar) || ' names ' || department
                || ', no department or cost centre in force'
            else title || ': no row in invoice_rule.csv explains this line'
        end as reason
    from titled
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
)

select kind, source_id, part, class, supplier, invoice_line_id, pool, department, cost_centre, amount_micro,
    currency, basis, reason, 'invoice_line' as evidence
from billed
where part <> 'variance' or amount_micro <> 0
union all
select kind, source_id, part, class, supplier, invoice_line_id, pool, department, cost_centre, amount_micro,
    currency, basis, reason, 'share' as evidence
from shared

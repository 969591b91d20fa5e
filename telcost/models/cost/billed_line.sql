-- One row per line the parts must add up to: an invoice line, or in its place an estimate (our own sum, in whole
-- minor units) or a line `not invoiced` of 0. Explained is what priced usage and seats say; the rest is variance,
-- unless the line is just that sum in whole minor units: what the supplier rounded away is rounding.
with

explained as (
    select
        invoice_line_id,
        supplier,
        kind,
        currency,
        is_estimate,
        cast(sum(amount_micro) as bigint) as explained_micro
    from cost.usage_line
    group by invoice_line_id, supplier, kind, currency, is_estimate
),

invoiced as (
    select * from cost.explained_line
),

currencies as (
    select * from landed.currency
),

lines as (
    select
        invoiced.invoice_line_id,
        invoiced.supplier,
        invoiced.invoice_number,
        invoiced.line_number,
        invoiced.product,
        invoiced.description,
        invoiced.kind,
        invoiced.explained_by,
        invoiced.pool,
        invoiced.department,
        invoiced.cost_centre,
        invoiced.rule_line,
        false as is_estimate,
        invoiced.amount_micro,
        coalesce(explained.explained_micro, 0) as explained_micro,
        invoiced.currency,
        invoiced.file_id,
        invoiced.line
    from invoiced
    left join explained on explained.invoice_line_id = invoiced.invoice_line_id
    union all
    select
        explained.invoice_line_id,
        explained.supplier,
        '' as invoice_number,
        0 as line_number,
        '' as product,
        case when explained.is_estimate then 'no invoice yet: our own sum' else 'used, but on no line of the invoice' end
            as description,
        explained.kind,
        'usage' as explained_by,
        '' as pool,
        '' as department,
        '' as cost_centre,
        0 as rule_line,
        explained.is_estimate,
        case
            when not explained.is_estimate then 0
            when explained.explained_micro < 0 then 0 - currencies.minor_micro * tc_idiv(
                2 * abs(explained.explained_micro) + currencies.minor_micro, 2 * currencies.minor_micro
            )
            else currencies.minor_micro * tc_idiv(
                2 * explained.explained_micro + currencies.minor_micro, 2 * currencies.minor_micro
            )
        end as amount_micro,
        explained.explained_micro,
        explained.currency,
        '' as file_id,
        cast(null as bigint) as line
    from explained
    join currencies on currencies.currency = explained.currency
    where not exists (select 1 from invoiced where invoiced.invoice_line_id = explained.invoice_line_id)
)

select
    lines.*,
    currencies.minor_micro,
    case
        when lines.explained_by in ('usage', 'licence')
            and not lines.is_estimate
            and 2 * abs(lines.amount_micro - lines.explained_micro) > currencies.minor_micro
        then lines.amount_micro - lines.explained_micro
        else 0
    end as variance_micro
from lines
join currencies on currencies.currency = lines.currency

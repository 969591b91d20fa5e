-- One row per posting that its cost lines do not add up to, and per sum of cost lines that is posted nowhere.
with

sums as (
    select
        invoice_line_id,
        class,
        kind,
        pool,
        department,
        cost_centre,
        cast(sum(amount_micro) as bigint) as amount_micro
    from marts.cost_line
    group by invoice_line_id, class, kind, pool, department, cost_centre
)

select
    postings.invoice_line_id || ' / ' || postings.department as subject,
    'its cost lines add up to ' || cast(coalesce(sums.amount_micro, 0) as varchar) || ' micro' as message
from allocation.posting as postings
left join sums
    on sums.invoice_line_id = postings.invoice_line_id
    and sums.class = postings.class
    and sums.kind = postings.kind
    and sums.pool = postings.pool
    and sums.department = postings.department
    and sums.cost_centre = postings.cost_centre
where coalesce(sums.amount_micro, 0) <> postings.amount_cents * postings.minor_micro
union all
select
    sums.invoice_line_id || ' / ' || sums.department as subject,
    'posted nowhere: ' || cast(sums.amount_micro as varchar) || ' micro' as message
from sums
where not exists (
    select 1 from allocation.posting as postings
    where postings.invoice_line_id = sums.invoice_line_id
        and postings.class = sums.class
        and postings.kind = sums.kind
        and postings.pool = sums.pool
        and postings.department = sums.department
        and postings.cost_centre = sums.cost_centre
)

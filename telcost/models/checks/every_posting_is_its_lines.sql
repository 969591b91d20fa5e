-- One row per posting that its cost lines do not add up to.
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

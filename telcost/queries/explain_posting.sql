-- One row: a posting in whole minor units beside the exact sum of its cost lines.
select
    minor(posting.amount_cents) as posted,
    money((
        select coalesce(sum(amount_micro), 0)
        from cost_line
        where cost_line.invoice_line_id = $invoice_line_id
            and cost_line.class = $class
            and cost_line.kind = $kind
            and cost_line.pool = $pool
            and cost_line.department = $department
            and cost_line.cost_centre = $cost_centre
            and cost_line.part <> 'rounding'
    )) as exact,
    posting.currency
from posting
where posting.invoice_line_id = $invoice_line_id
    and posting.class = $class
    and posting.kind = $kind
    and posting.pool = $pool
    and posting.department = $department
    and posting.cost_centre = $cost_centre

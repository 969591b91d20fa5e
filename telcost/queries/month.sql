-- One row: a month's total and whether its invoices are in.
select
    (select state from period) as state,
    minor(coalesce(sum(amount_cents), 0)) as total
from posting

-- One row: what the suppliers billed, or where no invoice is in yet, what we expect.
select minor(coalesce(sum(amount_cents), 0)) as invoices
from invoice_line

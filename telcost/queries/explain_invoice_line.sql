-- One row: the invoice line a cost stands against, or the line that takes its place while there is none.
select
    invoice_line.supplier,
    invoice_number,
    line_number,
    product,
    description,
    explained_by,
    minor(amount_cents) as amount,
    currency,
    file_id as file,
    line
from invoice_line
where invoice_line_id = $invoice_line_id

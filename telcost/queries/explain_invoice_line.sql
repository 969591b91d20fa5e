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
    name as file,
    line
from invoice_line
left join file on file.file_id = invoice_line.file_id
where invoice_line_id = $invoice_line_id

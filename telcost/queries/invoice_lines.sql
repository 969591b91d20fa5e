-- One row per invoice line: how it is explained and what of it nobody can explain.
select
    invoice_line_id,
    invoice_line.supplier,
    invoice_number,
    line_number,
    product,
    description,
    kind,
    explained_by,
    is_estimate,
    minor(amount_cents) as amount,
    minor(direct_cents) as direct,
    minor(shared_cents) as shared,
    minor(overhead_cents) as overhead,
    minor(unattributed_cents) as unattributed,
    minor(variance_cents) as variance,
    currency,
    file_id as file,
    line
from invoice_line
order by invoice_line.supplier, invoice_number, line_number, invoice_line_id

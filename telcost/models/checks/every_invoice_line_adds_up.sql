-- One row per invoice line whose five classes do not add up to it.
select
    invoice_line_id as subject,
    'the parts differ from the line by '
        || cast(direct_cents + shared_cents + overhead_cents + unattributed_cents + variance_cents - amount_cents as varchar)
        || ' minor units' as message
from marts.invoice_line
where direct_cents + shared_cents + overhead_cents + unattributed_cents + variance_cents <> amount_cents
    or amount_cents * minor_micro <> amount_micro

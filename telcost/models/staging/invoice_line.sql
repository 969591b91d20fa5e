-- One row per invoice line of the period: its supplier's cycle holds the first day it bills.
with

suppliers as (
    select * from staging.supplier
)

select
    lines.supplier || ':' || lines.invoice_number || ':' || cast(lines.line_number as varchar) as invoice_line_id,
    lines.supplier,
    lines.invoice_number,
    lines.line_number,
    lines.invoice_on,
    lines.from_on,
    lines.to_on,
    lines.product,
    lines.description,
    lines.quantity_micro,
    lines.unit,
    lines.amount_micro,
    lines.currency,
    lines.file_id,
    lines.line
from landed.invoice_line as lines
join suppliers
    on suppliers.supplier = lines.supplier
    and lines.from_on >= suppliers.cycle_start_on
    and lines.from_on < suppliers.cycle_end_on

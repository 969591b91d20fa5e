-- One row: a department's share of one pooled invoice line.
select
    pool,
    driver,
    quantity(quantity_micro) as quantity,
    weight,
    total_weight,
    money(pool_amount_micro) as pool_amount,
    currency
from share
where invoice_line_id = $invoice_line_id and pool = $pool and department = $department

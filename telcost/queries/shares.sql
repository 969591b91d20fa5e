-- One row per share of a pooled invoice line: quantity, weight and ratio beside the whole.
select
    pool,
    driver,
    kind,
    supplier,
    invoice_line_id,
    department,
    cost_centre,
    quantity(quantity_micro) as quantity,
    weight,
    total_weight,
    money(amount_micro) as amount,
    money(pool_amount_micro) as pool_total,
    currency
from share
where $pool is null or pool = $pool
order by pool, invoice_line_id, amount_micro desc, department

-- One row per supplier whose invoice for the period is not in.
select
    supplier as subject,
    'no invoice yet for the cycle from ' || cast(cycle_start_on as varchar) as message,
    cast(0 as bigint) as amount_micro
from marts.supplier
where not is_invoiced

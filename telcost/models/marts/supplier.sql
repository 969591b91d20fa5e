-- One row per supplier: its cycle, whether its invoice is in, what its lines add up to in minor units.
with

suppliers as (
    select * from staging.supplier
),

sums as (
    select
        supplier,
        currency,
        max(case when invoice_number <> '' then 1 else 0 end) as is_invoiced,
        cast(sum(amount_cents) as bigint) as amount_cents,
        cast(sum(variance_cents) as bigint) as variance_cents
    from marts.invoice_line
    group by supplier, currency
)

select
    suppliers.supplier,
    suppliers.label,
    suppliers.role,
    suppliers.cycle_start_on,
    suppliers.cycle_end_on,
    coalesce(sums.is_invoiced, 0) = 1 as is_invoiced,
    coalesce(sums.amount_cents, 0) as amount_cents,
    coalesce(sums.variance_cents, 0) as variance_cents,
    coalesce(sums.currency, suppliers.currency) as currency
from suppliers
left join sums on sums.supplier = suppliers.supplier

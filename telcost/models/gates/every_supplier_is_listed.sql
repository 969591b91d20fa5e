-- One row per supplier that sent records or invoices and is in no row of supplier.csv in force: nothing of it counts.
with

seen as (
    select
        supplier,
        'records' as what,
        count(*) as rows_seen,
        cast(sum(amount_micro) as bigint) as amount_micro
    from landed.carrier_record
    group by supplier
    union all
    select
        supplier,
        'invoice lines' as what,
        count(*) as rows_seen,
        cast(sum(amount_micro) as bigint) as amount_micro
    from landed.invoice_line
    group by supplier
)

select
    seen.supplier as subject,
    'supplier.csv has no row in force for it: ' || cast(seen.rows_seen as varchar) || ' ' || seen.what || ' do not count'
        as message,
    coalesce(seen.amount_micro, 0) as amount_micro
from seen
where not exists (select 1 from staging.supplier as suppliers where suppliers.supplier = seen.supplier)

-- One row per supplier that sends call files: the span its records of the cycle cover, from the first to the last;
-- the whole cycle once its invoice is in.
-- A leg inside it without a record costs nothing; outside it our own price is an estimate.
with

spans as (
    select
        supplier,
        min(started_ms) as first_ms,
        max(started_ms) as last_ms
    from usage.carrier_call
    where is_in_cycle
    group by supplier
),

invoiced as (
    select supplier
    from staging.invoice_line
    group by supplier
)

select
    suppliers.supplier,
    case when invoiced.supplier is not null then suppliers.cycle_start_ms else spans.first_ms end as first_ms,
    case when invoiced.supplier is not null then suppliers.cycle_end_ms else spans.last_ms end as last_ms,
    invoiced.supplier is not null as is_invoiced
from staging.supplier as suppliers
left join spans on spans.supplier = suppliers.supplier
left join invoiced on invoiced.supplier = suppliers.supplier
where suppliers.has_call_files

-- One row per carrier call: the records of one supplier with the same call id and leg number.
-- A record without a call id is a call of its own. Everything is the first record's that is no credit; cost adds up
-- the amounts. It belongs to the cycle that holds its start, or to that of the invoice its record names.
with

invoices as (
    select
        supplier,
        invoice_number,
        max(from_on) as from_on
    from landed.invoice_line
    group by supplier, invoice_number
),

counts as (
    select
        carrier_call_id,
        count(*) as records
    from staging.carrier_record
    group by carrier_call_id
),

firsts as (
    select * from staging.carrier_record
    qualify row_number() over (
        partition by carrier_call_id
        order by case when is_credit then 1 else 0 end, started_ms, duration_ms desc, file_id, line
    ) = 1
),

calls as (
    select
        firsts.*,
        suppliers.match_tolerance_seconds * 1000 as tolerance_ms,
        suppliers.increment_seconds * 1000 as increment_ms,
        case
            when invoices.from_on is not null
            then invoices.from_on >= suppliers.cycle_start_on and invoices.from_on < suppliers.cycle_end_on
            else firsts.started_ms >= suppliers.cycle_start_ms and firsts.started_ms < suppliers.cycle_end_ms
        end as is_in_cycle
    from firsts
    join staging.supplier as suppliers on suppliers.supplier = firsts.supplier
    left join invoices
        on invoices.supplier = firsts.supplier
        and invoices.invoice_number = firsts.invoice_number
        and firsts.invoice_number <> ''
)

select
    calls.carrier_call_id,
    calls.supplier,
    calls.call_id,
    calls.event,
    calls.event_ms,
    calls.precision_ms,
    calls.started_ms,
    calls.duration_ms,
    calls.direction,
    calls.ani,
    calls.ani_type,
    calls.ani_country,
    calls.dnis,
    calls.dnis_type,
    calls.dnis_country,
    calls.terminating,
    calls.billed_seconds,
    counts.records,
    calls.tolerance_ms,
    calls.increment_ms,
    calls.is_in_cycle,
    calls.file_id,
    calls.line
from calls
join counts on counts.carrier_call_id = calls.carrier_call_id
join landed.period as period
    on calls.is_in_cycle
    or (calls.started_ms >= period.span_start_ms and calls.started_ms < period.span_end_ms)

-- One row per charge for a call: carrier record, how it matched, card row, billed seconds, amount and audit.
with

charges as (
    select * from cost.leg_charge
),

rates as (
    select * from staging.rate
)

select
    charges.charge_id,
    charges.kind,
    charges.leg_id,
    charges.carrier_call_id,
    charges.supplier,
    charges.number,
    charges.number_class,
    charges.reach,
    charges.match_class,
    charges.start_difference_ms,
    charges.duration_difference_ms,
    charges.basis,
    charges.duration_ms,
    charges.billed_seconds,
    charges.amount_micro,
    charges.audit_amount_micro,
    charges.currency,
    coalesce(charges.rate_id, '') as rate_id,
    coalesce(rates.unit, '') as rate_unit,
    rates.rate_nano,
    rates.connection_fee_nano,
    rates.first_increment_seconds,
    rates.next_increment_seconds,
    rates.minimum_seconds,
    coalesce(rates.prefix, '') as rate_prefix,
    coalesce(rates.label, '') as rate_label,
    coalesce(rates.file_id, '') as rate_file_id,
    rates.line as rate_line,
    charges.file_id,
    charges.line
from charges
left join rates on rates.rate_id = charges.rate_id

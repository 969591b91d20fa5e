-- One row per charge of a leg: what was priced, by which card row, found in which line of which file.
select
    charge.leg_id,
    charge.charge_id,
    charge.carrier_call_id,
    charge.supplier,
    charge.kind,
    charge.match_class,
    seconds(charge.start_difference_ms) as start_difference_seconds,
    seconds(charge.duration_difference_ms) as duration_difference_seconds,
    charge.basis,
    seconds(charge.duration_ms) as duration_seconds,
    charge.billed_seconds,
    rate(charge.rate_nano) as rate,
    charge.rate_unit,
    rate(charge.connection_fee_nano) as connection_fee,
    charge.rate_prefix,
    charge.rate_label,
    charge.rate_file_id as rate_file,
    charge.rate_line,
    money(charge.amount_micro) as amount,
    money(charge.audit_amount_micro) as audit_amount,
    charge.currency,
    charge.file_id as file,
    charge.line
from charge
where charge.leg_id = $leg_id
order by charge.supplier, charge.kind, charge.charge_id

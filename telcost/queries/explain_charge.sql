-- One row: the charge of a leg or carrier call, the record it came from and the card row that priced or audited it.
select
    charge.supplier,
    charge.carrier_call_id,
    charge.match_class,
    seconds(charge.start_difference_ms) as start_difference_seconds,
    seconds(charge.duration_difference_ms) as duration_difference_seconds,
    charge.basis,
    charge.number,
    seconds(charge.duration_ms) as duration_seconds,
    charge.billed_seconds,
    money(charge.amount_micro) as amount,
    money(charge.audit_amount_micro) as audit_amount,
    charge.currency,
    charge.rate_id,
    charge.rate_unit,
    rate(charge.rate_nano) as rate,
    rate(charge.connection_fee_nano) as connection_fee,
    charge.first_increment_seconds,
    charge.next_increment_seconds,
    charge.rate_prefix,
    charge.rate_label,
    charge.file_id as file,
    charge.line,
    charge.rate_file_id as rate_file,
    charge.rate_line
from charge
where charge.charge_id = $charge_id and charge.kind = $kind

-- One row per charge of a conversation's legs: what was priced, by which card row, found in which line of which file.
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
    card.name as rate_file,
    charge.rate_line,
    money(charge.amount_micro) as amount,
    money(charge.audit_amount_micro) as audit_amount,
    charge.currency,
    record.name as file,
    charge.line
from charge
join leg on leg.leg_id = charge.leg_id
left join file as record on record.file_id = charge.file_id
left join file as card on card.file_id = charge.rate_file_id
where leg.conversation_id = $conversation_id
order by leg.started_ms, charge.leg_id, charge.supplier, charge.kind

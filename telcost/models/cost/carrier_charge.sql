-- One row per carrier call of the cycle: the carrier's own amount is the cost and our price the audit;
-- a call without an amount costs what the card says for the carrier's own seconds, and nothing if it never connected.
select
    calls.carrier_call_id as charge_id,
    matches.leg_id,
    calls.carrier_call_id,
    calls.supplier,
    calls.direction,
    calls.dnis as number,
    matches.match_class,
    matches.start_difference_ms,
    matches.duration_difference_ms,
    case
        when amounts.amount_micro is not null then 'carrier_amount'
        when rated.length_ms = 0 then 'not_connected'
        when rated.amount_micro is not null then 'card_on_carrier_call'
        else 'unrated'
    end as basis,
    calls.duration_ms,
    coalesce(amounts.amount_micro, rated.amount_micro, 0) as amount_micro,
    rated.amount_micro as audit_amount_micro,
    amounts.currency,
    rated.number_class,
    rated.reach,
    rated.product,
    coalesce(calls.billed_seconds, rated.billed_seconds) as billed_seconds,
    rated.rate_id,
    calls.file_id,
    calls.line
from usage.carrier_call as calls
join cost.carrier_amount as amounts on amounts.carrier_call_id = calls.carrier_call_id
join usage.carrier_match as matches on matches.carrier_call_id = calls.carrier_call_id
join cost.rated_call as rated on rated.rated = 'carrier_call' and rated.source_id = calls.carrier_call_id
where calls.is_in_cycle

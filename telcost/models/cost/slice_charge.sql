-- One row per slice and charge of its leg: its part of the amount and of the seconds, by position.
-- part = floor(amount × to ÷ total) − floor(amount × from ÷ total): parts of a leg add up to it exactly.
-- A credit is split the same way on its absolute amount.
with

charges as (
    select * from cost.leg_charge
    where leg_id <> ''
)

select
    charges.charge_id,
    charges.kind,
    charges.supplier,
    slices.leg_id,
    slices.conversation_id,
    slices.slice,
    slices.purpose,
    slices.user_id,
    slices.queue_id,
    charges.number,
    charges.number_class,
    charges.reach,
    charges.product,
    charges.basis,
    charges.currency,
    case when charges.amount_micro < 0 then -1 else 1 end * (
        tc_muldiv(abs(charges.amount_micro), slices.to_weight, slices.total_weight)
        - tc_muldiv(abs(charges.amount_micro), slices.from_weight, slices.total_weight)
    ) as amount_micro,
    tc_muldiv(charges.duration_ms, slices.to_weight, slices.total_weight)
    - tc_muldiv(charges.duration_ms, slices.from_weight, slices.total_weight) as duration_ms
from charges
join usage.slice as slices on slices.leg_id = charges.leg_id

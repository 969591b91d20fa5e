-- One row per slice and charge: the cost line of a department's part of a call, with its owner and reason.
select
    parts.kind,
    parts.charge_id as source_id,
    cast(parts.slice as varchar) as part,
    owners.class,
    parts.supplier,
    parts.product,
    parts.number_class,
    parts.reach,
    owners.department,
    owners.cost_centre,
    parts.queue_id,
    legs.campaign_id,
    parts.number,
    parts.user_id,
    parts.conversation_id,
    parts.leg_id,
    places.local_on as used_on,
    parts.duration_ms,
    parts.amount_micro,
    parts.currency,
    parts.basis,
    owners.reason,
    'slice' as evidence
from cost.slice_charge as parts
join attribution.slice_owner as owners
    on owners.leg_id = parts.leg_id
    and owners.slice = parts.slice
join usage.leg as legs on legs.leg_id = parts.leg_id
join usage.leg_place as places on places.leg_id = parts.leg_id

-- One row per cost line whose owner is known from usage: slices, carrier calls without a leg, seats.
with

calls as (
    select
        charges.kind,
        charges.charge_id as source_id,
        '1' as part,
        owners.class,
        charges.supplier,
        charges.product,
        charges.number_class,
        charges.reach,
        owners.department,
        owners.cost_centre,
        '' as queue_id,
        '' as campaign_id,
        charges.number,
        '' as user_id,
        '' as conversation_id,
        '' as leg_id,
        dates.local_on as used_on,
        charges.duration_ms,
        charges.amount_micro,
        charges.currency,
        charges.basis,
        owners.reason,
        'carrier_call' as evidence
    from cost.leg_charge as charges
    join attribution.carrier_call_owner as owners on owners.carrier_call_id = charges.carrier_call_id
    join usage.carrier_only as dates on dates.carrier_call_id = charges.carrier_call_id
    where charges.leg_id = ''
),

seats as (
    select
        kind,
        charge_id as source_id,
        cast(part as varchar) as part,
        class,
        supplier,
        product,
        '' as number_class,
        '' as reach,
        department,
        cost_centre,
        '' as queue_id,
        '' as campaign_id,
        '' as number,
        user_id,
        '' as conversation_id,
        '' as leg_id,
        cast(null as date) as used_on,
        0 as duration_ms,
        amount_micro,
        currency,
        'card_on_seat' as basis,
        reason,
        'seat' as evidence
    from cost.seat_charge
),

lines as (
    select * from cost.slice_line
    union all
    select * from calls
    union all
    select * from seats
)

select
    lines.kind,
    lines.source_id,
    lines.part,
    lines.class,
    lines.supplier,
    coalesce(lines.product, '') as product,
    lines.number_class,
    lines.reach,
    lines.department,
    case when lines.cost_centre = '' then coalesce(defaults.cost_centre, '') else lines.cost_centre end as cost_centre,
    lines.queue_id,
    lines.campaign_id,
    lines.number,
    lines.user_id,
    lines.conversation_id,
    lines.leg_id,
    lines.used_on,
    lines.duration_ms,
    lines.amount_micro,
    lines.currency,
    lines.basis,
    lines.reason,
    lines.evidence
from lines
left join attribution.default_cost_centre as defaults on defaults.department = lines.department

-- One row per slice: who had the leg from when to when, whose it is and why.
-- An attempt has one only where a carrier bills it.
with

slices as (
    select * from usage.slice
)

select
    slices.leg_id,
    slices.conversation_id,
    slices.slice,
    slices.purpose,
    slices.user_id,
    coalesce(users.name, slices.user_id) as user_name,
    slices.queue_id,
    coalesce(queues.name, slices.queue_id) as queue,
    slices.flow,
    slices.owners,
    legs.connected_ms + slices.from_ms as from_ms,
    legs.connected_ms + slices.to_ms as to_ms,
    slices.from_weight,
    slices.to_weight,
    slices.total_weight,
    case
        when legs.status <> 'connected' then 0
        else tc_muldiv(legs.duration_ms, slices.to_weight, slices.total_weight)
            - tc_muldiv(legs.duration_ms, slices.from_weight, slices.total_weight)
    end as duration_ms,
    legs.media_type,
    legs.direction,
    legs.dnis_type as number_type,
    legs.campaign_id,
    owners.class,
    owners.department,
    case
        when owners.cost_centre = '' then coalesce(defaults.cost_centre, '')
        else owners.cost_centre
    end as cost_centre,
    owners.rule,
    owners.reason,
    places.is_in_month
from slices
join usage.leg as legs on legs.leg_id = slices.leg_id
join usage.leg_place as places on places.leg_id = slices.leg_id
join attribution.slice_owner as owners
    on owners.leg_id = slices.leg_id
    and owners.slice = slices.slice
left join attribution.default_cost_centre as defaults on defaults.department = owners.department
left join staging.platform_queue as queues on queues.queue_id = slices.queue_id
left join staging.platform_user as users on users.user_id = slices.user_id
where legs.status = 'connected'
    or exists (select 1 from cost.leg_charge as charges where charges.leg_id = slices.leg_id)

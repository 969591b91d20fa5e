-- One row per driver and department: the quantity its weight comes from, over the calendar month.
-- interactions: every conversation of any medium weighs 1 (2520 parts), divided equally among the departments
-- owning an agent or queue piece of it; who has a merged leg in another conversation weighs there.
-- minutes: connected voice slice time in ms. seats: seat days.
with

sharing as (
    select * from attribution.default_cost_centre
    where shares
),

owned as (
    select
        slices.conversation_id,
        owners.department
    from usage.slice as slices
    join usage.leg as legs on legs.leg_id = slices.leg_id
    join usage.leg_place as places on places.leg_id = slices.leg_id
    join attribution.slice_owner as owners
        on owners.leg_id = slices.leg_id
        and owners.slice = slices.slice
    where legs.status = 'connected'
        and slices.purpose in ('agent', 'voicemail', 'queue')
        and owners.class = 'direct'
        and places.is_in_month
        and exists (
            select 1 from usage.owner_interval as served
            where served.conversation_id = slices.conversation_id
                and served.user_id = slices.user_id
                and (slices.purpose = 'agent' or served.queue_id = slices.queue_id)
        )
    group by slices.conversation_id, owners.department
),

counted as (
    select
        conversation_id,
        department,
        count(*) over (partition by conversation_id) as departments
    from owned
),

talked as (
    select
        owners.department,
        slices.to_weight - slices.from_weight as weight
    from usage.slice as slices
    join usage.leg as legs on legs.leg_id = slices.leg_id
    join usage.leg_place as places on places.leg_id = slices.leg_id
    join attribution.slice_owner as owners
        on owners.leg_id = slices.leg_id
        and owners.slice = slices.slice
    where legs.status = 'connected'
        and legs.media_type = 'voice'
        and places.is_in_month
),

quantities as (
    select
        'interactions' as driver,
        department,
        cast(sum(tc_idiv(2520, departments)) as bigint) as weight
    from counted
    group by department
    union all
    select
        'minutes' as driver,
        department,
        cast(sum(weight) as bigint) as weight
    from talked
    group by department
    union all
    select
        'seats' as driver,
        department,
        cast(sum(days) as bigint) as weight
    from attribution.seat_owner
    group by department
)

select
    quantities.driver,
    quantities.department,
    sharing.cost_centre,
    quantities.weight,
    case quantities.driver
        when 'interactions' then tc_idiv(quantities.weight * 1000000, 2520)
        when 'minutes' then tc_muldiv(quantities.weight, 1000000, 151200000)
        else quantities.weight * 1000000
    end as quantity_micro
from quantities
join sharing on sharing.department = quantities.department

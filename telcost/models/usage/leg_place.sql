-- One row per leg: its local date, whether it lies in the calendar month, our number, whether the far end
-- is one of ours too (internal), and whose leg it is.
-- The supplier is that of our number, else the default for the direction; '' where nothing names one.
with

legs as (
    select
        leg_id,
        direction,
        case when direction = 'inbound' then dnis else ani end as our_number,
        case when direction = 'inbound' then ani else dnis end as other_number,
        case when direction = 'inbound' then ani_type else dnis_type end as other_type,
        case when direction = 'inbound' then dnis_country else ani_country end as our_country
    from usage.leg
),

numbers as (
    select
        our_number,
        direction
    from legs
    group by our_number, direction
),

others as (
    select other_number from legs
    where other_number <> ''
    group by other_number
),

internal as (
    select
        others.other_number,
        owned.valid_from,
        owned.valid_to
    from others
    join landed.number as owned
        on others.other_number >= owned.number_from
        and others.other_number <= owned.number_to
        and length(others.other_number) = length(owned.number_from)
),

pooled as (
    select
        numbers.our_number,
        numbers.direction,
        min(platforms.supplier) as supplier
    from numbers
    join landed.did_pool as pools
        on numbers.our_number >= pools.number_from
        and numbers.our_number <= pools.number_to
        and length(numbers.our_number) = length(pools.number_from)
        and pools.provider = 'PURE_CLOUD_VOICE'
    join staging.supplier as platforms on platforms.role = 'platform'
    group by numbers.our_number, numbers.direction
),

defaults as (
    select
        numbers.our_number,
        numbers.direction,
        min(suppliers.supplier) as supplier
    from numbers
    join staging.supplier as suppliers
        on suppliers.default_for = numbers.direction or suppliers.default_for = 'both'
    group by numbers.our_number, numbers.direction
)

select
    legs.leg_id,
    dates.local_on,
    dates.is_in_month,
    legs.our_number,
    legs.other_number,
    case when owned.region <> '' then owned.region else legs.our_country end as region,
    legs.our_country,
    legs.other_type = 'internal' or exists (
        select 1 from internal
        where internal.other_number = legs.other_number
            and internal.valid_from <= dates.local_on
            and internal.valid_to > dates.local_on
    ) as is_internal,
    coalesce(
        case when owned.supplier <> '' then owned.supplier end,
        pooled.supplier,
        defaults.supplier,
        ''
    ) as supplier
from legs
join usage.leg_date as dates on dates.leg_id = legs.leg_id
left join usage.own_number as owned
    on owned.our_number = legs.our_number
    and owned.local_on = dates.local_on
left join pooled on pooled.our_number = legs.our_number and pooled.direction = legs.direction
left join defaults on defaults.our_number = legs.our_number and defaults.direction = legs.direction

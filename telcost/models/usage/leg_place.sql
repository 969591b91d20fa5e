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

listed as (
    select
        numbers.our_number,
        numbers.direction,
        owned.supplier,
        owned.region,
        owned.valid_from,
        owned.valid_to,
        owned.line
    from numbers
    join landed.number as owned
        on numbers.our_number >= owned.number_from
        and numbers.our_number <= owned.number_to
        and length(numbers.our_number) = length(owned.number_from)
),

others as (
    select other_number from legs
    where other_number <> ''
    group by other_number
),

internal as (
    select others.other_number
    from others
    join landed.number as owned
        on others.other_number >= owned.number_from
        and others.other_number <= owned.number_to
        and length(others.other_number) = length(owned.number_from)
    group by others.other_number
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
    case when listed.region <> '' then listed.region else legs.our_country end as region,
    legs.our_country,
    internal.other_number is not null as is_internal,
    coalesce(
        case when listed.supplier <> '' then listed.supplier end,
        pooled.supplier,
        defaults.supplier,
        ''
    ) as supplier
from legs
join usage.leg_date as dates on dates.leg_id = legs.leg_id
left join listed
    on listed.our_number = legs.our_number
    and listed.direction = legs.direction
    and listed.valid_from <= dates.local_on
    and listed.valid_to > dates.local_on
left join internal on internal.other_number = legs.other_number
left join pooled on pooled.our_number = legs.our_number and pooled.direction = legs.direction
left join defaults on defaults.our_number = legs.our_number and defaults.direction = legs.direction

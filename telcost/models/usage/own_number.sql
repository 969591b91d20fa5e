-- One row per number of ours and local date on which a call used it, where number.csv says something of it: its
-- supplier and its region ('' where it says none). The number's own row comes before a range, a later one first.
with

period as (
    select * from landed.period
),

calls as (
    select
        case when direction = 'inbound' then dnis else ani end as our_number,
        tc_idiv(started_ms, 900000) as slot
    from usage.leg
    union
    select
        case when direction = 'inbound' then dnis else ani end as our_number,
        tc_idiv(started_ms, 900000) as slot
    from usage.carrier_call
),

used as (
    select
        calls.our_number,
        slots.local_on
    from calls
    join period on period.start_ms < period.end_ms
    join landed.local_slot as slots
        on slots.slot = calls.slot
        and slots.zone = period.billing_zone
    group by calls.our_number, slots.local_on
),

numbers as (
    select our_number from used
    group by our_number
),

listed as (
    select
        numbers.our_number,
        list.supplier,
        list.region,
        list.valid_from,
        list.valid_to,
        case when list.number_from = list.number_to then 0 else 1 end as is_range,
        list.line
    from numbers
    join landed.number as list
        on numbers.our_number >= list.number_from
        and numbers.our_number <= list.number_to
        and length(numbers.our_number) = length(list.number_from)
),

dated as (
    select
        used.our_number,
        used.local_on,
        listed.supplier,
        listed.region,
        row_number() over (
            partition by used.our_number, used.local_on
            order by case when listed.supplier <> '' then 0 else 1 end, listed.is_range, listed.valid_from desc, listed.line
        ) as supplier_place,
        row_number() over (
            partition by used.our_number, used.local_on
            order by case when listed.region <> '' then 0 else 1 end, listed.is_range, listed.valid_from desc, listed.line
        ) as region_place
    from used
    join listed
        on listed.our_number = used.our_number
        and listed.valid_from <= used.local_on
        and listed.valid_to > used.local_on
)

select
    our_number,
    local_on,
    max(case when supplier_place = 1 then supplier else '' end) as supplier,
    max(case when region_place = 1 then region else '' end) as region
from dated
group by our_number, local_on

-- One row per own number and local date on which a leg or an unmatched carrier call used it, where the list of
-- numbers names a department: that department and the reason in words.
with

used as (
    select our_number as number, local_on
    from usage.leg_place
    union
    select calls.our_number as number, calls.local_on
    from usage.carrier_only as calls
),

numbers as (
    select number, min(local_on) as first_on
    from used
    group by number
),

owned as (
    select
        numbers.number,
        list.department,
        list.cost_centre,
        list.valid_from,
        list.valid_to,
        list.line
    from numbers
    join landed.number as list
        on numbers.number >= list.number_from
        and numbers.number <= list.number_to
        and length(numbers.number) = length(list.number_from)
        and list.department <> ''
)

select
    used.number,
    used.local_on,
    owned.department,
    owned.cost_centre,
    'number ' || used.number || ': belongs to ' || owned.department
        || ' (number.csv, line ' || cast(owned.line as varchar) || ')' as reason
from used
join owned
    on owned.number = used.number
    and owned.valid_from <= used.local_on
    and owned.valid_to > used.local_on
qualify row_number() over (partition by used.number, used.local_on order by owned.valid_from desc, owned.line) = 1

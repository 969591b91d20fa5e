-- One row per own number and local date on which a leg or an unmatched carrier call used it, where we know whose
-- it is: the department in the list of numbers, else that of the user the DID is assigned to. With the reason.
with

used as (
    select our_number as number, local_on
    from usage.leg_place
    union
    select our_number as number, local_on
    from usage.carrier_only
),

numbers as (
    select number
    from used
    group by number
),

listed as (
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
),

assigned as (
    select
        number,
        owner_id as user_id
    from landed.did
    where owner_type = 'USER'
    qualify row_number() over (partition by number order by file_id, line) = 1
),

answers as (
    select
        used.number,
        used.local_on,
        1 as rank,
        listed.valid_from,
        listed.line,
        listed.department,
        listed.cost_centre,
        'number ' || used.number || ': belongs to ' || listed.department
            || ' (number.csv, line ' || cast(listed.line as varchar) || ')' as reason
    from used
    join listed
        on listed.number = used.number
        and listed.valid_from <= used.local_on
        and listed.valid_to > used.local_on
    union all
    select
        used.number,
        used.local_on,
        2 as rank,
        cast('0001-01-01' as date) as valid_from,
        0 as line,
        users.department,
        users.cost_centre,
        'number ' || used.number || ': assigned to ' || users.user_name || '; ' || users.reason as reason
    from used
    join assigned on assigned.number = used.number
    join attribution.user_owner as users
        on users.user_id = assigned.user_id
        and users.local_on = used.local_on
)

select
    number,
    local_on,
    department,
    cost_centre,
    reason
from answers
qualify row_number() over (partition by number, local_on order by rank, valid_from desc, line) = 1

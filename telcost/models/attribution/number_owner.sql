-- One row per own number and local date on which a leg or an unmatched carrier call used it, where something says whose
-- it is: number.csv (the number's own row before a range), else the user the DID is assigned to. With the reason.
-- A row of the list that names no department in force has a null department: the reason says which.
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

ranges as (
    select
        numbers.number,
        list.department,
        list.cost_centre,
        list.valid_from,
        list.valid_to,
        case when list.number_from = list.number_to then 0 else 1 end as is_range,
        list.line
    from numbers
    join landed.number as list
        on numbers.number >= list.number_from
        and numbers.number <= list.number_to
        and length(numbers.number) = length(list.number_from)
    where list.department <> '' or list.cost_centre <> ''
),

listed as (
    select
        used.number,
        used.local_on,
        ranges.line,
        case when ranges.department <> '' then ranges.department else ranges.cost_centre end as written,
        meanings.department,
        meanings.cost_centre
    from used
    join ranges
        on ranges.number = used.number
        and ranges.valid_from <= used.local_on
        and ranges.valid_to > used.local_on
    left join attribution.meaning as meanings
        on meanings.department_name = lower(trim(ranges.department))
        and meanings.cost_centre_name = lower(trim(ranges.cost_centre))
        and meanings.valid_from <= used.local_on
        and meanings.valid_to > used.local_on
    qualify row_number() over (
        partition by used.number, used.local_on
        order by ranges.is_range, ranges.valid_from desc, ranges.line, meanings.rank, meanings.department,
            meanings.cost_centre
    ) = 1
),

assigned as (
    select
        used.number,
        used.local_on,
        users.user_name,
        users.department,
        users.cost_centre,
        users.reason
    from used
    join landed.did as dids on dids.number = used.number and dids.owner_type = 'USER'
    join attribution.user_owner as users
        on users.user_id = dids.owner_id
        and users.local_on = used.local_on
        and users.department is not null
    qualify row_number() over (partition by used.number, used.local_on order by dids.file_id, dids.line) = 1
)

select
    used.number,
    used.local_on,
    coalesce(listed.department, assigned.department) as department,
    coalesce(listed.cost_centre, assigned.cost_centre) as cost_centre,
    'number ' || used.number || ': ' || case
        when listed.department is not null
        then 'belongs to ' || listed.department || ' (number.csv, line ' || cast(listed.line as varchar) || ')'
        when assigned.department is not null then 'assigned to ' || assigned.user_name || '; ' || assigned.reason
        else 'number.csv, line ' || cast(listed.line as varchar) || ' names ' || listed.written
            || ', no department or cost centre in force'
    end as reason
from used
left join listed on listed.number = used.number and listed.local_on = used.local_on
left join assigned on assigned.number = used.number and assigned.local_on = used.local_on
where listed.line is not null or assigned.department is not null

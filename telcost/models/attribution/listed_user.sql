-- One row per user and local date of the period or of a leg for which user.csv has a row in force, by id, else by
-- e-mail: what is written there, and whom it means (null where it means nobody).
with

days as (
    select local_on from staging.day
    union
    select local_on from usage.leg_place
),

users as (
    select * from attribution.known_user
),

lists as (
    select users.user_id, 0 as preference, list.department, list.cost_centre, list.valid_from, list.valid_to, list.line
    from users
    join landed.user as list on list.user_id = users.user_id
    union all
    select users.user_id, 1 as preference, list.department, list.cost_centre, list.valid_from, list.valid_to, list.line
    from users
    join landed.user as list on list.user_id = '' and lower(trim(list.email)) = users.email
    where users.email <> ''
)

select
    lists.user_id,
    days.local_on,
    lists.line,
    case when lists.department <> '' then lists.department else lists.cost_centre end as written,
    meanings.department,
    meanings.cost_centre
from lists
join days on days.local_on >= lists.valid_from and days.local_on < lists.valid_to
left join attribution.meaning as meanings
    on meanings.department_name = lower(trim(lists.department))
    and meanings.cost_centre_name = lower(trim(lists.cost_centre))
    and meanings.valid_from <= days.local_on
    and meanings.valid_to > days.local_on
where lists.department <> '' or lists.cost_centre <> ''
qualify row_number() over (
    partition by lists.user_id, days.local_on
    order by lists.preference, lists.valid_from desc, lists.line, meanings.rank, meanings.department, meanings.cost_centre
) = 1

-- One row per user and local date of the period or of a slice: the department, the rule and the reason in words.
-- The list decides (by id, else e-mail), else the department attribute of the Genesys Cloud user.
with

days as (
    select local_on from staging.day
    union
    select local_on from usage.leg_place
),

users as (
    select * from staging.platform_user
),

listed as (
    select
        users.user_id,
        days.local_on,
        1 as rank,
        list.department,
        list.cost_centre,
        case when list.user_id <> '' then 0 else 1 end as preference,
        list.line
    from users
    join landed.user as list
        on (list.user_id = users.user_id or (list.user_id = '' and lower(trim(list.email)) = lower(trim(users.email))))
        and list.department <> ''
    join days
        on days.local_on >= list.valid_from
        and days.local_on < list.valid_to
),

attributes as (
    select
        users.user_id,
        days.local_on,
        2 as rank,
        names.department,
        names.cost_centre,
        0 as preference,
        0 as line
    from users
    join attribution.name as names on names.name = lower(trim(users.department))
    join days
        on days.local_on >= names.valid_from
        and days.local_on < names.valid_to
),

answers as (
    select * from listed
    union all
    select * from attributes
),

first_answer as (
    select * from answers
    qualify row_number() over (
        partition by user_id, local_on order by rank, preference, line, department, cost_centre
    ) = 1
)

select
    users.user_id,
    first_answer.local_on,
    users.name as user_name,
    first_answer.department,
    first_answer.cost_centre,
    case
        when first_answer.rank = 1 then 'user ' || users.name || ': listed under ' || first_answer.department
            || ' (user.csv, line ' || cast(first_answer.line as varchar) || ')'
        else 'user ' || users.name || ': the Genesys Cloud profile names ' || first_answer.department
    end as reason
from first_answer
join users on users.user_id = first_answer.user_id

-- One row per user and local date of the period or of a leg on which something says whose the user is: the department
-- and the reason in words. The list decides (by id, else e-mail), else the department of the Genesys Cloud profile.
-- What names no department in force has a null department: the reason says which row that is.
with

days as (
    select local_on from staging.day
    union
    select local_on from usage.leg_place
),

users as (
    select * from attribution.known_user
),

listed as (
    select * from attribution.listed_user
),

profiles as (
    select
        users.user_id,
        days.local_on,
        names.department,
        names.cost_centre
    from users
    join attribution.name as names on names.name = users.department_name
    join days on days.local_on >= names.valid_from and days.local_on < names.valid_to
    qualify row_number() over (
        partition by users.user_id, days.local_on order by names.rank, names.department, names.cost_centre
    ) = 1
)

select
    users.user_id,
    days.local_on,
    users.name as user_name,
    coalesce(listed.department, profiles.department) as department,
    coalesce(listed.cost_centre, profiles.cost_centre) as cost_centre,
    'user ' || users.name || ': ' || case
        when listed.department is not null
        then 'listed under ' || listed.department || ' (user.csv, line ' || cast(listed.line as varchar) || ')'
        when profiles.department is not null then 'the Genesys Cloud profile names ' || profiles.department
        when listed.line is not null
        then 'user.csv, line ' || cast(listed.line as varchar) || ' names ' || listed.written
            || ', no department or cost centre in force'
        else 'no row in user.csv, and the Genesys Cloud profile names ' || users.department
            || ', no department or cost centre in force'
    end as reason
from users
join days on days.local_on > cast('0001-01-01' as date)
left join listed on listed.user_id = users.user_id and listed.local_on = days.local_on
left join profiles on profiles.user_id = users.user_id and profiles.local_on = days.local_on
where listed.line is not null or users.department_name <> ''

-- One row per billed seat and owner: the days of the month the user belonged to it, from one day to another.
-- A seat whose entity is no user, or that no rule places, is unattributed for the days concerned.
with

seats as (
    select
        supplier,
        entity
    from staging.billable_seat
    group by supplier, entity
),

users as (
    select
        user_id,
        lower(trim(email)) as email
    from staging.platform_user
    qualify row_number() over (
        partition by lower(trim(email)) order by case when lower(state) = 'active' then 0 else 1 end, version desc, user_id
    ) = 1
),

days as (
    select * from staging.day
),

daily as (
    select
        seats.supplier,
        seats.entity,
        coalesce(users.user_id, '') as user_id,
        days.local_on,
        owners.department,
        owners.cost_centre,
        owners.reason
    from seats
    join days on days.local_on >= cast('0001-01-01' as date)
    left join users on users.email = seats.entity
    left join attribution.user_owner as owners
        on owners.user_id = users.user_id
        and owners.local_on = days.local_on
),

owned as (
    select
        supplier,
        entity,
        user_id,
        coalesce(department, 'Unattributed') as department,
        coalesce(cost_centre, '') as cost_centre,
        case when department is null then 'unattributed' else 'direct' end as class,
        coalesce(reason, 'user: no row in user.csv for ' || entity) as reason,
        count(*) as days
    from daily
    group by
        supplier, entity, user_id, coalesce(department, 'Unattributed'), coalesce(cost_centre, ''),
        case when department is null then 'unattributed' else 'direct' end,
        coalesce(reason, 'user: no row in user.csv for ' || entity)
)

select
    supplier,
    entity,
    user_id,
    department,
    cost_centre,
    class,
    reason,
    days,
    row_number() over (partition by supplier, entity order by department, cost_centre, reason) as part,
    cast(sum(days) over (
        partition by supplier, entity order by department, cost_centre, reason
        rows between unbounded preceding and current row
    ) as bigint) - days as from_days,
    cast(sum(days) over (
        partition by supplier, entity order by department, cost_centre, reason
        rows between unbounded preceding and current row
    ) as bigint) as to_days,
    cast(sum(days) over (partition by supplier, entity) as bigint) as total_days
from owned

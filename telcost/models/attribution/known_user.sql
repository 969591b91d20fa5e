-- One row per user: of the platform's listing, or known only from a slice (the listing lacks people who left).
select
    user_id,
    name,
    lower(trim(email)) as email,
    lower(trim(department)) as department_name,
    department
from staging.platform_user
union all
select
    slices.user_id,
    slices.user_id as name,
    '' as email,
    '' as department_name,
    '' as department
from usage.slice as slices
where slices.user_id <> ''
    and not exists (select 1 from staging.platform_user as known where known.user_id = slices.user_id)
group by slices.user_id

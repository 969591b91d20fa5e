-- One row per entity and charge first used within the platform's cycle.
with

platforms as (
    select * from staging.supplier
    where role = 'platform'
),

usages as (
    select
        file_id,
        line,
        used_ms,
        trim(charge_name) as charge_name,
        lower(trim(entity)) as entity
    from landed.billable_usage
)

select
    platforms.supplier,
    usages.charge_name,
    usages.entity,
    usages.used_ms,
    usages.file_id,
    usages.line
from usages
join platforms
    on usages.used_ms >= platforms.cycle_start_ms
    and usages.used_ms < platforms.cycle_end_ms
qualify row_number() over (
    partition by platforms.supplier, usages.charge_name, usages.entity
    order by usages.used_ms, usages.file_id, usages.line
) = 1

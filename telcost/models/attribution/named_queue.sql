-- One row per queue and validity for which its own words say whose it is: the description `Department | Purpose`, else
-- the name's prefix `SALES_…`, the longest name first. Several may be in force: the first by `rank`, then by name.
with

queues as (
    select
        queue_id,
        lower(replace(trim(description), ' |', '|')) as description,
        lower(trim(name)) as name
    from staging.platform_queue
),

names as (
    select * from attribution.name
)

select
    queues.queue_id,
    'described' as rule,
    0 as rank,
    0 - length(names.name) as shortness,
    names.rank as name_rank,
    names.department,
    names.cost_centre,
    names.valid_from,
    names.valid_to
from queues
join names on substr(queues.description, 1, length(names.name) + 1) = names.name || '|'
union all
select
    queues.queue_id,
    'prefixed' as rule,
    1 as rank,
    0 - length(names.name) as shortness,
    names.rank as name_rank,
    names.department,
    names.cost_centre,
    names.valid_from,
    names.valid_to
from queues
join names on substr(queues.name, 1, length(names.name) + 1) = names.name || '_'

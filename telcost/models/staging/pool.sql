-- One row per pool in force on the period's first day: its driver, interactions if it names none.
with

period as (
    select * from landed.period
)

select
    pools.pool,
    pools.label,
    case when trim(pools.driver) = '' then 'interactions' else lower(trim(pools.driver)) end as driver,
    pools.file_id,
    pools.line
from landed.pool as pools
join period on pools.valid_from <= period.start_on and pools.valid_to > period.start_on
qualify row_number() over (partition by pools.pool order by pools.valid_from desc, pools.line) = 1

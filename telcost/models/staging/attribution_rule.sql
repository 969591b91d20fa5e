-- One row per attribution rule and validity, in the order they are asked; without a list: queue, user, number.
with

listed as (
    select * from landed.attribution_rule
),

defaults as (
    select 1 as position, 'queue' as rule
    union all
    select 2 as position, 'user' as rule
    union all
    select 3 as position, 'number' as rule
)

select
    position,
    lower(trim(rule)) as rule,
    valid_from,
    valid_to
from listed
union all
select
    defaults.position,
    defaults.rule,
    cast('0001-01-01' as date) as valid_from,
    cast('9999-12-31' as date) as valid_to
from defaults
where not exists (select 1 from listed)

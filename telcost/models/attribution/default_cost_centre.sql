-- One row per department: its default cost centre on the period's first day ('' where it has none).
with

period as (
    select * from landed.period
),

departments as (
    select list.department, list.label, list.shares
    from landed.department as list
    join period on list.valid_from < period.end_on and list.valid_to > period.start_on
    qualify row_number() over (partition by list.department order by list.valid_from desc, list.line) = 1
),

defaults as (
    select list.department, list.cost_centre
    from landed.cost_centre as list
    join period on list.valid_from < period.end_on and list.valid_to > period.start_on
    where list.is_default
    qualify row_number() over (partition by list.department order by list.valid_from desc, list.line) = 1
)

select
    departments.department,
    departments.label,
    departments.shares,
    coalesce(defaults.cost_centre, '') as cost_centre
from departments
left join defaults on defaults.department = departments.department

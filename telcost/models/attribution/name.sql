-- One row per spelling a rule may answer with: a department's name, label or alias, a cost centre's code or label.
-- Compared trimmed and in lower case. A cost centre gives its department, a department its default cost centre.
with

departments as (
    select * from landed.department
),

centres as (
    select * from landed.cost_centre
),

aliases as (
    select department, valid_from, valid_to, lower(trim(department)) as name from departments
    union
    select department, valid_from, valid_to, lower(trim(label)) as name from departments
    union
    select department, valid_from, valid_to, lower(trim(alias)) as name from landed.department_alias
),

defaults as (
    select * from centres
    where is_default
)

select
    aliases.name,
    aliases.department,
    coalesce(defaults.cost_centre, '') as cost_centre,
    aliases.valid_from,
    aliases.valid_to
from aliases
left join defaults
    on defaults.department = aliases.department
    and defaults.valid_from < aliases.valid_to
    and defaults.valid_to > aliases.valid_from
where aliases.name <> ''
union
select
    lower(trim(cost_centre)) as name,
    department,
    cost_centre,
    valid_from,
    valid_to
from centres
where department <> ''
union
select
    lower(trim(label)) as name,
    department,
    cost_centre,
    valid_from,
    valid_to
from centres
where department <> '' and label <> ''

-- One row per spelling a rule may answer with, and validity: a department's name, label or alias, a cost centre's code
-- or label. Compared trimmed and in lower case. A cost centre gives its department, a department the default cost
-- centre it has at the time. `rank` says which is meant first: 0 a department with its default, 1 a cost centre,
-- 2 a department while it has no default.
with

departments as (
    select * from landed.department
),

centres as (
    select * from landed.cost_centre
    where department <> ''
),

spellings as (
    select department, valid_from, valid_to, lower(trim(department)) as name from departments
    union
    select department, valid_from, valid_to, lower(trim(label)) as name from departments
    union
    select department, valid_from, valid_to, lower(trim(alias)) as name from landed.department_alias
)

select
    spellings.name,
    0 as rank,
    spellings.department,
    centres.cost_centre,
    greatest(spellings.valid_from, centres.valid_from) as valid_from,
    least(spellings.valid_to, centres.valid_to) as valid_to
from spellings
join centres
    on centres.department = spellings.department
    and centres.is_default
    and centres.valid_from < spellings.valid_to
    and centres.valid_to > spellings.valid_from
where spellings.name <> ''
union
select
    name,
    2 as rank,
    department,
    '' as cost_centre,
    valid_from,
    valid_to
from spellings
where name <> ''
union
select
    lower(trim(cost_centre)) as name,
    1 as rank,
    department,
    cost_centre,
    valid_from,
    valid_to
from centres
union
select
    lower(trim(label)) as name,
    1 as rank,
    department,
    cost_centre,
    valid_from,
    valid_to
from centres
where trim(label) <> ''

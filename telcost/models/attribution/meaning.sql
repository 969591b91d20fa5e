-- One row per department and cost centre as a list writes them, and validity: whom they mean. What is written and has
-- no row here means nobody: no list creates a department. Where both are written, the cost centre is one of the
-- department's, or neither counts.
with

written as (
    select lower(trim(department)) as department_name, lower(trim(cost_centre)) as cost_centre_name from landed.queue
    union
    select lower(trim(department)) as department_name, lower(trim(cost_centre)) as cost_centre_name from landed.user
    union
    select lower(trim(department)) as department_name, lower(trim(cost_centre)) as cost_centre_name from landed.number
    union
    select lower(trim(department)) as department_name, lower(trim(cost_centre)) as cost_centre_name
    from landed.invoice_rule
),

names as (
    select * from attribution.name
)

select
    written.department_name,
    written.cost_centre_name,
    names.rank,
    names.department,
    names.cost_centre,
    names.valid_from,
    names.valid_to
from written
join names on names.name = written.department_name
where written.cost_centre_name = ''
union all
select
    written.department_name,
    written.cost_centre_name,
    names.rank,
    names.department,
    names.cost_centre,
    names.valid_from,
    names.valid_to
from written
join names on names.name = written.cost_centre_name and names.rank = 1
where written.department_name = ''
    or exists (
        select 1 from attribution.name as whose
        where whose.name = written.department_name and whose.department = names.department
    )

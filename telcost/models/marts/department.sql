-- One row per cost centre in force (with its department, if it has one) and per department without one, and one
-- per account (Corporate overhead, Unattributed).
with

period as (
    select * from landed.period
),

centres as (
    select list.*
    from landed.cost_centre as list
    join period on list.valid_from < period.end_on and list.valid_to > period.start_on
    qualify row_number() over (partition by list.cost_centre order by list.valid_from desc, list.line) = 1
),

departments as (
    select * from attribution.default_cost_centre
)

select
    centres.department,
    coalesce(departments.label, '') as label,
    centres.cost_centre,
    centres.label as cost_centre_label,
    centres.parent,
    centres.is_default,
    false as is_account,
    coalesce(departments.shares, false) as shares
from centres
left join departments on departments.department = centres.department
union all
select
    departments.department,
    departments.label,
    '' as cost_centre,
    '' as cost_centre_label,
    '' as parent,
    true as is_default,
    false as is_account,
    departments.shares
from departments
where not exists (select 1 from centres where centres.department = departments.department)
union all
select 'Corporate overhead', 'Corporate overhead', '', '', '', true, true, false
union all
select 'Unattributed', 'Unattributed', '', '', '', true, true, false

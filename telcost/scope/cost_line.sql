-- One row per cost line of the viewer's departments. A call that came in on somebody else's number says so.
select * replace (
    case when number in (select number from foreign_number) then 'another department' else number end as number
)
from marts.cost_line
where department in (select department from viewer_department)

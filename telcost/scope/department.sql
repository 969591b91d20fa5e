-- One row per cost centre of the viewer's departments.
select *
from marts.department
where department in (select department from viewer_department)

-- One row per posting to the viewer's departments.
select *
from marts.posting
where department in (select department from viewer_department)

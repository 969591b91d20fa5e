-- One row per billed seat of the viewer's departments.
select *
from marts.seat
where department in (select department from viewer_department)

-- One row per share of a pool the viewer's departments have; what others have is in `pool`, as one total.
select *
from marts.share
where department in (select department from viewer_department)

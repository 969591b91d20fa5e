-- One row per number that belongs to a department the viewer does not see.
select distinct number
from attribution.number_owner
where department not in (select department from viewer_department)

-- One row per slice of a connected voice leg in the calendar month, of the viewer's departments: what calls and
-- minutes are counted from. An attempt nobody answered (it has no position) is no call.
select *
from marts.slice
where is_in_month
    and media_type = 'voice'
    and from_ms is not null
    and department in (select department from viewer_department)

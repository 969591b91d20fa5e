-- One row per slice of a connected voice leg in the calendar month, of the viewer's departments: what calls and
-- minutes are counted from. An attempt nobody answered is no call.
select
    slice.*,
    leg.number
from slice
join leg on leg.leg_id = slice.leg_id
where slice.is_in_month
    and slice.media_type = 'voice'
    and leg.status = 'connected'
    and slice.department in (select department from viewer_department)

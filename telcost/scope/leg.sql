-- One row per leg the viewer's departments have a slice of, whole as it is; numbers of others are left out.
select leg.* replace (
    case when our_number in (select number from foreign_number) then 'another department' else our_number end as our_number,
    case when other_number in (select number from foreign_number) then 'another department' else other_number end
        as other_number,
    case when number in (select number from foreign_number) then 'another department' else number end as number
)
from marts.leg
where leg_id in (
    select leg_id
    from marts.slice
    where department in (select department from viewer_department)
)

-- One row per leg the viewer's departments have a slice or a cost of. A leg that others stand beside keeps its length;
-- their numbers are left out, and its campaign unless the viewer's departments paid for it.
with

mine as (
    select leg_id from marts.slice where department in (select department from viewer_department)
    union
    select leg_id from cost_line where leg_id <> ''
),

campaign as (
    select leg_id, max(campaign_id) as campaign_id
    from cost_line
    group by leg_id
)

select leg.* replace (
    case when our_number in (select number from foreign_number) then 'another department' else our_number end as our_number,
    case when other_number in (select number from foreign_number) then 'another department' else other_number end
        as other_number,
    case when number in (select number from foreign_number) then 'another department' else number end as number,
    coalesce(campaign.campaign_id, '') as campaign_id
)
from marts.leg
left join campaign on campaign.leg_id = leg.leg_id
where leg.leg_id in (select leg_id from mine)

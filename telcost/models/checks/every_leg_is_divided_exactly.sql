-- One row per connected leg whose slices overlap, leave a gap or end before it does.
with

sliced as (
    select
        leg_id,
        from_weight,
        to_weight,
        total_weight,
        coalesce(lag(to_weight) over (partition by leg_id order by from_weight, to_weight), 0) as expected_weight
    from usage.slice
),

ends as (
    select
        leg_id,
        max(to_weight) as to_weight,
        max(total_weight) as total_weight,
        max(case when from_weight <> expected_weight then 1 else 0 end) as is_broken
    from sliced
    group by leg_id
)

select
    legs.leg_id as subject,
    'its slices do not cover it once' as message
from usage.leg as legs
left join ends on ends.leg_id = legs.leg_id
where legs.status = 'connected'
    and (ends.leg_id is null or ends.is_broken = 1 or ends.to_weight <> ends.total_weight)

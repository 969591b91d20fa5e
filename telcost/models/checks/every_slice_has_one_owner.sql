-- One row per slice without exactly one owner.
with

owners as (
    select
        leg_id,
        slice,
        count(*) as owners
    from attribution.slice_owner
    group by leg_id, slice
)

select
    slices.leg_id || ' slice ' || cast(slices.slice as varchar) as subject,
    cast(coalesce(owners.owners, 0) as varchar) || ' owners' as message
from usage.slice as slices
left join owners
    on owners.leg_id = slices.leg_id
    and owners.slice = slices.slice
where coalesce(owners.owners, 0) <> 1

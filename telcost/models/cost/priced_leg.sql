-- One row per connected voice leg and card that prices it: its supplier's card where no carrier call is its price
-- (rated `leg`), and the platform's price per minute (rated `platform`). Internal legs cost the platform only.
with

legs as (
    select * from usage.leg
    where media_type = 'voice' and status = 'connected'
),

suppliers as (
    select * from staging.supplier
)

select
    'leg' as rated,
    legs.leg_id,
    places.supplier,
    '' as product
from legs
join usage.leg_place as places on places.leg_id = legs.leg_id
left join suppliers on suppliers.supplier = places.supplier
where not places.is_internal
    and places.is_in_month
    and suppliers.supplier is null
union all
select
    'leg' as rated,
    legs.leg_id,
    places.supplier,
    '' as product
from legs
join usage.leg_place as places on places.leg_id = legs.leg_id
join suppliers
    on suppliers.supplier = places.supplier
    and legs.started_ms >= suppliers.cycle_start_ms
    and legs.started_ms < suppliers.cycle_end_ms
where not places.is_internal
    and not exists (
        select 1 from usage.carrier_match as matches
        where matches.leg_id = legs.leg_id
            and matches.supplier = places.supplier
            and matches.match_class <> 'only_platform'
    )
union all
select
    'platform' as rated,
    legs.leg_id,
    suppliers.supplier,
    'platform_minutes' as product
from legs
join suppliers
    on suppliers.role = 'platform'
    and legs.started_ms >= suppliers.cycle_start_ms
    and legs.started_ms < suppliers.cycle_end_ms

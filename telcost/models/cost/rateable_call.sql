-- One row per call to be priced by a card: every carrier call (its price, or the audit of it), every voice leg
-- without one at its supplier's price, every voice leg of the month at the platform's price per minute.
-- The dialled number decides inbound and outbound; `length_ms` is what the supplier would count.
with

legs as (
    select * from usage.leg
    where media_type = 'voice' and status = 'connected'
),

places as (
    select * from usage.leg_place
),

suppliers as (
    select * from staging.supplier
),

calls as (
    select
        'carrier_call' as rated,
        calls.carrier_call_id as source_id,
        calls.supplier,
        '' as product,
        calls.direction,
        calls.dnis as number,
        calls.dnis_type as number_type,
        calls.dnis_country as number_country,
        coalesce(places.our_country, case when calls.direction = 'inbound' then calls.dnis_country else calls.ani_country end) as our_country,
        coalesce(places.region, '') as region,
        calls.started_ms,
        coalesce(calls.billed_seconds * 1000, calls.duration_ms) as length_ms
    from usage.carrier_call as calls
    join usage.carrier_match as matches on matches.carrier_call_id = calls.carrier_call_id
    left join places on places.leg_id = matches.leg_id
    where calls.is_in_cycle
),

unmatched as (
    select
        'leg' as rated,
        legs.leg_id as source_id,
        places.supplier,
        '' as product,
        legs.direction,
        legs.dnis as number,
        legs.dnis_type as number_type,
        legs.dnis_country as number_country,
        places.our_country,
        places.region,
        legs.started_ms,
        legs.duration_ms as length_ms
    from legs
    join places on places.leg_id = legs.leg_id
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
),

platform as (
    select
        'platform' as rated,
        legs.leg_id as source_id,
        suppliers.supplier,
        'platform_minutes' as product,
        legs.direction,
        legs.dnis as number,
        legs.dnis_type as number_type,
        legs.dnis_country as number_country,
        places.our_country,
        places.region,
        legs.started_ms,
        legs.duration_ms as length_ms
    from legs
    join places on places.leg_id = legs.leg_id
    join suppliers
        on suppliers.role = 'platform'
        and legs.started_ms >= suppliers.cycle_start_ms
        and legs.started_ms < suppliers.cycle_end_ms
),

priced as (
    select * from calls
    union all
    select * from unmatched
    union all
    select * from platform
)

select
    priced.rated,
    priced.source_id,
    priced.supplier,
    priced.product,
    priced.direction,
    priced.number,
    case when priced.number_type = '' then 'unknown' else priced.number_type end as number_class,
    case
        when priced.number_type in ('unknown', 'internal', 'withheld', 'emergency', '') then ''
        when case when priced.number_country in ('PR', 'VI', 'GU', 'MP', 'AS') then 'US' else priced.number_country end
            = case
                when priced.our_country in ('PR', 'VI', 'GU', 'MP', 'AS') then 'US'
                when priced.our_country = '' then suppliers.home_country
                else priced.our_country
            end
        then 'domestic'
        else 'international'
    end as reach,
    replace(priced.number, '+', '') as digits,
    priced.region,
    slots.local_on as rated_on,
    priced.length_ms
from priced
join suppliers on suppliers.supplier = priced.supplier
join landed.local_slot as slots
    on slots.slot = tc_idiv(priced.started_ms, 900000)
    and slots.zone = suppliers.rate_zone

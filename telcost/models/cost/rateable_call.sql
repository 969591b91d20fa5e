-- One row per call to be priced by a card: every carrier call of the cycle (its price, or the audit of it) and
-- every leg we price ourselves. The dialled number decides inbound and outbound; `length_ms` is what the supplier
-- would count; `reach` says whether the number lies in the country of our own number on the call, else the supplier's.
with

suppliers as (
    select * from staging.supplier
),

priced as (
    select
        'carrier_call' as rated,
        calls.carrier_call_id as source_id,
        calls.supplier,
        '' as product,
        calls.direction,
        calls.dnis as number,
        calls.dnis_type as number_type,
        calls.dnis_country as number_country,
        case
            when places.our_country <> '' then places.our_country
            when calls.direction = 'inbound' then calls.dnis_country
            else calls.ani_country
        end as our_country,
        coalesce(places.region, alone.region, '') as region,
        calls.started_ms,
        coalesce(calls.billed_seconds * 1000, calls.duration_ms) as length_ms
    from usage.carrier_call as calls
    join usage.carrier_match as matches on matches.carrier_call_id = calls.carrier_call_id
    left join usage.leg_place as places on places.leg_id = matches.leg_id
    left join usage.carrier_only as alone on alone.carrier_call_id = calls.carrier_call_id
    where calls.is_in_cycle
    union all
    select
        chosen.rated,
        chosen.leg_id as source_id,
        chosen.supplier,
        chosen.product,
        legs.direction,
        legs.dnis as number,
        legs.dnis_type as number_type,
        legs.dnis_country as number_country,
        places.our_country,
        places.region,
        legs.started_ms,
        legs.duration_ms as length_ms
    from cost.priced_leg as chosen
    join usage.leg as legs on legs.leg_id = chosen.leg_id
    join usage.leg_place as places on places.leg_id = chosen.leg_id
),

homed as (
    select
        priced.*,
        case when priced.our_country <> '' then priced.our_country else coalesce(suppliers.home_country, '') end
            as home_country
    from priced
    left join suppliers on suppliers.supplier = priced.supplier
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
            = case when priced.home_country in ('PR', 'VI', 'GU', 'MP', 'AS') then 'US' else priced.home_country end
        then 'domestic'
        else 'international'
    end as reach,
    replace(priced.number, '+', '') as digits,
    priced.region,
    coalesce(slots.local_on, suppliers.cycle_start_on, period.start_on) as rated_on,
    priced.length_ms
from homed as priced
join landed.period as period on period.start_ms < period.end_ms
left join suppliers on suppliers.supplier = priced.supplier
left join landed.local_slot as slots
    on slots.slot = tc_idiv(priced.started_ms, 900000)
    and slots.zone = coalesce(suppliers.rate_zone, period.billing_zone)

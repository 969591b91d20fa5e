-- One row per leg we price ourselves: its supplier's leg without a record, and the platform's minutes of each leg.
-- Inside the span the supplier's records cover, a leg without one costs nothing (only_platform); outside it our
-- price is an estimate. `audit_amount_micro` is what the card says either way.
with

rated as (
    select * from cost.rated_call
    where rated <> 'carrier_call'
),

placed as (
    select
        rated.*,
        case
            when rated.rated = 'platform' then 'platform'
            when legs.started_ms >= spans.first_ms and legs.started_ms <= spans.last_ms then 'only_platform'
            else 'no_call_file'
        end as match_class,
        legs.direction,
        legs.dnis,
        legs.duration_ms,
        coalesce(suppliers.currency, period.reporting_currency) as supplier_currency
    from rated
    join usage.leg as legs on legs.leg_id = rated.source_id
    join landed.period as period on period.start_ms < period.end_ms
    left join staging.supplier as suppliers on suppliers.supplier = rated.supplier
    left join usage.covered_span as spans on spans.supplier = rated.supplier
)

select
    supplier || ':' || source_id as charge_id,
    source_id as leg_id,
    '' as carrier_call_id,
    supplier,
    direction,
    dnis as number,
    match_class,
    cast(null as bigint) as start_difference_ms,
    cast(null as bigint) as duration_difference_ms,
    case
        when match_class = 'only_platform' then 'only_platform'
        when amount_micro is null then 'unrated'
        when match_class = 'platform' then 'card_on_leg'
        else 'estimate'
    end as basis,
    duration_ms,
    case when match_class = 'only_platform' then 0 else coalesce(amount_micro, 0) end as amount_micro,
    amount_micro as audit_amount_micro,
    coalesce(currency, supplier_currency) as currency,
    number_class,
    reach,
    coalesce(product, '') as product,
    billed_seconds,
    rate_id,
    '' as file_id,
    cast(null as bigint) as line
from placed

-- One row: the period, its mode and state. Estimated until every supplier's invoice is in, then reconciled.
with

missing as (
    select count(*) as suppliers from marts.supplier
    where not is_invoiced
)

select
    period.period,
    period.start_ms,
    period.end_ms,
    period.start_on,
    period.end_on,
    period.billing_zone,
    period.reporting_currency,
    'showback' as mode,
    case when missing.suppliers = 0 then 'reconciled' else 'estimated' end as state
from landed.period as period
join missing on missing.suppliers >= 0

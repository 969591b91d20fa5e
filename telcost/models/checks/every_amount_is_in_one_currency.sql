-- One row per supplier billed in a currency other than the reporting currency: amounts of two are never added.
with

period as (
    select * from landed.period
)

select
    lines.supplier || ' ' || lines.currency as subject,
    'no rate turns ' || lines.currency || ' into ' || period.reporting_currency as message
from marts.cost_line as lines
join period on period.reporting_currency <> lines.currency
group by lines.supplier, lines.currency, period.reporting_currency

-- One row: the period, whether its invoices are in, and the currency everything is in.
select
    period,
    state,
    mode,
    billing_zone,
    reporting_currency as currency
from period

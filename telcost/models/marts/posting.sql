-- One row per posting of the period: invoice line × class × kind × pool × department × cost centre, minor units.
with

period as (
    select * from landed.period
)

select
    period.period,
    postings.supplier,
    postings.invoice_line_id,
    postings.class,
    postings.kind,
    postings.pool,
    postings.department,
    postings.cost_centre,
    postings.amount_cents,
    postings.currency
from allocation.posting as postings
join period on period.start_ms < period.end_ms

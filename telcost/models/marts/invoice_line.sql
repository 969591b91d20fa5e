-- One row per line the parts must add up to, with the five classes that add up to it, in minor units.
with

sums as (
    select
        invoice_line_id,
        cast(sum(case when class = 'direct' then amount_cents else 0 end) as bigint) as direct_cents,
        cast(sum(case when class = 'shared' then amount_cents else 0 end) as bigint) as shared_cents,
        cast(sum(case when class = 'overhead' then amount_cents else 0 end) as bigint) as overhead_cents,
        cast(sum(case when class = 'unattributed' then amount_cents else 0 end) as bigint) as unattributed_cents,
        cast(sum(case when class = 'variance' then amount_cents else 0 end) as bigint) as variance_cents
    from allocation.posting
    group by invoice_line_id
)

select
    bills.invoice_line_id,
    bills.supplier,
    bills.invoice_number,
    bills.line_number,
    bills.product,
    bills.description,
    bills.kind,
    bills.explained_by,
    bills.pool,
    bills.is_estimate,
    bills.amount_micro,
    bills.minor_micro,
    coalesce(sums.direct_cents, 0) as direct_cents,
    coalesce(sums.shared_cents, 0) as shared_cents,
    coalesce(sums.overhead_cents, 0) as overhead_cents,
    coalesce(sums.unattributed_cents, 0) as unattributed_cents,
    coalesce(sums.variance_cents, 0) as variance_cents,
    case
        when bills.amount_micro >= 0 then tc_idiv(bills.amount_micro, bills.minor_micro)
        else 0 - tc_idiv(0 - bills.amount_micro, bills.minor_micro)
    end as amount_cents,
    bills.currency,
    bills.file_id,
    bills.line
from cost.billed_line as bills
left join sums on sums.invoice_line_id = bills.invoice_line_id

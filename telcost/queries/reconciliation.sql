-- One row per supplier: what it billed, what we explain of it by class, and the variance that is left.
select
    supplier,
    bool_or(is_estimate) as is_estimate,
    count(*) as lines,
    minor(sum(amount_cents)) as invoiced,
    minor(sum(direct_cents)) as direct,
    minor(sum(shared_cents)) as shared,
    minor(sum(overhead_cents)) as overhead,
    minor(sum(unattributed_cents)) as unattributed,
    minor(sum(direct_cents + shared_cents + overhead_cents + unattributed_cents)) as explained,
    minor(sum(variance_cents)) as variance,
    minor(sum(
        amount_cents - direct_cents - shared_cents - overhead_cents - unattributed_cents - variance_cents
    )) as difference
from invoice_line
group by supplier
order by supplier

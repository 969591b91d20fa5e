-- One row per invoice line the viewer's departments are charged of. The amount is shown of pools only: everybody
-- who shares one may know its total.
select invoice_line.* replace (
    case when explained_by = 'pool' then amount_cents end as amount_cents,
    case when explained_by = 'pool' then amount_micro end as amount_micro,
    cast(null as bigint) as direct_cents,
    cast(null as bigint) as shared_cents,
    cast(null as bigint) as overhead_cents,
    cast(null as bigint) as unattributed_cents,
    cast(null as bigint) as variance_cents
)
from marts.invoice_line
where invoice_line_id in (select invoice_line_id from posting)

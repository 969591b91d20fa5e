-- One row per posting: invoice line × class × kind × pool × department × cost centre, in minor units.
-- Largest remainder over the line's postings, ties by posting key: the postings of a line add up to it.
with

summed as (
    select
        lines.supplier,
        lines.invoice_line_id,
        lines.class,
        lines.kind,
        lines.pool,
        lines.department,
        lines.cost_centre,
        lines.currency,
        cast(sum(lines.amount_micro) as bigint) as amount_micro
    from allocation.cost_line as lines
    group by
        lines.supplier, lines.invoice_line_id, lines.class, lines.kind, lines.pool, lines.department,
        lines.cost_centre, lines.currency
),

floored as (
    select
        summed.*,
        bills.minor_micro,
        bills.amount_micro as line_micro,
        case
            when summed.amount_micro >= 0 then tc_idiv(summed.amount_micro, bills.minor_micro)
            else 0 - tc_idiv(bills.minor_micro - 1 - summed.amount_micro, bills.minor_micro)
        end as floor_cents
    from summed
    join cost.billed_line as bills on bills.invoice_line_id = summed.invoice_line_id
),

ranked as (
    select
        floored.*,
        line_micro - minor_micro * cast(sum(floor_cents) over (partition by invoice_line_id) as bigint) as left_over_micro,
        row_number() over (
            partition by invoice_line_id
            order by amount_micro - floor_cents * minor_micro desc, class, kind, pool, department, cost_centre
        ) as place
    from floored
)

select
    supplier,
    invoice_line_id,
    class,
    kind,
    pool,
    department,
    cost_centre,
    floor_cents + case when place * minor_micro <= left_over_micro then 1 else 0 end as amount_cents,
    amount_micro,
    minor_micro,
    currency
from ranked

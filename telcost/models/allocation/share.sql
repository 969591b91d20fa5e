-- One row per pooled invoice line and department: quantity, weight and its share of the line in micro-units.
-- Largest remainder, ties by department; a credit is the mirror of a debit. A pool whose driver counted nothing
-- goes to overhead, and says so.
with

pooled as (
    select
        lines.invoice_line_id,
        lines.kind,
        lines.supplier,
        lines.currency,
        lines.amount_micro,
        lines.pool,
        coalesce(pools.driver, 'interactions') as driver
    from cost.billed_line as lines
    left join staging.pool as pools on pools.pool = lines.pool
    where lines.explained_by = 'pool'
),

drivers as (
    select * from allocation.driver
    where weight > 0
),

weighted as (
    select
        pooled.invoice_line_id,
        pooled.kind,
        pooled.supplier,
        pooled.currency,
        pooled.amount_micro as pool_amount_micro,
        pooled.pool,
        pooled.driver,
        drivers.department,
        drivers.cost_centre,
        drivers.quantity_micro,
        drivers.weight,
        cast(sum(drivers.weight) over (partition by pooled.invoice_line_id) as bigint) as total_weight
    from pooled
    join drivers on drivers.driver = pooled.driver
),

floored as (
    select
        weighted.*,
        tc_muldiv(abs(pool_amount_micro), weight, total_weight) as floor_micro,
        tc_mulmod(abs(pool_amount_micro), weight, total_weight) as remainder
    from weighted
),

ranked as (
    select
        floored.*,
        abs(pool_amount_micro) - cast(sum(floor_micro) over (partition by invoice_line_id) as bigint) as left_over,
        row_number() over (partition by invoice_line_id order by remainder desc, department) as place
    from floored
)

select
    invoice_line_id,
    kind,
    supplier,
    currency,
    pool,
    driver,
    'shared' as class,
    department,
    cost_centre,
    quantity_micro,
    weight,
    total_weight,
    pool_amount_micro,
    case when pool_amount_micro < 0 then -1 else 1 end
        * (floor_micro + case when place <= left_over then 1 else 0 end) as amount_micro
from ranked
union all
select
    invoice_line_id,
    kind,
    supplier,
    currency,
    pool,
    driver,
    'overhead' as class,
    'Corporate overhead' as department,
    '' as cost_centre,
    0 as quantity_micro,
    0 as weight,
    0 as total_weight,
    amount_micro as pool_amount_micro,
    amount_micro
from pooled
where not exists (select 1 from weighted where weighted.invoice_line_id = pooled.invoice_line_id)

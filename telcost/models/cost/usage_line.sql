-- One row per sort of priced usage (supplier, kind, class, product, currency): the invoice line that bills it.
-- The line of that product, else of that class, else of the kind. A supplier without an invoice has a line
-- `estimate`, usage no line of an invoice bills stands against a line `not invoiced` of 0.
with

sorts as (
    select
        supplier,
        kind,
        number_class,
        reach,
        product,
        currency,
        cast(sum(amount_micro) as bigint) as amount_micro
    from cost.direct_line
    group by supplier, kind, number_class, reach, product, currency
),

lines as (
    select * from cost.explained_line
    where explained_by in ('usage', 'licence')
),

invoiced as (
    select supplier from cost.explained_line group by supplier
),

candidates as (
    select
        sorts.supplier,
        sorts.kind,
        sorts.number_class,
        sorts.reach,
        sorts.product,
        sorts.currency,
        lines.invoice_line_id,
        lines.line_number,
        case when lower(lines.product) = lower(sorts.product) then 0 else 2 end
        + case when lines.number_class <> '' then 0 else 1 end as distance
    from sorts
    join lines
        on lines.supplier = sorts.supplier
        and lines.kind = sorts.kind
        and lines.currency = sorts.currency
        and (lines.number_class = '' or lines.number_class = sorts.number_class or lines.number_class = sorts.reach)
),

nearest as (
    select * from candidates
    qualify row_number() over (
        partition by supplier, kind, number_class, reach, product, currency
        order by distance, line_number, invoice_line_id
    ) = 1
)

select
    sorts.supplier,
    sorts.kind,
    sorts.number_class,
    sorts.reach,
    sorts.product,
    sorts.currency,
    sorts.amount_micro,
    coalesce(nearest.invoice_line_id, sorts.supplier || ':' || case
        when invoiced.supplier is null then 'estimate:' else 'not invoiced:'
    end || sorts.kind) as invoice_line_id,
    invoiced.supplier is null as is_estimate
from sorts
left join nearest
    on nearest.supplier = sorts.supplier
    and nearest.kind = sorts.kind
    and nearest.number_class = sorts.number_class
    and nearest.reach = sorts.reach
    and nearest.product = sorts.product
    and nearest.currency = sorts.currency
left join invoiced on invoiced.supplier = sorts.supplier

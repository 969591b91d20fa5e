-- One row per invoice line with the rule that says how it is explained ('' where no rule does).
with

lines as (
    select * from staging.invoice_line
),

matching as (
    select
        lines.invoice_line_id,
        rules.position,
        rules.line,
        rules.kind,
        rules.number_class,
        rules.explained_by,
        rules.pool,
        rules.department,
        rules.cost_centre
    from lines
    join landed.invoice_rule as rules
        on rules.supplier = lines.supplier
        and rules.valid_from <= lines.from_on
        and rules.valid_to > lines.from_on
        and replace(lower(lines.product || ' ' || lines.description), lower(rules.contains), '')
            <> lower(lines.product || ' ' || lines.description)
),

first_rule as (
    select * from matching
    qualify row_number() over (partition by invoice_line_id order by position, line) = 1
)

select
    lines.invoice_line_id,
    lines.supplier,
    lines.invoice_number,
    lines.line_number,
    lines.product,
    lines.description,
    lines.amount_micro,
    lines.currency,
    lines.file_id,
    lines.line,
    coalesce(first_rule.kind, 'other') as kind,
    coalesce(first_rule.number_class, '') as number_class,
    coalesce(first_rule.explained_by, '') as explained_by,
    coalesce(first_rule.pool, '') as pool,
    coalesce(first_rule.department, '') as department,
    coalesce(first_rule.cost_centre, '') as cost_centre,
    coalesce(first_rule.line, 0) as rule_line
from lines
left join first_rule on first_rule.invoice_line_id = lines.invoice_line_id

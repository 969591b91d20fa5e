-- One row per invoice line with the rule that says how it is explained ('' where no rule does).
-- A line fixed to what is no department or cost centre in force is `unmapped`; `department` is then what was written.
with

lines as (
    select
        invoices.*,
        lower(invoices.product || ' ' || invoices.description) as words
    from staging.invoice_line as invoices
),

first_rule as (
    select
        lines.invoice_line_id,
        lines.from_on,
        rules.line,
        rules.kind,
        rules.number_class,
        lower(trim(rules.explained_by)) as explained_by,
        rules.pool,
        rules.department,
        rules.cost_centre
    from lines
    join landed.invoice_rule as rules
        on rules.supplier = lines.supplier
        and rules.valid_from <= lines.from_on
        and rules.valid_to > lines.from_on
        and (rules.contains = '' or replace(lines.words, lower(rules.contains), '') <> lines.words)
    qualify row_number() over (partition by lines.invoice_line_id order by rules.position, rules.line) = 1
),

assigned as (
    select
        first_rule.invoice_line_id,
        meanings.department,
        meanings.cost_centre
    from first_rule
    join attribution.meaning as meanings
        on meanings.department_name = lower(trim(first_rule.department))
        and meanings.cost_centre_name = lower(trim(first_rule.cost_centre))
        and meanings.valid_from <= first_rule.from_on
        and meanings.valid_to > first_rule.from_on
    where first_rule.explained_by = 'fixed'
    qualify row_number() over (
        partition by first_rule.invoice_line_id order by meanings.rank, meanings.department, meanings.cost_centre
    ) = 1
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
    case
        when first_rule.explained_by = 'fixed' and assigned.department is null then 'unmapped'
        else coalesce(first_rule.explained_by, '')
    end as explained_by,
    coalesce(first_rule.pool, '') as pool,
    coalesce(assigned.department, first_rule.department, '') as department,
    coalesce(assigned.cost_centre, '') as cost_centre,
    coalesce(first_rule.line, 0) as rule_line
from lines
left join first_rule on first_rule.invoice_line_id = lines.invoice_line_id
left join assigned on assigned.invoice_line_id = lines.invoice_line_id

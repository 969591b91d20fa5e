-- One row per invoice line whose variance is above the limit (policy variance_limit_percent, default 1).
with

chosen as (
    select cast(value as bigint) as percent from staging.policy
    where policy = 'variance_limit_percent'
),

limits as (
    select coalesce(max(percent), 1) as percent from chosen
)

select
    lines.invoice_line_id as subject,
    'billed and explained differ by more than ' || cast(limits.percent as varchar) || ' %: ' || lines.product || ' ' || lines.description as message,
    lines.variance_cents * lines.minor_micro as amount_micro
from marts.invoice_line as lines
join limits on limits.percent >= 0
where abs(lines.variance_cents) * 100 > abs(lines.amount_cents) * limits.percent

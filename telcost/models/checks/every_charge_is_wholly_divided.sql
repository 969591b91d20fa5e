-- One row per charge whose cost lines do not add up to it.
with

lines as (
    select
        kind,
        source_id,
        cast(sum(amount_micro) as bigint) as amount_micro
    from cost.direct_line
    group by kind, source_id
)

select
    charges.charge_id as subject,
    'charged ' || cast(charges.amount_micro as varchar) || ', on its lines '
        || cast(coalesce(lines.amount_micro, 0) as varchar) || ' micro' as message
from cost.leg_charge as charges
left join lines
    on lines.kind = charges.kind
    and lines.source_id = charges.charge_id
where lines.source_id is null or lines.amount_micro <> charges.amount_micro

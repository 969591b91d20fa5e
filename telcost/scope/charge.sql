-- One row per charge the viewer's departments have a part of. Of a leg others have a part of too it shows the
-- viewer's: no amount, and no audit of an amount, that is somebody else's.
with

mine as (
    select
        source_id as charge_id,
        kind,
        leg_id,
        cast(sum(amount_micro) as bigint) as amount_micro
    from cost_line
    where evidence in ('slice', 'carrier_call')
    group by source_id, kind, leg_id
),

had as (
    select
        leg_id,
        sum(to_weight - from_weight) as own_weight,
        max(total_weight) as total_weight
    from marts.slice
    where department in (select department from viewer_department)
    group by leg_id
)

select charge.* replace (
    case when number in (select number from foreign_number) then 'another department' else number end as number,
    mine.amount_micro as amount_micro,
    case when coalesce(had.own_weight = had.total_weight, true) then charge.audit_amount_micro end as audit_amount_micro
)
from marts.charge
join mine
    on mine.charge_id = charge.charge_id
    and mine.kind = charge.kind
    and mine.leg_id = charge.leg_id
left join had on had.leg_id = charge.leg_id

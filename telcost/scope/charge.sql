-- One row per charge the viewer's departments have a part of. Of a leg others have a part of too it shows the
-- viewer's: no amount, and no audit of an amount, that is somebody else's.
with

mine as (
    select
        source_id as charge_id,
        kind,
        cast(sum(amount_micro) as bigint) as amount_micro
    from cost_line
    where evidence in ('slice', 'carrier_call')
    group by source_id, kind
),

shared as (
    select distinct leg_id
    from marts.slice
    where department not in (select department from viewer_department)
)

select charge.* replace (
    case when number in (select number from foreign_number) then 'another department' else number end as number,
    mine.amount_micro as amount_micro,
    case when shared.leg_id is null then charge.audit_amount_micro end as audit_amount_micro
)
from marts.charge
join mine
    on mine.charge_id = charge.charge_id
    and mine.kind = charge.kind
left join shared on shared.leg_id = charge.leg_id

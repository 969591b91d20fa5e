-- One row per billed seat and owner: the dearest licence the entity was billed for, shared by days of membership.
with

cycles as (
    select * from staging.supplier
),

priced as (
    select
        seats.supplier,
        seats.entity,
        seats.charge_name,
        seats.file_id,
        seats.line,
        rates.rate_id,
        rates.currency,
        tc_idiv(2 * rates.rate_nano + 1000, 2000) as amount_micro
    from staging.billable_seat as seats
    join cycles on cycles.supplier = seats.supplier
    join staging.rate as rates
        on rates.supplier = seats.supplier
        and rates.unit = 'seat'
        and lower(trim(rates.product)) = lower(seats.charge_name)
        and rates.valid_from <= cycles.cycle_start_on
        and rates.valid_to > cycles.cycle_start_on
),

dearest as (
    select * from priced
    qualify row_number() over (partition by supplier, entity order by amount_micro desc, charge_name, rate_id) = 1
)

select
    dearest.supplier || ':' || dearest.entity as charge_id,
    'licence' as kind,
    dearest.supplier,
    dearest.entity,
    dearest.charge_name as product,
    dearest.rate_id,
    dearest.currency,
    dearest.amount_micro as seat_amount_micro,
    owners.user_id,
    owners.part,
    owners.class,
    owners.department,
    owners.cost_centre,
    owners.days,
    owners.total_days,
    owners.reason,
    tc_muldiv(dearest.amount_micro, owners.to_days, owners.total_days)
    - tc_muldiv(dearest.amount_micro, owners.from_days, owners.total_days) as amount_micro,
    dearest.file_id,
    dearest.line
from dearest
join attribution.seat_owner as owners
    on owners.supplier = dearest.supplier
    and owners.entity = dearest.entity

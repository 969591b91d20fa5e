-- One row per billed seat and owner: the licence, the days it belonged to the owner, its part of the price.
with

seats as (
    select * from cost.seat_charge
)

select
    seats.charge_id,
    seats.entity,
    seats.user_id,
    coalesce(users.name, seats.entity) as user_name,
    seats.product,
    seats.department,
    seats.cost_centre,
    seats.class,
    seats.days,
    seats.total_days,
    seats.seat_amount_micro,
    seats.amount_micro,
    seats.currency,
    seats.reason,
    seats.part,
    seats.rate_id,
    coalesce(rates.file_id, '') as rate_file_id,
    rates.line as rate_line,
    seats.file_id,
    seats.line
from seats
left join staging.platform_user as users on users.user_id = seats.user_id
left join staging.rate as rates on rates.rate_id = seats.rate_id

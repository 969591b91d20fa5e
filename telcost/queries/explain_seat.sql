-- One row: a billed seat, the days it belonged to the owner, and the line that reports its use.
select
    seat.entity,
    seat.user_name as user,
    seat.product,
    seat.days,
    seat.total_days,
    money(seat.seat_amount_micro) as seat_amount,
    seat.currency,
    seat.reason,
    rate_file_id as rate_file,
    rate_line,
    file_id as file,
    line
from seat
where seat.charge_id = $charge_id and seat.part = cast($part as bigint)

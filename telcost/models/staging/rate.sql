-- One row per rate card row that can price a whole call or a seat at the carrier's price.
-- Rows with a time band, a department, a queue, a tier, an allowance or a later second are internal prices or not
-- priced yet: gates/every_rate_is_used names them.
select * from landed.rate
where time_band = ''
    and department = ''
    and queue = ''
    and tier_mode = ''
    and coalesce(from_second, 0) = 0
    and coalesce(included_quantity_micro, 0) = 0

-- One row per carrier call and leg that only share our number, the other being withheld or absent on a side: each is
-- the other's one candidate left within tolerance, by the dialled before the terminating number, and their durations
-- lie within one increment.
with

left_over as (
    select * from usage.match_candidate as candidates
    where not candidates.is_both_numbers
        and not exists (
            select 1 from usage.match_by_numbers as done
            where done.carrier_call_id = candidates.carrier_call_id
        )
        and not exists (
            select 1 from usage.match_by_numbers as done
            where done.leg_id = candidates.leg_id and done.supplier = candidates.supplier
        )
),

dialled_first as (
    select
        left_over.*,
        min(number_rank) over (partition by carrier_call_id) as best_rank
    from left_over
),

counted as (
    select
        dialled_first.*,
        count(*) over (partition by carrier_call_id) as legs,
        count(*) over (partition by supplier, leg_id) as calls
    from dialled_first
    where number_rank = best_rank
)

select
    carrier_call_id,
    supplier,
    leg_id
from counted
where legs = 1 and calls = 1 and abs(duration_difference_ms) <= increment_ms

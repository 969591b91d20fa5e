-- One row per carrier call and leg that only share our number, the other being withheld or absent on a side.
-- Only where each is the other's one candidate left, and the durations lie within one increment.
with

left_over as (
    select * from usage.match_candidate as candidates
    where not candidates.is_both_numbers
        and candidates.number_rank = 0
        and abs(candidates.duration_difference_ms) <= candidates.increment_ms
        and not exists (
            select 1 from usage.match_by_numbers as done
            where done.carrier_call_id = candidates.carrier_call_id
        )
        and not exists (
            select 1 from usage.match_by_numbers as done
            where done.leg_id = candidates.leg_id and done.supplier = candidates.supplier
        )
),

counted as (
    select
        carrier_call_id,
        supplier,
        leg_id,
        count(*) over (partition by carrier_call_id) as legs,
        count(*) over (partition by supplier, leg_id) as calls
    from left_over
)

select
    carrier_call_id,
    supplier,
    leg_id
from counted
where legs = 1 and calls = 1

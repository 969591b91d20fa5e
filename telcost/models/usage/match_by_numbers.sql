-- One row per carrier call and leg whose two numbers are equal and whose same event lies within tolerance.
-- Three rounds of mutual best: by the dialled before the terminating number, start and duration difference, ids.
with

pairs as (
    select
        carrier_call_id,
        supplier,
        leg_id,
        number_rank,
        abs(start_difference_ms) as apart_ms,
        abs(duration_difference_ms) as longer_ms
    from usage.match_candidate
    where is_both_numbers
),

ranked_first as (
    select
        carrier_call_id,
        supplier,
        leg_id,
        row_number() over (partition by carrier_call_id order by number_rank, apart_ms, longer_ms, leg_id) as call_rank,
        row_number() over (partition by supplier, leg_id order by number_rank, apart_ms, longer_ms, carrier_call_id) as leg_rank
    from pairs
),

first_round as (
    select carrier_call_id, supplier, leg_id from ranked_first
    where call_rank = 1 and leg_rank = 1
),

left_first as (
    select * from pairs
    where not exists (select 1 from first_round where first_round.carrier_call_id = pairs.carrier_call_id)
        and not exists (
            select 1 from first_round
            where first_round.leg_id = pairs.leg_id and first_round.supplier = pairs.supplier
        )
),

ranked_second as (
    select
        carrier_call_id,
        supplier,
        leg_id,
        row_number() over (partition by carrier_call_id order by number_rank, apart_ms, longer_ms, leg_id) as call_rank,
        row_number() over (partition by supplier, leg_id order by number_rank, apart_ms, longer_ms, carrier_call_id) as leg_rank
    from left_first
),

second_round as (
    select carrier_call_id, supplier, leg_id from ranked_second
    where call_rank = 1 and leg_rank = 1
),

left_second as (
    select * from left_first
    where not exists (select 1 from second_round where second_round.carrier_call_id = left_first.carrier_call_id)
        and not exists (
            select 1 from second_round
            where second_round.leg_id = left_first.leg_id and second_round.supplier = left_first.supplier
        )
),

ranked_third as (
    select
        carrier_call_id,
        supplier,
        leg_id,
        row_number() over (partition by carrier_call_id order by number_rank, apart_ms, longer_ms, leg_id) as call_rank,
        row_number() over (partition by supplier, leg_id order by number_rank, apart_ms, longer_ms, carrier_call_id) as leg_rank
    from left_second
)

select carrier_call_id, supplier, leg_id from first_round
union all
select carrier_call_id, supplier, leg_id from second_round
union all
select carrier_call_id, supplier, leg_id from ranked_third
where call_rank = 1 and leg_rank = 1

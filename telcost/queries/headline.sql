-- One row: what it cost, how many calls there were (each once) and how long they were connected.
with

cost as (
    select minor(coalesce(sum(amount_cents), 0)) as total
    from posting
),

calls as (
    select
        count(distinct conversation_id) as call_count,
        minutes(coalesce(sum(duration_ms), 0)) as total_minutes
    from connected_slice
),

priced as (
    select
        average(
            sum(amount_micro),
            count(distinct case when conversation_id = '' then source_id else conversation_id end)
        ) as avg_cost_per_call
    from cost_line
    where evidence in ('slice', 'carrier_call') and part <> 'rounding'
)

select * from cost cross join calls cross join priced

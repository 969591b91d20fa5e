-- One row per slice of the viewer's departments, and one per stretch others had of the same legs: how long "another
-- department" had it, with no name, queue, person or rule of theirs.
with

own as not materialized (
    select *
    from marts.slice
    where department in (select department from viewer_department)
),

others as (
    select
        leg_id,
        conversation_id,
        media_type,
        direction,
        is_in_month,
        from_ms,
        to_ms,
        min(slice) as slice,
        sum(duration_ms) as duration_ms
    from marts.slice
    where leg_id in (select leg_id from own)
        and department not in (select department from viewer_department)
    group by leg_id, conversation_id, media_type, direction, is_in_month, from_ms, to_ms
),

marked as (
    select
        *,
        case
            when lag(to_ms) over (partition by conversation_id, leg_id order by from_ms) = from_ms then 0
            else 1
        end as is_start
    from others
),

stretches as (
    select
        *,
        sum(is_start) over (
            partition by conversation_id, leg_id order by from_ms rows unbounded preceding
        ) as stretch
    from marked
),

another as (
    select
        leg_id,
        conversation_id,
        media_type,
        direction,
        is_in_month,
        min(from_ms) as from_ms,
        max(to_ms) as to_ms,
        min(slice) as slice,
        cast(sum(duration_ms) as bigint) as duration_ms,
        'another department' as department
    from stretches
    group by leg_id, conversation_id, media_type, direction, is_in_month, stretch
)

select * from own
union all by name
select * from another

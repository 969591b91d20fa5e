-- One row per piece of a connected leg and owner of that piece: the leg cut at every boundary of its intervals.
-- The best precedence owns a piece; several owners of it lie side by side in it (owner 1 to n of owners).
-- A piece nobody serves belongs to the owners of the piece before it, at the leg's beginning to those after it.
with

legs as (
    select * from usage.leg
    where status = 'connected'
),

intervals as (
    select * from usage.leg_interval
),

boundaries as (
    select leg_id, 0 as at_ms from legs
    union
    select leg_id, duration_ms as at_ms from legs
    union
    select leg_id, from_ms as at_ms from intervals
    union
    select leg_id, to_ms as at_ms from intervals
),

pieces as (
    select
        leg_id,
        at_ms as from_ms,
        lead(at_ms) over (partition by leg_id order by at_ms) as to_ms
    from boundaries
),

served as (
    select
        pieces.leg_id,
        pieces.from_ms,
        pieces.to_ms,
        min(intervals.precedence) as precedence
    from pieces
    left join intervals
        on intervals.leg_id = pieces.leg_id
        and intervals.from_ms <= pieces.from_ms
        and intervals.to_ms >= pieces.to_ms
    where pieces.to_ms is not null
    group by pieces.leg_id, pieces.from_ms, pieces.to_ms
),

placed as (
    select
        leg_id,
        from_ms,
        to_ms,
        coalesce(
            max(case when precedence is not null then from_ms end) over (
                partition by leg_id order by from_ms rows between unbounded preceding and current row
            ),
            min(case when precedence is not null then from_ms end) over (
                partition by leg_id order by from_ms rows between current row and unbounded following
            ),
            -1
        ) as owner_from_ms
    from served
),

owners as (
    select
        served.leg_id,
        served.from_ms,
        served.precedence,
        intervals.user_id,
        case when served.precedence = 1 then '' else intervals.queue_id end as owner_queue_id,
        coalesce(min(case when intervals.queue_id <> '' then intervals.queue_id end), '') as queue_id,
        intervals.flow
    from served
    join intervals
        on intervals.leg_id = served.leg_id
        and intervals.precedence = served.precedence
        and intervals.from_ms <= served.from_ms
        and intervals.to_ms >= served.to_ms
    group by
        served.leg_id, served.from_ms, served.precedence, intervals.user_id,
        case when served.precedence = 1 then '' else intervals.queue_id end, intervals.flow
),

numbered as (
    select
        leg_id,
        from_ms,
        precedence,
        user_id,
        queue_id,
        flow,
        row_number() over (partition by leg_id, from_ms order by user_id, queue_id, flow) as owner,
        count(*) over (partition by leg_id, from_ms) as owners
    from owners
)

select
    placed.leg_id,
    placed.from_ms,
    placed.to_ms,
    coalesce(numbered.precedence, 5) as precedence,
    coalesce(numbered.user_id, '') as user_id,
    coalesce(numbered.queue_id, '') as queue_id,
    coalesce(numbered.flow, '') as flow,
    coalesce(numbered.owner, 1) as owner,
    coalesce(numbered.owners, 1) as owners
from placed
left join numbered
    on numbered.leg_id = placed.leg_id
    and numbered.from_ms = placed.owner_from_ms

-- One row per connected leg and owner interval that overlaps it, cut to the leg, in ms from the leg's start.
-- A flow that comes after the first agent, voicemail or queue (a survey) owns nothing: the owner before it does.
with

legs as (
    select * from usage.leg
    where status = 'connected'
),

overlapping as (
    select
        legs.leg_id,
        intervals.precedence,
        intervals.user_id,
        intervals.queue_id,
        intervals.flow,
        case
            when intervals.started_ms > legs.connected_ms then intervals.started_ms - legs.connected_ms
            else 0
        end as from_ms,
        case
            when intervals.ended_ms < legs.ended_ms then intervals.ended_ms - legs.connected_ms
            else legs.duration_ms
        end as to_ms
    from legs
    join usage.owner_interval as intervals
        on intervals.conversation_id = legs.conversation_id
        and intervals.media_type = legs.media_type
        and intervals.started_ms < legs.ended_ms
        and intervals.ended_ms > legs.connected_ms
),

reached as (
    select
        leg_id,
        min(from_ms) as reached_ms
    from overlapping
    where precedence < 4
    group by leg_id
),

cut as (
    select
        overlapping.leg_id,
        overlapping.precedence,
        overlapping.user_id,
        overlapping.queue_id,
        overlapping.flow,
        overlapping.from_ms,
        case
            when overlapping.precedence = 4 and overlapping.to_ms > reached.reached_ms then reached.reached_ms
            else overlapping.to_ms
        end as to_ms
    from overlapping
    left join reached on reached.leg_id = overlapping.leg_id
)

select * from cut
where to_ms > from_ms

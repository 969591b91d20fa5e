-- One row per connected leg and owner interval that overlaps it, cut to the leg, in ms from the leg's start.
-- A leg that was merged into another conversation is cut by its own until the merge, by the other one's after it.
-- A flow that comes after the first agent, voicemail or queue (a survey) owns nothing: the owner before it does.
with

legs as (
    select * from usage.leg
    where status = 'connected'
),

parts as (
    select
        call_key,
        conversation_id,
        connected_ms as from_ms,
        lead(connected_ms) over (partition by call_key order by connected_ms, part_id) as to_ms
    from usage.leg_part
    where status = 'connected'
),

windows as (
    select
        legs.leg_id,
        legs.media_type,
        legs.connected_ms,
        parts.conversation_id,
        parts.from_ms,
        coalesce(parts.to_ms, legs.ended_ms) as to_ms
    from legs
    join parts on parts.call_key = legs.call_key
),

overlapping as (
    select
        windows.leg_id,
        intervals.precedence,
        intervals.user_id,
        intervals.queue_id,
        intervals.flow,
        case
            when intervals.started_ms > windows.from_ms then intervals.started_ms
            else windows.from_ms
        end - windows.connected_ms as from_ms,
        case
            when intervals.ended_ms < windows.to_ms then intervals.ended_ms
            else windows.to_ms
        end - windows.connected_ms as to_ms
    from windows
    join usage.owner_interval as intervals
        on intervals.conversation_id = windows.conversation_id
        and intervals.media_type = windows.media_type
        and intervals.started_ms < windows.to_ms
        and intervals.ended_ms > windows.from_ms
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

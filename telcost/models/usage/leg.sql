-- One row per leg: a session of the outside party, what a carrier bills (voice) or a visitor used (other media).
-- A user's own session is one only where the conversation has no outside session and the far end is outside.
-- Legs that start outside the span the build looks at are another month's.
-- status: connected, attempt (never connected), excluded (a ghost of a conference, closed weeks later).
with

conversations as (
    select * from staging.conversation
),

sessions as (
    select * from staging.session
    where media_type <> 'callback' and not is_observer
),

outside as (
    select * from sessions
    where purpose in ('customer', 'external')
),

direct as (
    select * from sessions
    where purpose in ('user', 'agent')
        and media_type = 'voice'
        and direction = 'outbound'
        and dnis <> ''
        and dnis_type <> 'internal'
        and not exists (select 1 from outside where outside.conversation_id = sessions.conversation_id)
),

legs as (
    select * from outside
    union all
    select * from direct
),

last_seen as (
    select
        conversation_id,
        max(coalesce(ended_ms, started_ms)) as last_ms
    from staging.segment
    group by conversation_id
),

spans as (
    select
        segments.conversation_id,
        segments.session_id,
        min(segments.started_ms) as started_ms,
        min(case when segments.segment_type in ('interact', 'hold', 'parked') then segments.started_ms end) as connected_ms,
        max(case
            when segments.segment_type in ('interact', 'hold', 'parked') then coalesce(segments.ended_ms, last_seen.last_ms)
        end) as ended_ms,
        max(case when segments.source_conversation_id <> '' then 1 else 0 end) as is_merged,
        max(case when segments.disconnect_type <> '' then 1 else 0 end) as is_disconnected,
        max(case when segments.ended_ms is null then 1 else 0 end) as is_open
    from staging.segment as segments
    join last_seen on last_seen.conversation_id = segments.conversation_id
    group by segments.conversation_id, segments.session_id
)

select
    legs.conversation_id || '/' || legs.session_id as leg_id,
    legs.conversation_id,
    legs.session_id,
    legs.media_type,
    case when legs.direction <> '' then legs.direction else conversations.direction end as direction,
    legs.ani,
    legs.ani_type,
    legs.ani_country,
    legs.dnis,
    legs.dnis_type,
    legs.dnis_country,
    legs.protocol_call_id,
    legs.campaign_id,
    legs.user_id,
    spans.started_ms,
    coalesce(spans.connected_ms, spans.started_ms) as connected_ms,
    coalesce(spans.ended_ms, spans.started_ms) as ended_ms,
    coalesce(spans.ended_ms, spans.started_ms) - coalesce(spans.connected_ms, spans.started_ms) as duration_ms,
    case
        when spans.is_merged = 1 and legs.protocol_call_id = '' and spans.is_disconnected = 0 then 'excluded'
        when spans.connected_ms is null or spans.ended_ms <= spans.connected_ms then 'attempt'
        else 'connected'
    end as status,
    spans.is_open = 1 as is_open,
    legs.file_id,
    legs.line
from legs
join conversations on conversations.conversation_id = legs.conversation_id
join spans
    on spans.conversation_id = legs.conversation_id
    and spans.session_id = legs.session_id
join landed.period as period
    on spans.started_ms >= period.span_start_ms
    and spans.started_ms < period.span_end_ms

-- One row per outside session: a leg, or the part of a leg that one conversation holds (a conference merge).
-- A user's own session is one only where the conversation has no outside session and the far end is outside.
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
        and not exists (select 1 from outside where outside.conversation_id = sessions.conversation_id)
),

dialled as (
    select * from direct
    where direction = 'outbound' and dnis <> '' and dnis_type <> 'internal'
),

answered as (
    select * from direct
    where direction = 'inbound' and ani <> '' and ani_type <> 'internal'
        and not exists (select 1 from dialled where dialled.conversation_id = direct.conversation_id)
),

chosen as (
    select * from outside
    union all
    select * from dialled
    union all
    select * from answered
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
    chosen.conversation_id || '/' || chosen.session_id as part_id,
    case
        when chosen.media_type = 'voice' and chosen.protocol_call_id <> '' then chosen.protocol_call_id
        else chosen.conversation_id || '/' || chosen.session_id
    end as call_key,
    chosen.conversation_id,
    chosen.media_type,
    case when chosen.direction <> '' then chosen.direction else conversations.direction end as direction,
    chosen.ani,
    chosen.ani_type,
    chosen.ani_country,
    chosen.dnis,
    chosen.dnis_type,
    chosen.dnis_country,
    chosen.protocol_call_id,
    chosen.campaign_id,
    chosen.user_id,
    spans.started_ms,
    coalesce(spans.connected_ms, spans.started_ms) as connected_ms,
    coalesce(spans.ended_ms, spans.started_ms) as ended_ms,
    case
        when spans.is_merged = 1 and chosen.protocol_call_id = '' and spans.is_disconnected = 0 then 'excluded'
        when spans.connected_ms is null or spans.ended_ms <= spans.connected_ms then 'attempt'
        else 'connected'
    end as status,
    spans.is_open,
    chosen.file_id,
    chosen.line
from chosen
join conversations on conversations.conversation_id = chosen.conversation_id
join spans
    on spans.conversation_id = chosen.conversation_id
    and spans.session_id = chosen.session_id

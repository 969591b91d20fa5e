-- One row per leg: what a carrier bills (voice) or a visitor used (other media). Sessions of one SIP call are one leg,
-- whichever conversations they lie in: from the first connected start to the last end, told as its first session.
-- Legs that start outside the span the build looks at are another month's.
with

parts as (
    select * from usage.leg_part
),

calls as (
    select
        call_key,
        min(case when status = 'connected' then connected_ms end) as connected_ms,
        max(case when status = 'connected' then ended_ms end) as ended_ms,
        max(is_open) as is_open
    from parts
    group by call_key
),

firsts as (
    select * from parts
    qualify row_number() over (partition by call_key order by started_ms, part_id) = 1
)

select
    firsts.part_id as leg_id,
    firsts.call_key,
    firsts.conversation_id,
    firsts.media_type,
    firsts.direction,
    firsts.ani,
    firsts.ani_type,
    firsts.ani_country,
    firsts.dnis,
    firsts.dnis_type,
    firsts.dnis_country,
    firsts.protocol_call_id,
    firsts.campaign_id,
    firsts.user_id,
    firsts.started_ms,
    coalesce(calls.connected_ms, firsts.connected_ms) as connected_ms,
    coalesce(calls.ended_ms, firsts.ended_ms) as ended_ms,
    coalesce(calls.ended_ms, firsts.ended_ms) - coalesce(calls.connected_ms, firsts.connected_ms) as duration_ms,
    case when calls.connected_ms is not null then 'connected' else firsts.status end as status,
    calls.is_open = 1 as is_open,
    firsts.file_id,
    firsts.line
from firsts
join calls on calls.call_key = firsts.call_key
join landed.period as period
    on firsts.started_ms >= period.span_start_ms
    and firsts.started_ms < period.span_end_ms

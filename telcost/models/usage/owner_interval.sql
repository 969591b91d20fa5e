-- One row per internal segment that can own a leg's time, by who is serving: 1 an agent or user, 2 voicemail,
-- 3 a queue, 4 a flow. Observers, wrap-up, alerting, contacting and dialing are not telephony time.
-- Outside voice only the best there is counts: the agents, else the last queue, else the flow.
with

segments as (
    select * from staging.segment
),

served as (
    select
        sessions.conversation_id,
        sessions.session_id,
        sessions.media_type,
        case
            when sessions.purpose in ('agent', 'user') then 1
            when sessions.purpose = 'voicemail' then 2
            when sessions.purpose = 'acd' then 3
            else 4
        end as precedence,
        sessions.user_id,
        segments.queue_id,
        case when sessions.flow_name <> '' then sessions.flow_name else sessions.flow_id end as flow,
        segments.started_ms,
        segments.ended_ms
    from staging.session as sessions
    join segments
        on segments.conversation_id = sessions.conversation_id
        and segments.session_id = sessions.session_id
    where not sessions.is_observer
        and sessions.media_type <> 'callback'
        and segments.ended_ms is not null
        and (
            (sessions.purpose in ('agent', 'user') and segments.segment_type in ('interact', 'hold', 'parked'))
            or (
                sessions.purpose in ('voicemail', 'acd', 'ivr', 'botflow', 'voicesurveyflow', 'workflow', 'inbound', 'outbound')
                and segments.segment_type not in ('system', 'wrapup', 'alert', 'contacting', 'dialing')
            )
        )
),

best as (
    select
        conversation_id,
        media_type,
        min(precedence) as precedence,
        max(case when precedence = 3 then started_ms end) as last_queued_ms
    from served
    group by conversation_id, media_type
)

select
    served.conversation_id,
    served.session_id,
    served.media_type,
    served.precedence,
    case when served.precedence in (1, 2) then served.user_id else '' end as user_id,
    case when served.precedence = 4 then '' else served.queue_id end as queue_id,
    case when served.precedence = 4 then served.flow else '' end as flow,
    served.started_ms,
    served.ended_ms
from served
join best
    on best.conversation_id = served.conversation_id
    and best.media_type = served.media_type
where served.media_type = 'voice'
    or (
        served.precedence = best.precedence
        and (served.precedence <> 3 or served.started_ms = best.last_queued_ms)
    )

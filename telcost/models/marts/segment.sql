-- One row per segment of a session: the timeline of a conversation as Genesys Cloud recorded it.
with

segments as (
    select * from staging.segment
)

select
    segments.conversation_id,
    segments.session_id,
    segments.position,
    sessions.participant_id,
    sessions.purpose,
    sessions.media_type,
    segments.segment_type,
    segments.started_ms,
    segments.ended_ms,
    segments.queue_id,
    coalesce(queues.name, segments.queue_id) as queue,
    sessions.user_id,
    coalesce(users.name, sessions.user_id) as user_name,
    sessions.flow_name as flow,
    segments.disconnect_type,
    segments.file_id,
    segments.line
from segments
join staging.session as sessions
    on sessions.conversation_id = segments.conversation_id
    and sessions.session_id = segments.session_id
left join staging.platform_queue as queues on queues.queue_id = segments.queue_id
left join staging.platform_user as users on users.user_id = sessions.user_id

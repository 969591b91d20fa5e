-- One row per segment of a conversation, in time.
select
    session_id,
    purpose,
    media_type,
    segment_type,
    started_ms,
    ended_ms,
    queue,
    user_name as user,
    flow,
    disconnect_type,
    name as file,
    line
from segment
left join file on file.file_id = segment.file_id
where conversation_id = $conversation_id
order by started_ms, session_id, position

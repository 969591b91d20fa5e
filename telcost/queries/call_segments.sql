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
    file_id as file,
    line
from segment
where conversation_id = $conversation_id
order by started_ms, session_id, position

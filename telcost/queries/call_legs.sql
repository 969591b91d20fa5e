-- One row per leg of a conversation, in time.
select
    leg_id,
    media_type,
    direction,
    our_number,
    other_number,
    number,
    number_type,
    number_country,
    started_ms,
    connected_ms,
    ended_ms,
    seconds(duration_ms) as duration_seconds,
    status,
    reason,
    campaign_id,
    file_id as file,
    line
from leg
where conversation_id = $conversation_id
order by started_ms, leg_id

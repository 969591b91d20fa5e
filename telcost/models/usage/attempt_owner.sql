-- One row per leg that never connected: whom it was for, as far as it got. The last queue and user on its way.
with

legs as (
    select * from usage.leg
    where status = 'attempt'
),

ways as (
    select
        sessions.conversation_id,
        sessions.user_id,
        segments.queue_id,
        segments.started_ms,
        segments.session_id,
        segments.position
    from staging.session as sessions
    join staging.segment as segments
        on segments.conversation_id = sessions.conversation_id
        and segments.session_id = sessions.session_id
    where sessions.purpose in ('agent', 'user', 'acd', 'voicemail')
        and not sessions.is_observer
        and exists (select 1 from legs where legs.conversation_id = sessions.conversation_id)
),

last_queue as (
    select * from ways
    where queue_id <> ''
    qualify row_number() over (
        partition by conversation_id order by started_ms desc, session_id, position
    ) = 1
),

last_user as (
    select * from ways
    where user_id <> ''
    qualify row_number() over (
        partition by conversation_id order by started_ms desc, session_id, position
    ) = 1
)

select
    legs.leg_id,
    coalesce(last_user.user_id, '') as user_id,
    coalesce(last_queue.queue_id, '') as queue_id,
    case
        when last_user.user_id is not null then 1
        when last_queue.queue_id is not null then 3
        else 5
    end as precedence
from legs
left join last_queue on last_queue.conversation_id = legs.conversation_id
left join last_user on last_user.conversation_id = legs.conversation_id

-- One row per segment in which the viewer's queues and people served a conversation, and per segment of the outside
-- party, whose queue (it stays the first one) and flow are left out.
with

own as not materialized (
    select distinct conversation_id, queue_id, user_id
    from marts.slice
    where department in (select department from viewer_department)
),

conversation as (
    select distinct conversation_id from own
)

select segment.*
from marts.segment
join own
    on own.conversation_id = segment.conversation_id
    and own.queue_id = segment.queue_id
    and own.user_id = segment.user_id
where segment.queue_id <> '' or segment.user_id <> ''
union all
select segment.* replace ('' as queue_id, '' as queue, '' as user_id, '' as user_name, '' as flow)
from marts.segment
join conversation on conversation.conversation_id = segment.conversation_id
where segment.purpose in ('customer', 'external')

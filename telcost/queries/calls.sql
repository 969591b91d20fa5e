-- One row per conversation of one number (every filter may be left open), dearest first. A cost line without a
-- conversation is a row of its own.
with

mine as (
    select * from line
    where department = $department
        and ($kind is null or kind = $kind)
        and ($source is null or source = $source)
        and ($number is null or number_or_rounding = $number)
),

calls as (
    select
        conversation_id,
        case when conversation_id = '' then cost_line_id else '' end as lone_id,
        min(cost_line_id) as cost_line_id,
        min(used_on) as used_on,
        max(queue) as queue,
        max(campaign) as campaign,
        max(number) as number,
        max(user_name) as user_name,
        max(leg_id) as leg_id,
        min(basis) as basis,
        min(reason) as reason,
        count(*) as lines,
        coalesce(sum(duration_ms), 0) as duration_ms,
        sum(amount_micro) as amount_micro
    from mine
    group by conversation_id, lone_id
)

select
    calls.conversation_id,
    calls.cost_line_id,
    leg.started_ms,
    calls.used_on,
    coalesce(leg.direction, '') as direction,
    coalesce(leg.our_number, '') as our_number,
    coalesce(leg.other_number, '') as other_number,
    calls.number,
    calls.queue,
    calls.campaign,
    calls.user_name as user,
    seconds(calls.duration_ms) as duration_seconds,
    money(calls.amount_micro) as amount,
    calls.basis,
    calls.reason,
    calls.lines
from calls
left join leg on leg.leg_id = calls.leg_id and calls.leg_id <> ''
order by calls.amount_micro desc, calls.conversation_id, calls.cost_line_id
limit $limit offset $offset

-- One row per conversation of one number (every filter may be left open), dearest first. A cost line without a
-- conversation is a row of its own. A slice that two suppliers charge for lasts once.
with

mine as (
    select * from line
    where department = $department
        and ($kind is null or kind = $kind)
        and ($source is null or source = $source)
        and ($number is null or number_or_rounding = $number)
),

timed as (
    select
        mine.*,
        row_number() over (partition by leg_id, part order by kind, source_id) as mention
    from mine
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
        coalesce(sum(duration_ms) filter (where mention = 1 or leg_id = ''), 0) as duration_ms,
        sum(amount_micro) as amount_micro
    from timed
    group by conversation_id, lone_id
),

page as (
    select * from calls
    order by amount_micro desc, conversation_id, cost_line_id
    limit $limit offset $offset
)

select
    page.conversation_id,
    page.cost_line_id,
    leg.started_ms,
    page.used_on,
    coalesce(leg.direction, '') as direction,
    coalesce(leg.our_number, '') as our_number,
    coalesce(leg.other_number, '') as other_number,
    page.number,
    page.queue,
    page.campaign,
    page.user_name as user,
    seconds(page.duration_ms) as duration_seconds,
    money(page.amount_micro) as amount,
    page.basis,
    page.reason,
    page.lines
from page
left join leg on leg.leg_id = page.leg_id and page.leg_id <> ''
order by page.amount_micro desc, page.conversation_id, page.cost_line_id

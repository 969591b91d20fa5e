-- One row per cost line of a conversation: a slice's part of a charge.
select
    cost_line_id,
    leg_id,
    part,
    department,
    cost_centre,
    class,
    kind,
    supplier,
    queue,
    campaign,
    number,
    user_name as user,
    seconds(duration_ms) as duration_seconds,
    money(amount_micro) as amount,
    currency,
    basis,
    reason
from line
where conversation_id = $conversation_id
order by leg_id, kind, cost_line_id

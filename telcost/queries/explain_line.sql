-- One row: the cost line of an id. Its kind is the word before the first colon.
select
    cost_line_id,
    class,
    kind,
    supplier,
    invoice_line_id,
    pool,
    department,
    cost_centre,
    queue,
    number,
    conversation_id,
    leg_id,
    source_id,
    part,
    money(amount_micro) as amount,
    currency,
    reason,
    evidence
from line
where kind = split_part($cost_line_id, ':', 1) and cost_line_id = $cost_line_id

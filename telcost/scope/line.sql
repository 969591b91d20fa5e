-- One row per cost line, with the id people see and the source it is drilled by: its pool, campaign, queue, person
-- or number, whichever is the first it has.
select
    cost_line.*,
    kind || ':' || source_id || ':' || part as cost_line_id,
    case
        when pool <> '' then 'pool:' || pool
        when campaign_id <> '' then 'campaign:' || campaign_id
        when queue_id <> '' then 'queue:' || queue_id
        when user_id <> '' then 'user:' || user_id
        when number <> '' then 'number:' || number
        when part = 'rounding' then 'rounding:'
        else 'line:' || invoice_line_id
    end as source,
    case when part = 'rounding' then 'rounding' else number end as number_or_rounding
from cost_line

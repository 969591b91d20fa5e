-- One row per number of one source, dearest first; '' is what has no number, 'rounding' the cents of the posting.
select
    number_or_rounding as number,
    money(sum(amount_micro)) as total_cost,
    count(distinct case when conversation_id <> '' then conversation_id end) as call_count,
    minutes(coalesce(sum(duration_ms), 0)) as total_minutes
from line
where department = $department and kind = $kind and source = $source
group by number_or_rounding
order by total_cost desc, number

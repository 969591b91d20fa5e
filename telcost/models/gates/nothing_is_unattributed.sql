-- One row per reason for which money is unattributed: the mapping row that is missing, dearest first.
select
    reason as subject,
    cast(count(*) as varchar) || ' cost lines have no owner' as message,
    cast(sum(amount_micro) as bigint) as amount_micro
from marts.cost_line
where class = 'unattributed' and part <> 'rounding'
group by reason
having cast(sum(amount_micro) as bigint) <> 0

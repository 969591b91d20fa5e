-- One row when conversations of the month are still open: their figures are provisional.
select
    'conversations' as subject,
    cast(count(*) as varchar) || ' conversations are still open' as message,
    cast(0 as bigint) as amount_micro
from marts.leg
where is_open and is_in_month and status <> 'excluded'
having count(*) > 0

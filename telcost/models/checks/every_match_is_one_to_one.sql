-- One row per carrier call, or leg of one supplier, that is matched more than once.
with

matched as (
    select * from usage.carrier_match
    where match_class not in ('only_carrier', 'only_platform')
)

select
    carrier_call_id as subject,
    'this carrier call has several legs' as message
from matched
group by carrier_call_id
having count(*) > 1
union all
select
    supplier || ' ' || leg_id as subject,
    'this leg has several carrier calls of one supplier' as message
from matched
group by supplier, leg_id
having count(*) > 1

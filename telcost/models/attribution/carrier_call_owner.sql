-- One row per carrier call without a leg: the owner of our number on it, else unattributed with the missing row.
with

calls as (
    select * from usage.carrier_only
)

select
    calls.carrier_call_id,
    case when numbers.department is null then 'unattributed' else 'direct' end as class,
    coalesce(numbers.department, 'Unattributed') as department,
    coalesce(numbers.cost_centre, '') as cost_centre,
    case when numbers.department is null then 'unattributed' else 'number' end as rule,
    'no conversation for this call; ' || coalesce(
        numbers.reason,
        'number: no row in number.csv names a department for '
            || case when calls.our_number <> '' then calls.our_number else 'a withheld number' end
    ) as reason
from calls
left join attribution.number_owner as numbers
    on numbers.number = calls.our_number
    and numbers.local_on = calls.local_on

-- One row per supplier and reason for which connected calls have neither a carrier's amount nor a card row.
select
    case when supplier = '' then 'no supplier known' else supplier end as subject,
    cast(count(*) as varchar) || ' calls are unrated: '
        || case when supplier = '' then 'their own number is in no row of number.csv' else 'no card row prices ' || min(number) end
        as message,
    cast(0 as bigint) as amount_micro
from cost.leg_charge
where basis = 'unrated'
group by supplier

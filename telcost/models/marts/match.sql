-- One row per supplier and match class: how many calls, and their money.
with

matches as (
    select * from usage.carrier_match
)

select
    matches.supplier,
    matches.match_class,
    count(*) as calls,
    coalesce(cast(sum(charges.amount_micro) as bigint), 0) as amount_micro
from matches
left join usage.carrier_call as calls on calls.carrier_call_id = matches.carrier_call_id
left join cost.leg_charge as charges on charges.charge_id = matches.carrier_call_id
where matches.match_class = 'only_platform' or calls.is_in_cycle
group by matches.supplier, matches.match_class

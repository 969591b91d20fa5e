-- One row per carrier call of the cycle that is on no charge, or on several.
with

charged as (
    select
        carrier_call_id,
        count(*) as charges
    from cost.leg_charge
    where carrier_call_id <> ''
    group by carrier_call_id
)

select
    calls.carrier_call_id as subject,
    cast(coalesce(charged.charges, 0) as varchar) || ' charges' as message
from usage.carrier_call as calls
left join charged on charged.carrier_call_id = calls.carrier_call_id
where calls.is_in_cycle and coalesce(charged.charges, 0) <> 1

-- One row per charge for a call: a carrier call (with its leg or without), or a leg we price ourselves.
with

charges as (
    select * from cost.carrier_charge
    union all
    select * from cost.own_price_charge
)

select
    charge_id,
    case
        when match_class = 'platform' then 'platform_minutes'
        when direction = 'outbound' then 'outbound'
        when number_class = 'toll_free' then 'toll_free_inbound'
        else 'did_inbound'
    end as kind,
    leg_id,
    carrier_call_id,
    supplier,
    direction,
    number,
    match_class,
    start_difference_ms,
    duration_difference_ms,
    basis,
    duration_ms,
    amount_micro,
    audit_amount_micro,
    currency,
    number_class,
    reach,
    product,
    billed_seconds,
    rate_id,
    file_id,
    line
from charges

-- One row per carrier call: what its records say it cost, added up (null where none says), and the currency.
with

suppliers as (
    select * from staging.supplier
),

amounts as (
    select
        carrier_call_id,
        supplier,
        max(currency) as currency,
        cast(sum(amount_micro) as bigint) as amount_micro
    from staging.carrier_record
    group by carrier_call_id, supplier
)

select
    amounts.carrier_call_id,
    amounts.amount_micro,
    case when amounts.currency <> '' then amounts.currency else suppliers.currency end as currency
from amounts
join suppliers on suppliers.supplier = amounts.supplier

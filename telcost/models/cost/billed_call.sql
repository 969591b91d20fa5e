-- One row per call to be priced with the card row that prices it (null where none does) and the seconds it bills.
-- Free seconds first, then the minimum, then the first increment and whole next ones; nothing connected bills 0.
with

calls as (
    select * from cost.rateable_call
),

rates as (
    select * from staging.rate
),

chosen as (
    select
        calls.rated,
        calls.source_id,
        calls.supplier,
        calls.number_class,
        calls.reach,
        calls.length_ms,
        choices.rate_id,
        rates.product,
        rates.unit,
        rates.prefix,
        rates.label,
        rates.currency,
        rates.rate_nano,
        coalesce(rates.connection_fee_nano, 0) as connection_fee_nano,
        coalesce(rates.first_increment_seconds, 1) as first_seconds,
        coalesce(rates.next_increment_seconds, 1) as next_seconds,
        coalesce(rates.minimum_seconds, 0) as minimum_seconds,
        rates.amount_rounding,
        rates.amount_decimals,
        rates.maximum_amount_micro,
        rates.file_id,
        rates.line,
        case
            when calls.length_ms <= coalesce(rates.free_seconds, 0) * 1000 then 0
            else calls.length_ms - coalesce(rates.free_seconds, 0) * 1000
        end as chargeable_ms
    from calls
    left join cost.rate_choice as choices
        on choices.supplier = calls.supplier
        and choices.product = calls.product
        and choices.direction = calls.direction
        and choices.number_class = calls.number_class
        and choices.reach = calls.reach
        and choices.digits = calls.digits
        and choices.region = calls.region
        and choices.rated_on = calls.rated_on
    left join rates on rates.rate_id = choices.rate_id
),

lasting as (
    select
        chosen.*,
        case when chargeable_ms > minimum_seconds * 1000 then chargeable_ms else minimum_seconds * 1000 end as lasting_ms
    from chosen
),

billed as (
    select
        lasting.*,
        case
            when chargeable_ms = 0 then 0
            when lasting_ms <= first_seconds * 1000 then first_seconds
            else first_seconds
                + tc_idiv(lasting_ms - first_seconds * 1000 + next_seconds * 1000 - 1, next_seconds * 1000) * next_seconds
        end as billed_seconds,
        cast(case amount_decimals
            when 0 then 1000000 when 1 then 100000 when 2 then 10000 when 3 then 1000 when 4 then 100 when 5 then 10 else 1
        end as bigint) as step_micro
    from lasting
)

select * from billed

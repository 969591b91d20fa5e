-- One row per call to be priced with the card row that prices it: seconds, billed seconds and amount.
-- Connection fee + rate × billed seconds, rounded once per call as the row says. No row: a null amount.
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
        choices.ties,
        rates.product,
        rates.unit,
        rates.prefix,
        rates.label,
        rates.currency,
        rates.rate_nano,
        rates.connection_fee_nano,
        rates.first_increment_seconds as first_seconds,
        rates.next_increment_seconds as next_seconds,
        rates.minimum_seconds,
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
        case amount_decimals
            when 0 then 1000000 when 1 then 100000 when 2 then 10000 when 3 then 1000 when 4 then 100 when 5 then 10 else 1
        end as step_micro
    from lasting
),

exact as (
    select
        billed.*,
        case
            when chargeable_ms = 0 then 0
            else connection_fee_nano * 60 + rate_nano * case unit
                when 'minute' then billed_seconds
                when 'second' then billed_seconds * 60
                else 60
            end
        end as sixtieth_nano,
        60 * 1000 * step_micro as step_sixtieth_nano
    from billed
),

rounded as (
    select
        exact.*,
        step_micro * case amount_rounding
            when 'up' then tc_idiv(sixtieth_nano + step_sixtieth_nano - 1, step_sixtieth_nano)
            when 'down' then tc_idiv(sixtieth_nano, step_sixtieth_nano)
            else tc_idiv(2 * sixtieth_nano + step_sixtieth_nano, 2 * step_sixtieth_nano)
        end as amount_micro
    from exact
)

select
    rated,
    source_id,
    supplier,
    number_class,
    reach,
    length_ms,
    rate_id,
    ties,
    product,
    prefix,
    label,
    currency,
    rate_nano,
    connection_fee_nano,
    case when rate_id is null then null else billed_seconds end as billed_seconds,
    case
        when rate_id is null then null
        when maximum_amount_micro is not null and amount_micro > maximum_amount_micro then maximum_amount_micro
        else amount_micro
    end as amount_micro,
    file_id,
    line
from rounded

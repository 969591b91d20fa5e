-- One row per call to be priced: billed seconds and amount by the card row, a null amount where there is none.
-- Connection fee + rate × billed seconds, rounded once per call as the row says.
with

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
    from cost.billed_call as billed
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

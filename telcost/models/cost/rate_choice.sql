-- One row per distinct thing a card is asked (supplier, product, number, direction, class, region, date): its row.
-- The longest prefix wins, then the number's own class over domestic and international, then region, direction
-- and medium; a named cell beats an empty one. `tied_rate_id` is a row that does not differ ('' where none does).
with

questions as (
    select
        supplier,
        product,
        direction,
        number_class,
        reach,
        digits,
        region,
        rated_on
    from cost.rateable_call
    group by supplier, product, direction, number_class, reach, digits, region, rated_on
),

rates as (
    select * from staging.rate
    where unit in ('minute', 'second', 'call')
),

lengths as (
    select
        supplier,
        length(prefix) as prefix_length
    from rates
    group by supplier, length(prefix)
),

-- As a table of its own, so that the card is looked up by prefix and never held against every number.
prefixes as (
    select
        questions.supplier,
        questions.digits,
        lengths.prefix_length,
        substr(questions.digits, 1, lengths.prefix_length) as prefix
    from questions
    join lengths
        on lengths.supplier = questions.supplier
        and lengths.prefix_length <= length(questions.digits)
    group by questions.supplier, questions.digits, lengths.prefix_length
),

candidates as (
    select
        questions.supplier,
        questions.product,
        questions.direction,
        questions.number_class,
        questions.reach,
        questions.digits,
        questions.region,
        questions.rated_on,
        rates.rate_id,
        rates.line,
        prefixes.prefix_length * 100000
        + case when rates.number_class = questions.number_class then 20000 when rates.number_class <> '' then 10000 else 0 end
        + case when rates.region <> '' then 1000 else 0 end
        + case when rates.direction <> '' then 10 else 0 end
        + case when rates.media_type <> '' then 1 else 0 end as specificity
    from questions
    join prefixes
        on prefixes.supplier = questions.supplier
        and prefixes.digits = questions.digits
    join rates
        on rates.supplier = prefixes.supplier
        and rates.prefix = prefixes.prefix
        and rates.valid_from <= questions.rated_on
        and rates.valid_to > questions.rated_on
        and (rates.product = questions.product or (questions.product = '' and rates.product <> 'platform_minutes'))
        and (rates.direction = '' or rates.direction = questions.direction)
        and (rates.media_type = '' or rates.media_type = 'voice')
        and (rates.number_class = '' or rates.number_class = questions.number_class or rates.number_class = questions.reach)
        and (rates.region = '' or rates.region = questions.region)
),

best as (
    select
        candidates.*,
        max(specificity) over (
            partition by supplier, product, direction, number_class, reach, digits, region, rated_on
        ) as best_specificity
    from candidates
),

tied as (
    select
        best.*,
        lead(rate_id) over (
            partition by supplier, product, direction, number_class, reach, digits, region, rated_on
            order by line, rate_id
        ) as next_rate_id
    from best
    where specificity = best_specificity
)

select
    supplier,
    product,
    direction,
    number_class,
    reach,
    digits,
    region,
    rated_on,
    rate_id,
    coalesce(next_rate_id, '') as tied_rate_id
from tied
qualify row_number() over (
    partition by supplier, product, direction, number_class, reach, digits, region, rated_on
    order by line, rate_id
) = 1

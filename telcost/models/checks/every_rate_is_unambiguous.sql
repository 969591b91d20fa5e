-- One row per card row that is tied with another for the same call: they do not differ in anything that decides.
with

tied as (
    select supplier, digits, min(rate_id) as rate_id, min(rated_on) as rated_on
    from cost.rate_choice
    where ties > 1
    group by supplier, digits
)

select
    tied.rate_id as subject,
    'another row of ' || tied.supplier || ' in force on ' || cast(tied.rated_on as varchar)
        || ' prices ' || tied.digits || ' just as specifically' as message
from tied

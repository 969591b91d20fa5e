-- One row per two card rows that price the same call just as specifically: they differ in nothing that decides.
with

tied as (
    select
        rate_id,
        tied_rate_id,
        min(digits) as digits,
        min(rated_on) as rated_on
    from cost.rate_choice
    where tied_rate_id <> ''
    group by rate_id, tied_rate_id
),

rates as (
    select
        rates.rate_id,
        coalesce(files.name, rates.file_id) || ', line ' || cast(rates.line as varchar) as place
    from staging.rate as rates
    left join landed.file as files on files.file_id = rates.file_id
)

select
    chosen.place as subject,
    'prices ' || tied.digits || ' on ' || cast(tied.rated_on as varchar) || ' just as specifically as ' || other.place
        as message
from tied
join rates as chosen on chosen.rate_id = tied.rate_id
join rates as other on other.rate_id = tied.tied_rate_id

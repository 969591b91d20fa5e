-- One row per company-wide policy in force on the period's first day.
with

period as (
    select * from landed.period
)

select
    policies.policy,
    policies.value,
    policies.file_id,
    policies.line
from landed.policy as policies
join period on policies.valid_from <= period.start_on and policies.valid_to > period.start_on
qualify row_number() over (partition by policies.policy order by policies.valid_from desc, policies.line) = 1

-- One row per carrier call that two files tell differently, or one of them more often: the older export's version
-- counts meanwhile.
with

counted as (
    select * from staging.carrier_record
)

select
    records.supplier || ' ' || records.call_id as subject,
    'another file tells this call differently (line ' || cast(min(records.line) as varchar) || ')' as message,
    coalesce(cast(sum(records.amount_micro) as bigint), 0) as amount_micro
from landed.carrier_record as records
where records.call_id <> ''
    and not exists (
        select 1 from counted
        where counted.digest = records.digest and counted.occurrence = records.occurrence
    )
group by records.supplier, records.call_id

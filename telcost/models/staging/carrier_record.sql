-- One row per carrier record that counts: overlapping exports once, the older export's version of a call.
-- Equal rows count as often as the file that has them most often. A second file that tells the same call
-- differently is a conflict (gates/every_conflict_is_settled); a credit is never one, it adds up.
-- `carrier_call_id`: records of one supplier with the same call id and leg number are one call.
with

records as (
    select * from landed.carrier_record
),

files as (
    select
        file_id,
        row_number() over (order by last_ms, file_id) as file_order
    from landed.file
),

ordered as (
    select
        records.*,
        records.supplier || ':' || case
            when records.call_id <> '' then records.call_id || '#' || records.leg_number
            else records.digest || '#' || cast(records.occurrence as varchar)
        end as carrier_call_id,
        files.file_order
    from records
    join files on files.file_id = records.file_id
),

once as (
    select * from ordered
    qualify row_number() over (partition by digest, occurrence order by file_order, line) = 1
),

told as (
    select
        once.*,
        min(once.file_order) over (partition by once.carrier_call_id) as first_file_order
    from once
)

select *
from told
where call_id = '' or file_order = first_file_order or coalesce(amount_micro, 0) < 0

-- One row per carrier record that counts: overlapping exports once, the older export's version of a call.
-- Equal rows count as often as the file that has them most often. A second file that tells the same call
-- differently is a conflict (gates/every_conflict_is_settled); a credit is never one, it adds up.
-- `carrier_call_id`: records of one supplier with the same call id and leg number are one call; without a call id
-- a record is a call of its own, and so is its reversal (same event and numbers, the amount with the other sign).
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
        files.file_order,
        coalesce(records.amount_micro, 0) < 0 as is_credit,
        records.digest || '#' || cast(records.occurrence as varchar) as record_id
    from records
    join files on files.file_id = records.file_id
),

once as (
    select * from ordered
    qualify row_number() over (partition by digest, occurrence order by file_order, line) = 1
),

nameless as (
    select
        once.*,
        row_number() over (
            partition by supplier, event_ms, ani, dnis, amount_micro order by record_id
        ) as place
    from once
    where call_id = ''
),

identified as (
    select
        nameless.*,
        supplier || ':' || coalesce(
            min(case when not is_credit then record_id end) over (
                partition by supplier, event_ms, ani, dnis, abs(amount_micro), place
            ),
            record_id
        ) as carrier_call_id
    from nameless
    union all
    select
        once.*,
        1 as place,
        supplier || ':' || call_id || '#' || leg_number as carrier_call_id
    from once
    where call_id <> ''
),

told as (
    select
        identified.*,
        min(case when not is_credit then file_order end) over (partition by carrier_call_id) as first_file_order
    from identified
)

select * from told
where call_id = '' or is_credit or file_order = first_file_order

-- One row per segment of the version of a conversation that counts.
with

counted as (
    select * from staging.conversation
)

select * from landed.segment as segment
where exists (
    select 1 from counted
    where counted.file_id = segment.file_id and counted.line = segment.line
)

-- One row per session of the version of a conversation that counts.
with

counted as (
    select * from staging.conversation
)

select * from landed.session as session
where exists (
    select 1 from counted
    where counted.file_id = session.file_id and counted.line = session.line
)

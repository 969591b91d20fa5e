-- One row per row that was set aside, with the name of its file.
with

files as (
    select * from landed.file
)

select
    aside.file_id,
    files.name,
    aside.line,
    aside.column_name,
    aside.value,
    aside.code,
    aside.message,
    aside.amount_micro
from landed.set_aside as aside
join files on files.file_id = aside.file_id

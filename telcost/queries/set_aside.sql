-- One row per row of a file that could not be read, with its reason.
select
    file_id as file,
    line,
    column_name,
    value,
    code,
    message,
    money(amount_micro) as amount
from set_aside
where $file_id is null or file_id = $file_id
order by name, line, column_name

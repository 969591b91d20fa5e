-- One row per file this build read, with its count of records: the five that follow add up to it.
select
    file_id,
    name,
    source,
    supplier,
    first_ms,
    last_ms,
    records,
    accepted,
    duplicates,
    conflicts,
    set_aside,
    non_data
from file
order by source, supplier, name, file_id

-- One row per file with rows that were set aside.
select
    name as subject,
    cast(count(*) as varchar) || ' rows were set aside, the first in line ' || cast(min(line) as varchar) as message,
    coalesce(cast(sum(amount_micro) as bigint), 0) as amount_micro
from marts.set_aside
group by file_id, name

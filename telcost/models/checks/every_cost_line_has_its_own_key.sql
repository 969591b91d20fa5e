-- One row per key that several cost lines share.
select
    kind || ':' || source_id || ':' || part as subject,
    cast(count(*) as varchar) || ' cost lines share this key' as message
from marts.cost_line
group by kind, source_id, part
having count(*) > 1

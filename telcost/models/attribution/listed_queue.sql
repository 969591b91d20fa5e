-- One row per queue and local date for which queue.csv has a row in force, by id, else by name: what is written there,
-- and whom it means (null where it means nobody).
select
    used.queue_id,
    used.local_on,
    list.line,
    list.is_shared,
    case when list.department <> '' then list.department else list.cost_centre end as written,
    meanings.department,
    meanings.cost_centre
from attribution.used_queue as used
join landed.queue as list
    on (
        list.queue_id = used.queue_id
        or (list.queue_id = '' and used.queue <> '' and lower(trim(list.queue)) = lower(trim(used.queue)))
    )
    and list.valid_from <= used.local_on
    and list.valid_to > used.local_on
    and (list.is_shared or list.department <> '' or list.cost_centre <> '')
left join attribution.meaning as meanings
    on meanings.department_name = lower(trim(list.department))
    and meanings.cost_centre_name = lower(trim(list.cost_centre))
    and meanings.valid_from <= used.local_on
    and meanings.valid_to > used.local_on
qualify row_number() over (
    partition by used.queue_id, used.local_on
    order by case when list.queue_id <> '' then 0 else 1 end, list.valid_from desc, list.line, meanings.rank,
        meanings.department, meanings.cost_centre
) = 1

-- One row per queue and local date on which it owns a slice, with its name ('' where the platform's list lacks it).
select
    slices.queue_id,
    places.local_on,
    coalesce(queues.name, '') as queue
from usage.slice as slices
join usage.leg_place as places on places.leg_id = slices.leg_id
left join staging.platform_queue as queues on queues.queue_id = slices.queue_id
where slices.queue_id <> ''
group by slices.queue_id, places.local_on, coalesce(queues.name, '')

-- One row per Genesys Cloud queue: its last known name and description.
select * from landed.platform_queue
qualify row_number() over (partition by queue_id order by modified_ms desc, file_id, line) = 1

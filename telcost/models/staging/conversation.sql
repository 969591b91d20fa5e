-- One row per conversation: of all versions received, the one that counts.
-- A closed version beats an open one, then the page complete up to the latest instant, then the later end.
select * from landed.conversation
qualify row_number() over (
    partition by conversation_id
    order by
        case when ended_ms is null then 1 else 0 end,
        available_ms desc,
        coalesce(ended_ms, 0) desc,
        digest,
        file_id,
        line
) = 1

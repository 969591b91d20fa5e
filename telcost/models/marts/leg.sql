-- One row per leg: when, between which numbers, and what became of it.
with

legs as (
    select * from usage.leg
)

select
    legs.leg_id,
    legs.conversation_id,
    legs.media_type,
    legs.direction,
    places.our_number,
    places.other_number,
    legs.dnis as number,
    legs.dnis_type as number_type,
    legs.dnis_country as number_country,
    legs.started_ms,
    legs.connected_ms,
    legs.ended_ms,
    legs.duration_ms,
    legs.status,
    legs.is_open,
    case legs.status
        when 'excluded' then 'ghost of a conference: merged leg without a call id or a disconnect, closed by the platform'
        when 'attempt' then 'not connected'
        else case when places.is_internal then 'internal: between our own numbers' else '' end
    end as reason,
    places.local_on,
    places.is_in_month,
    places.is_internal,
    places.supplier,
    legs.campaign_id,
    legs.file_id,
    legs.line
from legs
join usage.leg_place as places on places.leg_id = legs.leg_id

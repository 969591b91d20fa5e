-- One row per page of landed conversations, as Genesys Cloud's result page of an asynchronous detail job: its JSON.
-- Fields telcost does not read are there in the number and size real pages have. Variable: pages (at most so many).
with

page as (
    select distinct file_id from landed.conversation
    where file_id like 'page %'
    order by file_id
    limit getvariable('pages')
),

segment as (
    select
        file_id, conversation_id, session_id,
        list(
            json_object(
                'conference', false, 'queueId', queue_id, 'wrapUpCode', wrap_up_code, 'segmentEnd', iso(ended_ms),
                'segmentStart', iso(started_ms), 'segmentType', segment_type, 'disconnectType', disconnect_type
            )
            order by position
        ) as segments,
        list(
            json_object('emitDate', iso(ended_ms), 'name', 't' || segment_type, 'value', ended_ms - started_ms)
            order by position
        ) || [json_object('emitDate', iso(min(started_ms)), 'name', 'nConnected', 'value', 1)] as metrics
    from landed.segment
    where file_id in (select file_id from page)
    group by file_id, conversation_id, session_id
),

participant as (
    select
        session.file_id,
        session.conversation_id,
        session.purpose,
        json_object(
            'participantId', participant_id, 'participantName', purpose || ' of the call', 'purpose', purpose, 'userId', user_id,
            'attributes', json_object('Language', 'en-US', 'MenuChoice', '2', 'CustomerTier', 'Summit'),
            'sessions', [json_object(
                'ani', 'tel:' || ani, 'direction', direction, 'dnis', 'tel:' || dnis, 'edgeId', uuid_of('edge', direction),
                'mediaType', media_type, 'protocolCallId', protocol_call_id, 'provider', provider, 'peerId', participant_id,
                'sessionId', session.session_id, 'outboundCampaignId', campaign_id, 'remoteNameDisplayable', 'Toll Free',
                'requestedRoutings', ['Standard'], 'usedRouting', 'Standard', 'sessionDnis', 'tel:' || dnis,
                'mediaEndpointStats', case when media_type = 'voice' then [json_object(
                    'codecs', ['audio/PCMU'], 'maxLatencyMs', 52, 'minMos', 4.7958, 'minRFactor', 91.1211, 'receivedPackets', 11241
                )] end,
                'flow', case when flow_id <> '' then json_object(
                    'endingLanguage', 'en-us', 'entryReason', 'tel:' || dnis, 'entryType', 'dnis', 'exitReason', 'TRANSFER', 'flowId', flow_id,
                    'flowName', flow_name, 'flowType', flow_type, 'flowVersion', '22.0', 'startingLanguage', 'en-us', 'transferType', 'ACD'
                ) end,
                'metrics', segment.metrics, 'segments', segment.segments
            )]
        ) as told
    from landed.session as session
    join segment
        on segment.file_id = session.file_id
        and segment.conversation_id = session.conversation_id
        and segment.session_id = session.session_id
),

conversation as (
    select
        landed.file_id,
        landed.line,
        json_object(
            'conversationEnd', iso(any_value(landed.ended_ms)), 'conversationId', landed.conversation_id,
            'conversationStart', iso(any_value(landed.started_ms)), 'divisionIds', [uuid_of('division', 1), uuid_of('division', 2)],
            'mediaStatsMinConversationMos', 4.842358, 'mediaStatsMinConversationRFactor', 92.7947,
            'originatingDirection', any_value(landed.direction), 'participants', list(participant.told order by participant.told)
        ) as told
    from landed.conversation as landed
    join participant
        on participant.file_id = landed.file_id
        and participant.conversation_id = landed.conversation_id
    group by landed.file_id, landed.line, landed.conversation_id
)

select
    file_id,
    count(*) as conversations,
    -- What is absent is not told.
    regexp_replace(
        cast(json_object('conversations', list(told order by line), 'dataAvailabilityDate', '2026-04-05T00:40:03Z') as varchar),
        '"[A-Za-z]+":(null|""|"tel:"),|,"[A-Za-z]+":(null|"")', '', 'g'
    ) as text
from conversation
group by file_id
order by file_id

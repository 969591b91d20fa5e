"""The SQL that flattens conversation detail into the rows of landed.conversation, session and segment.

Temp tables: document (the JSON texts, from Arrow), conversation, session, segment (nested less and less), number
(each address once, from Arrow). `file` tells the files of one go apart; p, s and g are positions from 1.
"""

import json

ISO = [f"%Y-%m-%dT%H:%M:%S{fraction}{zone}" for zone in ("Z", "+0000", "+00:00") for fraction in (".%g", "")]
MACRO = f"create or replace temp macro instant(iso) as epoch_ms(try_strptime(iso, {ISO}))"


def _text(*names: str) -> dict:
    return dict.fromkeys(names, "VARCHAR")


SEGMENT = _text("segmentStart", "segmentEnd", "segmentType", "queueId", "wrapUpCode", "disconnectType", "sourceConversationId")
SESSION = _text(
    "sessionId", "mediaType", "direction", "ani", "dnis", "protocolCallId", "provider", "outboundCampaignId",
    "monitoredParticipantId", "coachedParticipantId", "bargedParticipantId",
) | {"flow": _text("flowId", "flowName", "flowType"), "segments": [SEGMENT]}
PARTICIPANT = _text("participantId", "purpose", "userId") | {"sessions": [SESSION]}
CONVERSATION = _text("conversationId", "conversationStart", "conversationEnd", "originatingDirection") | {
    "participants": [PARTICIPANT]
}
PAGE = {"conversations": [CONVERSATION], "dataAvailabilityDate": "VARCHAR"}

BROKEN_TEXTS = "select file, line from document where not json_valid(text)"
LENGTHS = "select file, line, json_array_length(text, '$.conversations') from document"
TYPES = "select file, json_type(text, '$.conversations') from document"

TIMED = """
select
    file, line, coalesce(instant(available), 0) as available_ms,
    instant(it.conversationStart) as started_ms, instant(it.conversationEnd) as ended_ms, it
from nested
"""
CONVERSATIONS_OF_PAGES = f"""
create or replace temp table conversation as
with page as (
    select file, earlier, from_json(text, '{json.dumps(PAGE)}') as page from document
),
nested as (
    select
        file,
        earlier + generate_subscripts(page.conversations, 1) as line,
        page.dataAvailabilityDate as available,
        unnest(page.conversations) as it
    from page
)
{TIMED}
"""
CONVERSATIONS = f"""
create or replace temp table conversation as
with nested as (
    select file, line, '' as available, from_json(text, '{json.dumps(CONVERSATION)}') as it from document
)
{TIMED}
"""
FLATTENED = (
    """
    create or replace temp view participant as
    select
        file, line, it.conversationId as conversation_id,
        generate_subscripts(it.participants, 1) as p,
        unnest(it.participants) as it
    from conversation
    """,
    """
    create or replace temp table session as
    with nested as (
        select
            file, line, conversation_id, p,
            it.participantId as participant_id, it.purpose as purpose, it.userId as user_id,
            generate_subscripts(it.sessions, 1) as s,
            unnest(it.sessions) as it
        from participant
    )
    select * exclude (it), unnest(it) from nested
    """,
    """
    create or replace temp table segment as
    with nested as (
        select
            file, line, conversation_id, p, s, sessionId as session_id,
            generate_subscripts(segments, 1) as g,
            unnest(segments) as it
        from session
    )
    select
        * exclude (it), unnest(it),
        instant(it.segmentStart) as started_ms, instant(it.segmentEnd) as ended_ms
    from nested
    """,
)

# What a conversation must have to be read at all: by table, (field, what it has to be, how it is when it lacks).
NEEDED = {
    "conversation": (
        ("conversationId", "text", "coalesce(it.conversationId, '') = ''"),
        ("conversationStart", "time", "started_ms is null"),
        ("conversationEnd", "time", "ended_ms is null and it.conversationEnd is not null"),
        ("participants", "list", "it.participants is null"),
    ),
    "participant": (
        ("purpose", "text", "coalesce(it.purpose, '') = ''"),
        ("sessions", "list", "it.sessions is null"),
    ),
    "session": (
        ("sessionId", "text", "coalesce(sessionId, '') = ''"),
        ("mediaType", "text", "coalesce(mediaType, '') = ''"),
        ("segments", "list", "segments is null"),
    ),
    "segment": (
        ("segmentType", "text", "coalesce(segmentType, '') = ''"),
        ("segmentStart", "time", "started_ms is null"),
        ("segmentEnd", "time", "ended_ms is null and segmentEnd is not null"),
    ),
}
PLACES = {"conversation": "0, 0, 0", "participant": "p, 0, 0", "session": "p, s, 0", "segment": "p, s, g"}


def _lacking(table: str) -> str:
    """(file, line, p, s, g, field, kind, value) of the first thing each row of the table lacks."""
    nested = table in ("conversation", "participant")
    field = kind = value = "case"
    for name, must_be, lacks in NEEDED[table]:
        field += f" when {lacks} then '{name}'"
        kind += f" when {lacks} then '{must_be}'"
        value += "" if must_be == "list" else f" when {lacks} then {'it.' if nested else ''}{name}"
    somewhere = " or ".join(f"({lacks})" for _, _, lacks in NEEDED[table])
    return f"select file, line, {PLACES[table]}, {field} end, {kind} end, {value} end from {table} where {somewhere}"


LACKING = "\nunion all\n".join(map(_lacking, NEEDED)) + "\norder by all"

ADDRESSES = "select ani from session where ani is not null union select dnis from session where dnis is not null"

# The rows of one file, its id in front, as landed.sql has them. DuckDB keeps their order, except through a join.
ROWS = {
    "conversation": """
        select
            $file_id as file_id, line, it.conversationId as conversation_id,
            started_ms, ended_ms, coalesce(it.originatingDirection, '') as direction, available_ms,
            printf('%016x', hash(it)) as digest
        from conversation
        where file = $file
    """,
    "session": """
        select
            $file_id as file_id, line, conversation_id, coalesce(participant_id, '') as participant_id, purpose,
            coalesce(user_id, '') as user_id, sessionId as session_id, mediaType as media_type,
            coalesce(session.direction, '') as direction,
            coalesce(caller.number, '') as ani, coalesce(caller.type, 'withheld') as ani_type,
            coalesce(caller.country, '') as ani_country,
            coalesce(dialled.number, '') as dnis, coalesce(dialled.type, 'withheld') as dnis_type,
            coalesce(dialled.country, '') as dnis_country,
            coalesce(protocolCallId, '') as protocol_call_id, coalesce(provider, '') as provider,
            coalesce(outboundCampaignId, '') as campaign_id,
            coalesce(flow.flowId, '') as flow_id, coalesce(flow.flowName, '') as flow_name,
            coalesce(flow.flowType, '') as flow_type,
            coalesce(monitoredParticipantId, coachedParticipantId, bargedParticipantId, '') <> '' as is_observer
        from session
        left join number as caller on caller.address = ani
        left join number as dialled on dialled.address = dnis
        where file = $file
        order by line, p, s
    """,
    "segment": """
        select
            $file_id as file_id, line, conversation_id, session_id, g as position, segmentType as segment_type,
            started_ms, ended_ms, coalesce(queueId, '') as queue_id, coalesce(wrapUpCode, '') as wrap_up_code,
            coalesce(disconnectType, '') as disconnect_type,
            coalesce(sourceConversationId, '') as source_conversation_id
        from segment
        where file = $file
    """,
}
SUMMARY = """
select (select count(*) from conversation where file = $file), min(ms), max(ms)
from (
    select started_ms as ms from segment where file = $file
    union all
    select started_ms as ms from conversation where file = $file
)
"""

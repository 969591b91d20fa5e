"""A scene as Genesys Cloud's conversation detail record (asynchronous job model), field for field.
Knows nothing of carriers or money.
"""

from random import Random

from benchmarks.sample import company
from benchmarks.sample.company import id_of
from benchmarks.sample.fields import base, caller_session, first_queue, metric, segment, talked
from benchmarks.sample.inside import internal
from benchmarks.sample.moments import iso, local_date


def conversation(scene):
    record = {
        "conversationEnd": iso(scene.ends_ms),
        "conversationId": scene.id,
        "conversationStart": iso(scene.start_ms),
        "divisionIds": divisions(scene),
    }
    random = Random(f"detail {scene.key}")
    if scene.media == "voice" and scene.leg.connected_ms:
        factor = random.randrange(880000, 931000)
        record["mediaStatsMinConversationMos"] = round(4.1 + factor / 1e6 * 0.8, 6)
        record["mediaStatsMinConversationRFactor"] = factor / 1e4
    record["originatingDirection"] = scene.direction
    people = [] if scene.purpose == "none" else [customer(scene, random)]
    record["participants"] = people + internal(scene) + [guest(scene, *one) for one in scene.guests]
    return record


def as_seen(record, moment_ms):
    """The record as pulled at that moment: what has not happened yet is not there, what is going on has no end."""
    now, people = iso(moment_ms), []
    for person in record["participants"]:
        sessions = [session_as_seen(session, now) for session in person["sessions"]]
        if begun := [session for session in sessions if session["segments"]]:
            people.append(person | {"sessions": begun})
    seen = {name: value for name, value in record.items() if name != "conversationEnd"}
    return seen | {"participants": people}


def session_as_seen(session, now):
    segments = [
        going_on(one) if one["segmentEnd"] > now else one for one in session["segments"] if one["segmentStart"] <= now
    ]
    return session | {"metrics": [one for one in session["metrics"] if one["emitDate"] <= now], "segments": segments}


def going_on(one):
    return {name: value for name, value in one.items() if name not in ("segmentEnd", "disconnectType", "wrapUpCode")}


def divisions(scene):
    names = [company.DIVISION_OF[department_of(part, local_date(scene.start_ms))] for part in scene.parts]
    return [id_of("division", name) for name in dict.fromkeys(names or ["Home"])]


def department_of(part, on):
    if part.queue:
        return company.department_of_queue(part.queue, on)
    return part.user.department if part.user else ""


def customer(scene, random):
    written = {
        "participantId": id_of("participant", scene.id, "customer"),
        "purpose": scene.purpose,
        "sessions": [customer_session(scene, random)],
    }
    if scene.other and random.random() < 0.5:
        written["externalContactId"] = id_of("contact", scene.other)
    if scene.label:
        written["participantName"] = scene.label
    if scene.attributes:
        written["attributes"] = scene.attributes
    return written


def customer_session(scene, random):
    voice, queue = scene.media == "voice", first_queue(scene)
    session = base(scene, scene.leg.call_id, caller_session(scene)) | routing(scene, queue)
    if scene.label:
        session["remoteNameDisplayable"] = scene.label
    if scene.leg.campaign:
        session["dispositionAnalyzer"] = "disposition.classification.callable." + outcome(scene)
    segments, metrics = [segment(*one) for one in scene.opening], []
    if start_ms := scene.leg.connected_ms if voice else scene.start_ms:
        segments.append(segment("interact", start_ms, scene.clock, **({"queueId": queue} if queue else {})))
        metrics.append(metric("nConnected", 1, start_ms))
    if voice:
        session |= {"recording": bool(queue), "sessionDnis": scene.dnis}
    if voice and start_ms:
        session["mediaEndpointStats"] = [endpoint_stats(scene, random)]
        metrics.append(metric("tConnected", scene.clock - start_ms, scene.clock))
    segments[-1]["disconnectType"] = scene.ended_by
    return session | {"metrics": metrics, "segments": segments}


def routing(scene, queue):
    if not queue or scene.direction == "outbound":
        return {}
    agent = next((part.user for part in scene.parts if part.purpose == "agent" and talked(part)), None)
    found = {"selectedAgentId": agent.id, "usedRouting": "Standard"} if agent else {}
    return {"requestedRoutings": ["Standard"]} | found


def outcome(scene):
    if not scene.leg.connected_ms:
        return "noanswer"
    return "person" if any(part.user for part in scene.parts) else "machine"


def endpoint_stats(scene, random):
    factor = random.randrange(880000, 931000) / 1e4
    return {
        "codecs": ["audio/PCMU" if random.random() < 0.8 else "audio/opus"],
        "eventTime": iso(scene.clock),
        "maxLatencyMs": random.randrange(18, 90),
        "minMos": round(factor / 19, 4),
        "minRFactor": factor,
        "receivedPackets": max(1, (scene.clock - scene.leg.connected_ms) // 20),
    }


def guest(scene, leg, source):
    """A third party: dialled from here, or merged in from another conversation (then a bare interact segment)."""
    number = len(scene.guests)
    session = {
        "ani": "tel:" + leg.ours,
        "direction": "outbound",
        "dnis": "tel:" + leg.other,
        "edgeId": scene.edge,
        "mediaType": "voice",
        "provider": "Edge",
        "sessionDnis": "tel:" + leg.other,
        "sessionId": id_of("session", scene.id, "guest", number, leg.other),
    }
    if leg.call_id:
        session["protocolCallId"] = leg.call_id
    talk = segment("interact", leg.connected_ms, leg.ended_ms, conference=True)
    segments = [talk]
    if source:
        talk |= {"sourceConversationId": source[0], "sourceSessionId": source[1], "destinationConversationId": scene.id}
    else:
        segments = [segment("dialing", leg.started_ms, leg.connected_ms), talk]
    if leg.status != "excluded":
        talk["disconnectType"] = "endpoint"
    session |= {
        "metrics": [metric("nConnected", 1, leg.connected_ms), metric("tConnected", leg.duration_ms, leg.ended_ms)],
        "segments": segments,
    }
    return {
        "participantId": id_of("participant", scene.id, "guest", number, leg.other),
        "purpose": "customer",
        "sessions": [session],
    }

"""A scene as Genesys Cloud's conversation detail record (asynchronous job model), field for field.
Times are UTC ISO strings, metrics are integers of milliseconds or counts; knows nothing of carriers or money.
"""
from benchmarks.sample import company
from benchmarks.sample.company import id_of
from benchmarks.sample.moments import iso, local_date
from benchmarks.sample.scene import PROVIDER, TRUNK_GROUP

SCRIPT = id_of("script", "default")


def conversation(scene, live=False):
    """`live`: as pulled before the last person had finished: no wrap-up and no end yet."""
    record = {}
    if not live:
        record["conversationEnd"] = iso(scene.ends_ms)
    record |= {"conversationId": scene.id, "conversationStart": iso(scene.start_ms), "divisionIds": divisions(scene)}
    if scene.media == "voice" and scene.leg.connected_ms:
        factor = scene.random.randrange(880000, 931000)
        record["mediaStatsMinConversationMos"] = round(4.1 + factor / 1e6 * 0.8, 6)
        record["mediaStatsMinConversationRFactor"] = factor / 1e4
    record["originatingDirection"] = scene.direction
    people = [] if scene.purpose == "none" else [customer(scene)]
    record["participants"] = people + internal(scene, live) + [guest(scene, *one) for one in scene.guests]
    return record


def divisions(scene):
    names = []
    for part in scene.parts:
        department = company.department_of_queue(part.queue, local_date(scene.start_ms)) if part.queue else \
            part.user.department if part.user else ""
        names.append(company.DIVISION_OF[department])
    return [id_of("division", name) for name in dict.fromkeys([*names, "Home"] if not names else names)]


def segment(how, start_ms, end_ms, **extra):
    written = {"conference": False, **extra}
    if end_ms is not None:
        written["segmentEnd"] = iso(end_ms)
    return written | {"segmentStart": iso(start_ms), "segmentType": how}


def metric(name, value, emitted_ms):
    return {"emitDate": iso(emitted_ms), "name": name, "value": value}


def first_queue(scene):
    return next((company.QUEUES[part.queue].id for part in scene.parts if part.queue), None)


def dialer(scene):
    if not scene.leg.campaign:
        return {}
    return {"outboundCampaignId": id_of("campaign", scene.leg.campaign),
            "outboundContactId": id_of("contact", scene.key).replace("-", ""),
            "outboundContactListId": id_of("contact list", scene.leg.campaign)}


def base(scene, call_id, session_id, peer_id=None):
    """What every session of the scene says about itself."""
    if scene.media != "voice":
        written = {"direction": scene.direction, "mediaType": scene.media, "provider": PROVIDER[scene.media]}
    else:
        written = {"ani": scene.ani, "direction": scene.direction, "dnis": scene.dnis, "edgeId": scene.edge,
                   "mediaType": "voice", "protocolCallId": call_id, "provider": "Edge"}
    if peer_id:
        written["peerId"] = peer_id
    return written | dialer(scene) | {"sessionId": session_id}


# the customer ---------------------------------------------------------------------------------------------


def customer(scene):
    session = base(scene, scene.leg.call_id, caller_session(scene))
    if scene.label:
        session["remoteNameDisplayable"] = scene.label
    queue = first_queue(scene)
    if queue and scene.direction == "inbound":
        session |= {"requestedRoutings": ["Standard"]}
        if agent := next((part.user for part in scene.parts if part.purpose == "agent" and talked(part)), None):
            session |= {"selectedAgentId": agent.id, "usedRouting": "Standard"}
    start_ms = scene.leg.connected_ms if scene.media == "voice" else scene.start_ms
    if scene.media == "voice":
        session |= {"recording": bool(queue), "sessionDnis": scene.dnis}
        if start_ms:
            session["mediaEndpointStats"] = [endpoint_stats(scene)]
        if scene.leg.campaign:
            session |= {"dispositionAnalyzer": "disposition.classification.callable.person" if any_agent(scene) else
                        "disposition.classification.callable.machine" if start_ms else "disposition.classification.callable.noanswer"}
    segments = [segment(*one) for one in scene.opening]
    metrics = []
    if start_ms:
        spoken = segment("interact", start_ms, scene.clock, **({"queueId": queue} if queue else {}))
        segments.append(spoken)
        metrics = [metric("nConnected", 1, start_ms)] + (
            [metric("tConnected", scene.clock - start_ms, scene.clock)] if scene.media == "voice" else [])
    segments[-1] |= {"disconnectType": scene.ended_by if start_ms else scene.ended_by}
    session |= {"metrics": metrics, "segments": segments}
    written = {"participantId": id_of("participant", scene.id, "customer"), "purpose": scene.purpose, "sessions": [session]}
    if scene.random.random() < 0.5 and scene.other:
        written["externalContactId"] = id_of("contact", scene.other)
    if scene.label:
        written["participantName"] = scene.label
    if scene.attributes:
        written["attributes"] = scene.attributes
    return written


def caller_session(scene):
    return id_of("session", scene.id, "customer")


def any_agent(scene):
    return any(part.user for part in scene.parts)


def talked(part):
    return any(how == "interact" for how, *_ in part.segments)


def endpoint_stats(scene):
    factor = scene.random.randrange(880000, 931000) / 1e4
    return {"codecs": ["audio/PCMU" if scene.random.random() < 0.8 else "audio/opus"], "eventTime": iso(scene.clock),
            "maxLatencyMs": scene.random.randrange(18, 90), "minMos": round(factor / 19, 4), "minRFactor": factor,
            "receivedPackets": max(1, (scene.clock - scene.leg.connected_ms) // 20)}


def guest(scene, leg, source):
    """A third party: dialled from here, or merged in from another conversation (then a bare interact segment)."""
    number = len(scene.guests)
    session = {"ani": "tel:" + leg.ours, "direction": "outbound", "dnis": "tel:" + leg.other, "edgeId": scene.edge,
               "mediaType": "voice", "provider": "Edge", "sessionDnis": "tel:" + leg.other,
               "sessionId": id_of("session", scene.id, "guest", number, leg.other)}
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
    closed = [metric("tConnected", leg.ended_ms - leg.connected_ms, leg.ended_ms)] if leg.ended_ms else []
    session |= {"metrics": [metric("nConnected", 1, leg.connected_ms), *closed], "segments": segments}
    return {"participantId": id_of("participant", scene.id, "guest", number, leg.other), "purpose": "customer", "sessions": [session]}


# the internal side ----------------------------------------------------------------------------------------


def internal(scene, live):
    """One participant per flow, queue and voicemail; a person offered twice has several sessions in one."""
    people = {}
    for place, part in enumerate(scene.parts):
        key = ("person", part.user.name) if part.user and part.purpose != "voicemail" else (place,)
        session = SESSION[part.purpose](scene, part, place, live)
        if key in people:
            people[key]["sessions"].append(session)
            continue
        people[key] = {"participantId": id_of("participant", scene.id, *key), "purpose": part.purpose, "sessions": [session]}
        if part.user and part.purpose != "voicemail":
            people[key]["userId"] = part.user.id
        people[key]["participantName"] = part.name
    return list(people.values())


def of_part(scene, part, place):
    session_id = id_of("session", scene.id, place)
    peer = None if scene.purpose == "none" else caller_session(scene)
    session = base(scene, id_of("call", session_id), session_id, peer)
    if scene.media == "voice":
        session |= {"remote": scene.label or "Unknown", "sessionDnis": scene.dnis}
    return session


def flow_session(scene, part, place, live):
    session = of_part(scene, part, place)
    start_ms, end_ms = part.segments[-1][1], part.segments[-1][2]
    flow = {"endingLanguage": "en-us", "entryReason": scene.dnis if not place else part.name,
            "entryType": "dnis" if not place else "flow", "exitReason": part.flow_exit, "flowId": id_of("flow", part.name),
            "flowName": part.name, "flowType": "INBOUNDCALL", "flowVersion": company.FLOWS[part.name], "startingLanguage": "en-us"}
    if part.target:
        flow |= {"transferTargetAddress": company.QUEUES[part.target].id, "transferTargetName": part.target, "transferType": "ACD"}
    closing = "transfer" if part.flow_exit == "TRANSFER" else "endpoint" if scene.ended_by == "endpoint" else "client"
    segments = [segment(*part.segments[0][:3]), segment(*part.segments[1][:3], disconnectType=closing)]
    metrics = [metric("nFlow", 1, start_ms), metric("tIvr", end_ms - start_ms, end_ms),
               metric("tFlow", end_ms - start_ms, end_ms), metric("tFlowExit", end_ms - start_ms, end_ms)]
    return session | {"flow": flow, "metrics": metrics, "segments": segments}


def queue_session(scene, part, place, live):
    session = of_part(scene, part, place) | {"remoteNameDisplayable": part.name, "requestedRoutings": ["Standard"]}
    queue = company.QUEUES[part.queue].id
    segments = [segment(how, start, end, queueId=queue) for how, start, end, _ in part.segments if how != "delay" or end > start]
    last = place == len(scene.parts) - 1
    segments[-1]["disconnectType"] = "endpoint" if last else "transfer"
    offered_ms, answered_ms = part.segments[0][2], part.segments[-1][2]
    metrics = [metric("nOffered", 1, offered_ms),
               metric("tAbandon" if last else "tAcd", answered_ms - offered_ms, answered_ms)]
    if place and scene.parts[place - 1].purpose == "ivr":
        session["flowInType"] = "ivr"
    return session | {"metrics": metrics, "segments": segments}


def person_session(scene, part, place, live):
    session = of_part(scene, part, place)
    if scene.media == "voice":
        session["sessionDnis"] = (f"sip:{part.user.station}+{company.ORGANISATION}.orgspan.com@localhost;"
                                  f"tgrp={TRUNK_GROUP};trunk-context={company.ORGANISATION}")
    queue = {"queueId": company.QUEUES[part.queue].id} if part.queue else {}
    segments = [segment(how, start, end, **queue, **extra) for how, start, end, extra in part.segments]
    last = not any(later.user for later in scene.parts[place + 1:])
    if talked(part):
        segments[-1]["disconnectType"] = ("peer" if scene.ended_by == "endpoint" else "client") if last else "transfer"
    if "wrap" in part.session and not live:
        wrap_ms, code = part.session["wrap"]
        done_ms = part.segments[-1][2]
        segments.append(segment("wrapup", done_ms, done_ms + wrap_ms, **queue,
                                wrapUpCode=id_of("wrap-up", code) if code else "ININ-WRAP-UP-TIMEOUT"))
    elif part.queue and talked(part):
        session["acwSkipped"] = True
    return session | {"metrics": person_metrics(part, last, live, scene), "segments": segments}


def person_metrics(part, last, live, scene):
    length = {"interact": 0, "hold": 0, "alert": 0, "dialing": 0, "contacting": 0}
    metrics = []
    end_ms = part.segments[-1][2]
    for how, start, end, _ in part.segments:
        length[how] = length.get(how, 0) + end - start
        name = {"interact": "tTalk", "hold": "tHeld", "alert": "tAlert", "dialing": "tDialing", "contacting": "tContacting"}.get(how)
        if name:
            metrics.append(metric(name, end - start, end))
        if how == "alert" and talked(part):
            metrics.append(metric("tAnswered", end - start, end))
    if not talked(part):
        return [*metrics, metric("tNotResponding", length["alert"], end_ms)] if length["alert"] else metrics
    metrics.append(metric("tTalkComplete", length["interact"], end_ms))
    if length["hold"]:
        metrics.append(metric("tHeldComplete", length["hold"], end_ms))
    wrap_ms = part.session.get("wrap", (0, None))[0] if not live else 0
    if wrap_ms:
        metrics.append(metric("tAcw", wrap_ms, end_ms + wrap_ms))
    metrics.append(metric("tHandle", length["interact"] + length["hold"] + wrap_ms, end_ms + wrap_ms))
    if not last:
        metrics += [metric("nTransferred", 1, end_ms), metric("nBlindTransferred", 1, end_ms)]
    return metrics


def voicemail_session(scene, part, place, live):
    queue = {"queueId": company.QUEUES[part.queue].id} if part.queue else {}
    _, start_ms, end_ms, _ = part.segments[0]
    return of_part(scene, part, place) | {
        "metrics": [metric("tVoicemail", end_ms - start_ms, end_ms)],
        "segments": [segment("voicemail", start_ms, end_ms, disconnectType="endpoint", **queue)]}


SESSION = {"ivr": flow_session, "acd": queue_session, "agent": person_session, "user": person_session,
           "voicemail": voicemail_session}

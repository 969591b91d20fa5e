"""The internal side of a conversation detail record: menus, queues, people and voicemail boxes.
Knows nothing of the outside party but the session it was joined to.
"""
from collections import Counter

from benchmarks.sample import company
from benchmarks.sample.company import id_of
from benchmarks.sample.fields import base, caller_session, metric, segment, talked
from benchmarks.sample.scene import TRUNK_GROUP


def internal(scene):
    """One participant per flow, queue and voicemail; a person offered twice has several sessions in one."""
    people = {}
    for place, part in enumerate(scene.parts):
        key = (part.purpose, part.user.name) if part.user and part.purpose != "voicemail" else (place,)
        session = SESSION[part.purpose](scene, part, place)
        if key in people:
            people[key]["sessions"].append(session)
            continue
        people[key] = {
            "participantId": id_of("participant", scene.id, *key),
            "purpose": part.purpose,
            "sessions": [session],
        }
        if part.user:
            people[key]["userId"] = part.user.id
        else:
            people[key]["participantName"] = part.name
    return list(people.values())


def of_part(scene, part, place):
    session_id = id_of("session", scene.id, place)
    peer = None if scene.purpose == "none" else caller_session(scene)
    session = base(scene, id_of("call", session_id), session_id, peer)
    if scene.purpose == "none" and place:
        session["direction"] = "inbound"
    if scene.media == "voice":
        session |= {"remote": scene.label or "Unknown", "sessionDnis": scene.dnis}
    return session


def flow_session(scene, part, place):
    session = of_part(scene, part, place)
    start_ms, end_ms = part.segments[-1][1], part.segments[-1][2]
    flow = {
        "endingLanguage": "en-us",
        "entryReason": scene.dnis if not place else part.name,
        "entryType": "dnis" if not place else "flow",
        "exitReason": part.flow_exit,
        "flowId": id_of("flow", part.name),
        "flowName": part.name,
        "flowType": "INBOUNDCALL",
        "flowVersion": company.FLOWS[part.name],
        "startingLanguage": "en-us",
    }
    if part.target:
        flow |= {
            "transferTargetAddress": company.QUEUES[part.target].id,
            "transferTargetName": part.target,
            "transferType": "ACD",
        }
    closing = "transfer" if part.flow_exit == "TRANSFER" else "endpoint" if scene.ended_by == "endpoint" else "client"
    segments = [segment(*part.segments[0][:3]), segment(*part.segments[1][:3], disconnectType=closing)]
    metrics = [
        metric("nFlow", 1, start_ms),
        metric("tIvr", end_ms - start_ms, end_ms),
        metric("tFlow", end_ms - start_ms, end_ms),
        metric("tFlowExit", end_ms - start_ms, end_ms),
    ]
    return session | {"flow": flow, "metrics": metrics, "segments": segments}


def queue_session(scene, part, place):
    session = of_part(scene, part, place) | {"remoteNameDisplayable": part.name, "requestedRoutings": ["Standard"]}
    queue = company.QUEUES[part.queue].id
    segments = [
        segment(how, start, end, queueId=queue) for how, start, end, _ in part.segments if how != "delay" or end > start
    ]
    last = place == len(scene.parts) - 1
    segments[-1]["disconnectType"] = "endpoint" if last else "transfer"
    offered_ms, answered_ms = part.segments[0][2], part.segments[-1][2]
    metrics = [
        metric("nOffered", 1, offered_ms),
        metric("tAbandon" if last else "tAcd", answered_ms - offered_ms, answered_ms),
    ]
    if place and scene.parts[place - 1].purpose == "ivr":
        session["flowInType"] = "ivr"
    return session | {"metrics": metrics, "segments": segments}


def person_session(scene, part, place):
    session = of_part(scene, part, place)
    if scene.media == "voice":
        session["sessionDnis"] = (
            f"sip:{part.user.station}+{company.ORGANISATION}.orgspan.com@localhost;"
            f"tgrp={TRUNK_GROUP};trunk-context={company.ORGANISATION}"
        )
    queue = {"queueId": company.QUEUES[part.queue].id} if part.queue else {}
    segments = [segment(how, start, end, **queue, **extra) for how, start, end, extra in part.segments]
    last = scene.purpose == "none" or not any(later.user for later in scene.parts[place + 1 :])
    if talked(part):
        segments[-1]["disconnectType"] = ("peer" if scene.ended_by == "endpoint" else "client") if last else "transfer"
    if "wrap" in part.session:
        wrap_ms, code = part.session["wrap"]
        done_ms = part.segments[-1][2]
        segments.append(
            segment(
                "wrapup",
                done_ms,
                done_ms + wrap_ms,
                **queue,
                wrapUpCode=id_of("wrap-up", code) if code else "ININ-WRAP-UP-TIMEOUT",
            )
        )
    elif part.queue and talked(part):
        session["acwSkipped"] = True
    return session | {"metrics": person_metrics(scene, part, place, last), "segments": segments}


SEGMENT_METRIC = {
    "interact": "tTalk",
    "hold": "tHeld",
    "alert": "tAlert",
    "dialing": "tDialing",
    "contacting": "tContacting",
}


def waited_ms(scene, place, answered_ms):
    """From the offer to the answer: the queue's own wait."""
    return next(
        (answered_ms - part.segments[0][2] for part in reversed(scene.parts[:place]) if part.purpose == "acd"), 0
    )


def person_metrics(scene, part, place, last):
    length, metrics, end_ms = Counter(), [], part.segments[-1][2]
    for how, start, end, _ in part.segments:
        length[how] += end - start
        metrics.append(metric(SEGMENT_METRIC[how], end - start, end))
        if how == "alert" and talked(part):
            metrics.append(metric("tAnswered", waited_ms(scene, place, end), end))
    if not talked(part):
        return [*metrics, metric("tNotResponding", length["alert"], end_ms)] if length["alert"] else metrics
    metrics.append(metric("tTalkComplete", length["interact"], end_ms))
    if length["hold"]:
        metrics.append(metric("tHeldComplete", length["hold"], end_ms))
    wrap_ms = part.session.get("wrap", (0, None))[0]
    if wrap_ms:
        metrics.append(metric("tAcw", wrap_ms, end_ms + wrap_ms))
    metrics.append(metric("tHandle", length["interact"] + length["hold"] + wrap_ms, end_ms + wrap_ms))
    if not last:
        metrics += [metric("nTransferred", 1, end_ms), metric("nBlindTransferred", 1, end_ms)]
    return metrics


def voicemail_session(scene, part, place):
    queue = {"queueId": company.QUEUES[part.queue].id} if part.queue else {}
    _, start_ms, end_ms, _ = part.segments[0]
    return of_part(scene, part, place) | {
        "metrics": [metric("tVoicemail", end_ms - start_ms, end_ms)],
        "segments": [segment("voicemail", start_ms, end_ms, disconnectType="endpoint", **queue)],
    }


SESSION = {
    "ivr": flow_session,
    "acd": queue_session,
    "agent": person_session,
    "user": person_session,
    "voicemail": voicemail_session,
}

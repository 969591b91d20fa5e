"""What every session, segment and metric of a conversation detail record has in common.
Times are UTC ISO strings; metrics are whole milliseconds or counts.
"""
from benchmarks.sample import company
from benchmarks.sample.company import id_of
from benchmarks.sample.moments import iso
from benchmarks.sample.scene import PROVIDER


def segment(how, start_ms, end_ms, **extra):
    return {"conference": False, **extra, "segmentEnd": iso(end_ms), "segmentStart": iso(start_ms), "segmentType": how}


def metric(name, value, emitted_ms):
    return {"emitDate": iso(emitted_ms), "name": name, "value": value}


def first_queue(scene):
    return next((company.QUEUES[part.queue].id for part in scene.parts if part.queue), None)


def dialer(scene):
    if not scene.leg.campaign:
        return {}
    return {
        "outboundCampaignId": id_of("campaign", scene.leg.campaign),
        "outboundContactId": id_of("contact", scene.key).replace("-", ""),
        "outboundContactListId": id_of("contact list", scene.leg.campaign),
    }


def base(scene, call_id, session_id, peer_id=None):
    """What every session of the scene says about itself."""
    if scene.media != "voice":
        written = {"direction": scene.direction, "mediaType": scene.media, "provider": PROVIDER[scene.media]}
    else:
        written = {
            "ani": scene.ani,
            "direction": scene.direction,
            "dnis": scene.dnis,
            "edgeId": scene.edge,
            "mediaType": "voice",
            "protocolCallId": call_id,
            "provider": "Edge",
        }
    if peer_id:
        written["peerId"] = peer_id
    return written | dialer(scene) | {"sessionId": session_id}


def caller_session(scene):
    return id_of("session", scene.id, "customer")


def talked(part):
    return any(how == "interact" for how, *_ in part.segments)

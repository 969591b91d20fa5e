"""One conversation told in order: who rang, which menu, queue and person had it, who hung up.
`Scene.conversation()` is the record Genesys Cloud keeps of it; `Scene.legs` and `Scene.spans` are the same truth
without its clutter, for our own arithmetic. Knows no department and no price.
"""
from dataclasses import dataclass, field
from random import Random

from benchmarks.sample import company
from benchmarks.sample.company import id_of

EDGES = [id_of("edge", n) for n in range(3)]
TRUNK_GROUP = id_of("trunk group")
PROVIDER = {"voice": "Edge", "chat": "Webchat Provider", "email": "PureCloud Email", "message": "PureCloud Messaging"}


@dataclass
class Leg:
    """What a carrier sees: our number, the other one, and when they were connected (None: never)."""
    conversation_id: str
    call_id: str
    direction: str
    ours: str
    other: str
    started_ms: int
    connected_ms: int | None
    ended_ms: int | None = None
    campaign: str = ""
    status: str = "connected"      # or attempt, excluded
    joins: str = ""                # the call id of the leg it continues (a conference merge)

    @property
    def duration_ms(self):
        return self.ended_ms - self.connected_ms


@dataclass
class Part:
    """One internal session: a flow, a queue's wait, a person, a voicemail box."""
    purpose: str
    name: str
    queue: str = ""
    user: company.User | None = None
    segments: list = field(default_factory=list)     # (type, from, to, extra)
    session: dict = field(default_factory=dict)
    flow_exit: str = ""
    target: str = ""


RANK = {"user": 1, "agent": 1, "voicemail": 2, "acd": 3, "ivr": 4}


class Scene:
    def __init__(self, key, start_ms, direction, ours, other, *, media="voice", conversation_id=None, call_id=None,
                 purpose="customer", label="", campaign="", attributes=None, ani=None, dnis=None):
        self.random = Random(f"scene {key}")
        self.key, self.start_ms, self.clock, self.direction, self.media = key, start_ms, start_ms, direction, media
        self.id = conversation_id or id_of("conversation", key)
        self.ours, self.other, self.purpose = ours, other, purpose
        self.label = label or (self.called() if media == "voice" else "")
        self.ani = ani if ani is not None else "tel:" + (other if direction == "inbound" else ours)
        self.dnis = dnis if dnis is not None else "tel:" + (ours if direction == "inbound" else other)
        self.attributes = attributes or {}
        self.edge = self.random.choice(EDGES)
        self.parts, self.legs, self.guests = [], [], []
        self.opening = []
        self.ended_by = "endpoint"
        self.leg = Leg(
            self.id, call_id or self.new_call_id(), direction, ours, other, start_ms, None, campaign=campaign
        )
        if media == "voice" and purpose != "none":
            self.legs.append(self.leg)

    def called(self):
        """What Genesys shows instead of a name."""
        if not self.other:
            return "Anonymous" if self.ours else ""
        home = self.other.startswith("+1") or self.direction == "inbound"
        return "Toll Free" if self.ours in company.TOLL_FREE else "National" if home else "International"

    def new_call_id(self):
        """The three forms seen in real records."""
        digits = f"{self.random.getrandbits(128):032x}"
        form = self.random.randrange(3)
        if form == 0:
            return id_of("call", digits)
        if form == 1:
            return f"{digits}@c1b08_2_2"
        upper = id_of("call", digits).upper()
        return f"{upper}-{self.random.randrange(1000, 9999)}@192.0.2.{self.random.randrange(10, 14)}"

    # telling the story ------------------------------------------------------------------------------------

    def connects(self, after_ms):
        """The far side is answered `after_ms` from now (inbound by the platform, outbound by the callee)."""
        how = "system" if self.direction == "inbound" else "dialing"
        self.opening.append((how, self.clock, self.clock + after_ms))
        self.clock += after_ms
        self.leg.connected_ms = self.clock
        return self

    def is_not_answered(self, after_ms, why="endpoint"):
        self.opening.append(
            ("dialing" if self.direction == "outbound" else "system", self.clock, self.clock + after_ms)
        )
        self.clock += after_ms
        self.leg.status, self.ended_by = "attempt", why
        return self

    def ivr(self, flow, ms, target="", exit="TRANSFER"):
        early = min(12, self.clock - self.start_ms) if not self.parts else 0
        part = Part(
            "ivr",
            flow,
            segments=[
                ("system", self.clock - early, self.clock - early, {}),
                ("ivr", self.clock - early, self.clock + ms, {}),
            ],
            flow_exit=exit,
            target=target,
        )
        self.parts.append(part)
        self.clock += ms
        return self

    def waits(self, queue, ms, delay_ms=0):
        self.parts.append(
            Part(
                "acd",
                queue,
                queue,
                segments=[
                    ("delay", self.clock, self.clock + delay_ms, {}),
                    ("interact", self.clock + delay_ms, self.clock + ms, {}),
                ],
            )
        )
        self.clock += ms
        return self

    def rings_in_vain(self, user, queue, ms):
        """An offer nobody takes, in the last `ms` of the wait so far."""
        self.parts.append(
            Part(
                "agent" if queue else "user",
                user.name,
                queue,
                user,
                segments=[("alert", self.clock - ms, self.clock, {"disconnectType": "noAnswerTransfer"})],
            )
        )
        return self

    def talks(self, user, queue, spells, alert_ms=0, wrap_ms=0, code=None, overlap_ms=0):
        """`spells`: milliseconds of talk, hold, talk, …; `overlap_ms`: the last person stays on, consulting."""
        if overlap_ms:
            self.parts[-1].segments.append(("hold", self.clock, self.clock + overlap_ms, {}))
        segments = [("alert", self.clock - alert_ms, self.clock, {})] if alert_ms else []
        if self.direction == "outbound" and not self.parts and not self.leg.campaign:
            segments = [
                ("contacting", self.start_ms, self.start_ms + 40, {}),
                ("dialing", self.start_ms + 40, self.clock, {}),
            ]
        for place, ms in enumerate(spells):
            segments.append(("hold" if place % 2 else "interact", self.clock, self.clock + ms, {}))
            self.clock += ms
        part = Part("agent" if queue else "user", user.name, queue, user, segments)
        part.session = {"wrap": (wrap_ms, code)} if wrap_ms else {}
        self.parts.append(part)
        return self

    def leaves_a_message(self, queue, ms, user=None):
        self.parts.append(
            Part(
                "voicemail", queue or user.name, queue, user, segments=[("voicemail", self.clock, self.clock + ms, {})]
            )
        )
        self.clock += ms
        return self

    def goes_on(self, ms):
        """Connected, with nobody of ours on the line."""
        self.clock += ms
        return self

    def third_party(
        self, other, ours, dialing_ms, connected_ms, call_id=None, source=None, status="connected", until=None, joins=""
    ):
        """One more outside leg. `source`: (conversation, session) it was merged from; then it has no dialing."""
        leg = Leg(
            self.id,
            "" if status == "excluded" else call_id or self.new_call_id(),
            "outbound",
            ours,
            other,
            connected_ms - dialing_ms,
            connected_ms,
            until,
            status=status,
            joins=joins,
        )
        self.legs.append(leg)
        self.guests.append((leg, source))
        return self

    def hangs_up(self, by="endpoint"):
        """`by`: endpoint (the caller) or client (us)."""
        self.ended_by = by
        if self.leg.status == "connected":
            self.leg.ended_ms = self.clock
        for leg, _ in self.guests:
            leg.ended_ms = leg.ended_ms or self.clock
        return self

    # what our own arithmetic reads ------------------------------------------------------------------------

    @property
    def spans(self):
        """(rank, (kind, name, queue), from, to) of everything internal that can own a piece."""
        owning = {"interact", "hold", "parked", "voicemail", "ivr", "delay"}
        return [
            (RANK[part.purpose], (part.purpose, part.name, part.queue), start, end)
            for part in self.parts
            for how, start, end, _ in part.segments
            if how in owning and end > start
        ]

    @property
    def ends_ms(self):
        wraps = [part.segments[-1][2] + part.session["wrap"][0] for part in self.parts if "wrap" in part.session]
        return max([self.clock, *wraps, *(leg.ended_ms or 0 for leg in self.legs)])

"""How a documented case is told: fixed conversation ids, exact starts, the carrier's record of it.
"""
from dataclasses import replace
from random import Random

from benchmarks.sample import carriers, company
from benchmarks.sample.company import QUEUES
from benchmarks.sample.moments import at
from benchmarks.sample.scene import Scene

SECOND = 1000


def case_id(case, variant):
    return f"ca5e{case:04}-0000-4000-8000-{variant:012}"


class Cases:
    def __init__(self):
        self.scenes, self.carrier_calls, self.settled, self.late = [], [], set(), []

    def add(self, scene):
        self.scenes.append(scene)
        return scene

    def recorded(self, scene, **changes):
        """The carrier's record of the scene's leg, exact to the second, with what the case makes different."""
        return self.note(scene.leg, **changes)

    def note(self, leg, **changes):
        exact = replace(carriers.record_of(leg, Random(leg.call_id)), start_ms=leg.connected_ms // 1000 * 1000)
        if leg.direction == "inbound":
            exact = replace(exact, call_id=leg.call_id)
        call = replace(exact, **changes)
        self.carrier_calls.append(call)
        self.settled.add(leg.call_id)
        return call

    def inbound(self, case, variant, connected, ours, other, **more):
        """Answered by the platform at `connected`, a fifth of a second after it came in."""
        scene = Scene(
            f"case {case} {variant}",
            at(connected) - 200,
            "inbound",
            ours,
            other,
            conversation_id=case_id(case, variant),
            **more,
        )
        return self.add(scene.connects(200))

    def outbound(self, case, variant, connected, queue, other, user=None, ringing_ms=8 * SECOND, **more):
        ours = QUEUES[queue].caller_id if queue else user.did or "+12125550100"
        scene = Scene(
            f"case {case} {variant}",
            at(connected) - ringing_ms,
            "outbound",
            ours,
            other,
            conversation_id=case_id(case, variant),
            purpose="customer" if queue else "external",
            **more,
        )
        return self.add(scene.connects(ringing_ms))

    def plain(self, case, variant, connected, ours, other, queue, waited_ms, talked_ms, **more):
        """A wait and one agent, no menu."""
        scene = self.inbound(case, variant, connected, ours, other, **more).waits(queue, waited_ms)
        return scene.talks(company.members(queue)[1], queue, [talked_ms], alert_ms=min(waited_ms, 3000)).hangs_up()

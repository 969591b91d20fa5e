"""An ordinary month: who rings when, what becomes of it. Seeded; every conversation has its own dice.
Knows habits (office hours, Monday mornings, transfers, holds, voicemail), no documented case and no price.
"""
from calendar import monthrange
from datetime import date
from random import Random

from benchmarks.sample import company
from benchmarks.sample.company import MENU_OF, QUEUES, USERS, members
from benchmarks.sample.habits import (
    DIALLED_FOR,
    ENTRIES,
    HABITS,
    TRANSFERS_TO,
    WRITTEN_TO,
    abroad,
    caller,
    long_tail,
)
from benchmarks.sample.moments import at, local, local_date
from benchmarks.sample.scene import Scene

VOICE, CHATS, EMAILS, MESSAGES = 1960, 300, 300, 200
DAY_WEIGHT = [135, 112, 104, 100, 94, 34, 14]
HOUR_WEIGHT = [1, 1, 0, 0, 1, 2, 4, 18, 60, 130, 150, 140, 100, 100, 130, 125, 105, 80, 48, 34, 24, 12, 6, 2]
CATALOGUE_DAYS = {5, 6, 19}


class Month:
    """The conversations of one month, in order; remembers who is on the line."""

    def __init__(self, period, seed):
        self.period, self.random, self.busy_until, self.scenes = period, Random(f"{seed} {period}"), {}, []

    def tell(self):
        kinds = ["voice"] * VOICE + ["chat"] * CHATS + ["email"] * EMAILS + ["message"] * MESSAGES
        self.random.shuffle(kinds)
        for number, (start_ms, kind) in enumerate(sorted(zip(self.moments(len(kinds)), kinds))):
            key = f"{self.period} {number}"
            self.scenes.append(self.voice(key, start_ms) if kind == "voice" else self.digital(key, start_ms, kind))
        return self.scenes

    def moments(self, count):
        year, month = map(int, self.period.split("-"))
        days = [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]
        weights = [DAY_WEIGHT[day.weekday()] * (14 if day.day in CATALOGUE_DAYS else 10) for day in days]
        for day in self.random.choices(days, weights, k=count):
            hours = list(HOUR_WEIGHT)
            if day.weekday() == 0:
                hours[9] *= 2
            hour = self.random.choices(range(24), hours)[0]
            minute = self.random.randrange(59) if self.random.random() < 0.8 else 30 + self.random.randrange(4)
            yield at(f"{day} {hour:02}:{minute:02}:{self.random.randrange(60):02}") + self.random.randrange(1000)

    def free(self, queue, when_ms, besides=()):
        team = [user for user in members(queue) if user.name not in besides]
        idle = [user for user in team if self.busy_until.get(user.name, 0) <= when_ms]
        return self.random.choice(idle or team)

    def serve(self, scene, user, ms):
        self.busy_until[user.name] = scene.clock + ms

    # voice --------------------------------------------------------------------------------------------------

    def voice(self, key, start_ms):
        story = self.random.choices(
            [
                self.through_a_queue,
                self.straight_to_a_person,
                self.dialled_for_a_queue,
                self.dialled_by_a_person,
                self.campaign,
                self.between_ourselves,
            ],
            [58, 8, 12, 8, 10, 4],
        )[0]
        return story(key, start_ms)

    def through_a_queue(self, key, start_ms):
        ours = self.random.choices(list(ENTRIES), [weight for weight, _ in ENTRIES.values()])[0]
        queue = self.random.choice(ENTRIES[ours][1])
        hour = local(start_ms).hour
        if queue in ("Support Tier 1", "Product Help") and not 7 <= hour < 19:
            queue = "SUPPORT_After_Hours"
        department = QUEUES[queue].department
        other = caller(self.random)
        scene = Scene(
            key,
            start_ms,
            "inbound",
            ours,
            other,
            attributes=self.attributes() | {"MenuChoice": str(self.random.randrange(1, 6))},
        )
        scene.connects(self.random.randrange(150, 400))
        menu_ms = long_tail(self.random, 6_000, 95_000)
        flow = "Main menu" if ours == "+18665550100" else MENU_OF[department]
        if self.random.random() < 0.05:
            return scene.ivr(flow, menu_ms, exit="DISCONNECT").hangs_up()
        scene.ivr(flow, menu_ms, queue)
        self.wait(scene, queue)
        fate = self.random.random()
        if fate < 0.06:
            return scene.hangs_up()
        if fate < 0.085:
            return scene.leaves_a_message(queue, long_tail(self.random, 8_000, 120_000)).hangs_up()
        self.conversation(scene, queue, local_date(start_ms))
        return scene.hangs_up(self.who_hangs_up())

    def wait(self, scene, queue, transferred=False):
        scene.waits(
            queue, long_tail(self.random, 1_800, 260_000 if not transferred else 150_000), self.random.randrange(20, 60)
        )
        if self.random.random() < 0.04 and scene.parts[-1].segments[-1][2] - scene.parts[-1].segments[-1][1] > 25_000:
            scene.rings_in_vain(self.free(queue, scene.clock), queue, 15_000)

    def conversation(self, scene, queue, on):
        """An agent of the queue talks; one in four hands over to another queue or person."""
        wrong = []
        for _ in range(3):
            user = self.free(queue, scene.clock, wrong)
            wrong.append(user.name)
            waited = scene.parts[-1].segments[-1][2] - scene.parts[-1].segments[-1][1] if scene.parts else 0
            scene.talks(
                user,
                queue,
                self.spells(),
                alert_ms=min(waited, self.random.randrange(1_500, 9_000)),
                wrap_ms=long_tail(self.random, 3_000, 180_000),
                code=self.wrap_up(),
            )
            self.serve(scene, user, 60_000)
            if self.random.random() > 0.25:
                return
            if self.random.random() < 0.2:
                colleague = self.free(queue, scene.clock, wrong)
                scene.talks(colleague, "", self.spells(), alert_ms=0)
                return
            queue = self.random.choice([name for name in TRANSFERS_TO if name != queue])
            if self.random.random() < 0.2:
                user = self.free(queue, scene.clock, wrong)
                scene.talks(
                    user,
                    queue,
                    self.spells(),
                    wrap_ms=20_000,
                    code=self.wrap_up(),
                    overlap_ms=self.random.randrange(4_000, 60_000),
                )
                return
            self.wait(scene, queue, transferred=True)

    def spells(self):
        talk = [long_tail(self.random, 25_000, 2_600_000)]
        if self.random.random() < 0.3:
            talk += [long_tail(self.random, 8_000, 300_000), long_tail(self.random, 10_000, 500_000)]
        return talk

    def wrap_up(self):
        return self.random.choice(company.WRAP_UP_CODES) if self.random.random() < 0.9 else None

    def who_hangs_up(self):
        return "endpoint" if self.random.random() < 0.7 else "client"

    def attributes(self):
        written = {"Language": "es-US" if self.random.random() < 0.1 else "en-US"}
        if self.random.random() < 0.5:
            written["OrderNumber"] = f"MO-{self.random.randrange(100000, 999999)}"
        if self.random.random() < 0.3:
            written["CustomerTier"] = self.random.choice(["Trail", "Summit", "Basecamp"])
        return written

    def straight_to_a_person(self, key, start_ms):
        user = self.random.choice([user for user in USERS if user.did and user.licence])
        scene = Scene(key, start_ms, "inbound", user.did, caller(self.random), purpose="external")
        if self.random.random() < 0.12:
            scene.connects(18_000)
            scene.rings_in_vain(user, "", 18_000)
            return scene.leaves_a_message("", long_tail(self.random, 6_000, 60_000), user).hangs_up()
        ringing_ms = self.random.randrange(2_000, 15_000)
        scene.connects(ringing_ms).talks(user, "", self.spells(), alert_ms=ringing_ms)
        return scene.hangs_up(self.who_hangs_up())

    def destination(self, queue):
        countries = HABITS.get(queue)
        if countries and self.random.random() < 0.75:
            return abroad(self.random, self.random.choice(countries))
        return caller(self.random)

    def dialled_for_a_queue(self, key, start_ms):
        queue = self.random.choice(DIALLED_FOR)
        user = self.free(queue, start_ms)
        scene = Scene(key, start_ms, "outbound", QUEUES[queue].caller_id, self.destination(queue))
        ringing_ms = self.random.randrange(4_000, 28_000)
        if self.random.random() < 0.15:
            return self.nobody_answers(scene, user, queue, ringing_ms)
        scene.connects(ringing_ms).talks(
            user, queue, self.spells(), wrap_ms=long_tail(self.random, 2_000, 90_000), code=self.wrap_up()
        )
        self.serve(scene, user, 60_000)
        return scene.hangs_up(self.who_hangs_up())

    def nobody_answers(self, scene, user, queue, ringing_ms):
        scene.is_not_answered(ringing_ms, "peer")
        return scene.talks(user, queue, []).hangs_up("peer")

    def dialled_by_a_person(self, key, start_ms):
        user = self.random.choice([user for user in USERS if user.licence and user.department])
        scene = Scene(key, start_ms, "outbound", user.did or "+12125550100", caller(self.random), purpose="external")
        ringing_ms = self.random.randrange(3_000, 26_000)
        if self.random.random() < 0.2:
            return self.nobody_answers(scene, user, "", ringing_ms)
        return scene.connects(ringing_ms).talks(user, "", self.spells()).hangs_up(self.who_hangs_up())

    def campaign(self, key, start_ms):
        campaign, queue = self.random.choice(list(company.CAMPAIGNS.items()))
        day = local_date(start_ms)
        start_ms = at(
            f"{day} {self.random.randrange(10, 19):02}:{self.random.randrange(58):02}:{self.random.randrange(60):02}"
        ) + self.random.randrange(1000)
        scene = Scene(key, start_ms, "outbound", QUEUES[queue].caller_id, caller(self.random, 0), campaign=campaign)
        fate, ringing_ms = self.random.random(), self.random.randrange(5_000, 25_000)
        if fate < 0.35:
            return scene.is_not_answered(ringing_ms).hangs_up("uncallable" if fate < 0.05 else "endpoint")
        scene.connects(ringing_ms)
        if fate < 0.5:
            return scene.goes_on(self.random.randrange(3_000, 28_000)).hangs_up("client")
        scene.waits(queue, self.random.randrange(400, 9_000), 0)
        user = self.free(queue, scene.clock)
        scene.talks(
            user,
            queue,
            [long_tail(self.random, 12_000, 900_000)],
            alert_ms=380,
            wrap_ms=long_tail(self.random, 3_000, 60_000),
            code=self.wrap_up(),
        )
        self.serve(scene, user, 60_000)
        return scene.hangs_up(self.who_hangs_up())

    def between_ourselves(self, key, start_ms):
        first, second = self.random.sample([user for user in USERS if user.licence], 2)
        scene = Scene(key, start_ms, "outbound", "", "", purpose="none", ani=sip(first), dnis=sip(second))
        scene.connects(self.random.randrange(2_000, 12_000))
        length = long_tail(self.random, 20_000, 1_500_000)
        scene.talks(first, "", [length])
        scene.clock -= length
        return scene.talks(second, "", [length]).hangs_up("client")

    # everything else ------------------------------------------------------------------------------------------

    def digital(self, key, start_ms, media):
        queue = self.random.choice(WRITTEN_TO)
        longest = {"chat": 1_500_000, "email": 2_400_000, "message": 5_400_000}[media]
        scene = Scene(
            key,
            start_ms,
            "inbound",
            "",
            f"{media} {key}",
            media=media,
            label="Web visitor" if media != "email" else "",
            attributes=self.attributes(),
        )
        scene.waits(queue, long_tail(self.random, 1_000, 240_000 if media == "chat" else 5_000_000), 0)
        if self.random.random() < 0.07:
            return scene.hangs_up()
        user = self.free(queue, scene.clock)
        scene.talks(
            user,
            queue,
            [long_tail(self.random, 60_000, longest)],
            alert_ms=self.random.randrange(800, 1_000),
            wrap_ms=long_tail(self.random, 2_000, 60_000),
            code=self.wrap_up(),
        )
        return scene.hangs_up("peer" if media == "email" else self.who_hangs_up())


def sip(user):
    return f"sip:{user.station}+{company.ORGANISATION}.orgspan.com@localhost"

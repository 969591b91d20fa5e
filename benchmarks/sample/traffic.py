"""An ordinary month: who rings when, what becomes of it. Seeded; every conversation has its own dice.
Knows habits (office hours, Monday mornings, transfers, holds, voicemail), no documented case and no price.
"""
from calendar import monthrange
from datetime import date
from random import Random

from benchmarks.sample import company
from benchmarks.sample.company import MENU_OF, QUEUES, TOLL_FREE, USERS, department_of_queue, members
from benchmarks.sample.moments import at, local, local_date
from benchmarks.sample.scene import Scene

VOICE, CHATS, EMAILS, MESSAGES = 1960, 300, 300, 200
DAY_WEIGHT = [135, 112, 104, 100, 94, 34, 14]
HOUR_WEIGHT = [1, 1, 0, 0, 1, 2, 4, 18, 60, 130, 150, 140, 100, 100, 130, 125, 105, 80, 48, 34, 24, 12, 6, 2]
CATALOGUE_DAYS = {5, 6, 19}

AREA_CODES = """201 203 207 212 213 215 216 224 239 240 248 262 267 281 301 302 303 305 310 312 313 314 315 317 319 321
330 334 336 339 347 352 360 385 386 401 402 404 407 410 412 413 414 415 419 423 425 440 443 469 478 480 502 503 504 508
509 510 512 513 515 516 518 520 530 540 551 561 562 563 570 573 574 585 602 603 605 606 607 608 609 610 612 614 615 616
617 619 623 626 630 636 646 650 651 660 678 702 703 704 707 708 713 714 716 717 718 719 720 724 732 734 757 760 763 770
772 773 774 785 801 802 803 804 805 808 810 814 815 816 817 828 830 832 843 845 847 850 856 857 858 859 860 864 901 903
904 907 908 909 910 913 914 915 916 917 918 919 920 925 931 936 940 949 951 952 954 970 971 972 973 978 979 980 985 989""".split()

# destinations reserved for fiction, or never put into service: prefix, digits left, label
ABROAD = {
    "Canada": ["+141655501", "+151455501", "+160455501"], "Jamaica": ["+187655501"], "Dominican Republic": ["+180955501"],
    "Puerto Rico": ["+178755501"], "United Kingdom": ["+4420794600", "+4420794601", "+4420794602"],
    "Germany": ["+49302312500", "+49302312501"], "France": ["+33199000", "+33199001"], "Australia": ["+612555012"],
}
HABITS = {      # where the teams that ring abroad ring
    "SALES_EMEA": ["United Kingdom", "Germany", "France"], "EMEA Key Accounts": ["United Kingdom", "Germany", "France"],
    "LOGISTICS_Carriers": ["Canada", "Jamaica", "Dominican Republic", "Puerto Rico"],
    "Delivery Tracking": ["Canada", "Puerto Rico"], "Support Tier 2": ["Canada", "Australia"],
}
# our number: weight, queues behind its menu
ENTRIES = {
    "+18005550142": (20, ["Sales Inbound"] * 7 + ["Store Orders"] * 2 + ["SALES_Renewals"]),
    "+18885550117": (24, ["Support Tier 1"] * 7 + ["Product Help"] * 3),
    "+18335550176": (8, ["Warranty"]),
    "+18555550109": (9, ["Billing Payments"] * 5 + ["Billing Disputes"] * 2 + ["Payment Plans"] * 2),
    "+18445550163": (10, ["Delivery Tracking"]),
    "+18775550131": (4, ["Marketing Promotions"] * 2 + ["Loyalty Club"]),
    "+18665550100": (8, ["Sales Inbound", "Support Tier 1", "Billing Payments", "Delivery Tracking", "HR Benefits"]),
    "+12125550112": (3, ["SALES_EMEA"] * 2 + ["EMEA Key Accounts"]),
    "+12125550115": (3, ["HR Benefits"] * 2 + ["Recruiting"]),
    "+12125550116": (4, ["IT Service Desk"] * 2 + ["IT_Store_Systems"]),
    "+18135550112": (5, ["Returns Desk"]),
    "+13125550111": (2, ["LOGISTICS_Carriers"]),
    "+12125550118": (2, ["Pop-up Store Pilot"]),
}
TRANSFERS_TO = ["Support Tier 2", "Sales Inbound", "Billing Disputes", "Warranty", "Returns Desk", "Delivery Tracking",
                "Support Tier 1", "Billing Payments"]


def long_tail(random, low, high):
    """Mostly near `low`, now and then near `high`; only multiplications, so the same on every machine."""
    share = random.random()
    return low + int((high - low) * share * share * share)


def caller(random, pool=0.35):
    """A number reserved for fiction; a third of the callers are regulars."""
    if random.random() < pool:
        return f"+1{AREA_CODES[random.randrange(40)]}55501{random.randrange(5):02}"
    return f"+1{random.choice(AREA_CODES)}55501{random.randrange(100):02}"


def abroad(random, country):
    prefix = random.choice(ABROAD[country])
    length = 12 if prefix.startswith("+1") else {"+4": 13, "+3": 12, "+6": 12}[prefix[:2]]
    length = 14 if prefix.startswith("+49") else length
    return prefix + f"{random.randrange(10 ** (length - len(prefix))):0{length - len(prefix)}}"


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
            [self.through_a_queue, self.straight_to_a_person, self.dialled_for_a_queue, self.dialled_by_a_person,
             self.campaign, self.between_ourselves], [58, 8, 12, 8, 10, 4])[0]
        return story(key, start_ms)

    def through_a_queue(self, key, start_ms):
        ours = self.random.choices(list(ENTRIES), [weight for weight, _ in ENTRIES.values()])[0]
        queue = self.random.choice(ENTRIES[ours][1])
        hour = local(start_ms).hour
        if queue in ("Support Tier 1", "Product Help") and not 7 <= hour < 19:
            queue = "SUPPORT_After_Hours"
        department = QUEUES[queue].department
        other = caller(self.random)
        scene = Scene(key, start_ms, "inbound", ours, other, label="Toll Free" if ours in TOLL_FREE else "National",
                      attributes=self.attributes(department))
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
        scene.waits(queue, long_tail(self.random, 1_800, 260_000 if not transferred else 150_000),
                    self.random.randrange(20, 60))
        if self.random.random() < 0.04 and scene.parts[-1].segments[-1][2] - scene.parts[-1].segments[-1][1] > 25_000:
            scene.rings_in_vain(self.free(queue, scene.clock), queue, 15_000)

    def conversation(self, scene, queue, on):
        """An agent of the queue talks; one in four hands over to another queue or person."""
        wrong = []
        for _ in range(3):
            user = self.free(queue, scene.clock, wrong)
            wrong.append(user.name)
            waited = scene.parts[-1].segments[-1][2] - scene.parts[-1].segments[-1][1] if scene.parts else 0
            scene.talks(user, queue, self.spells(), alert_ms=min(waited, self.random.randrange(1_500, 9_000)),
                        wrap_ms=long_tail(self.random, 3_000, 180_000), code=self.wrap_up())
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
                scene.talks(user, queue, self.spells(), wrap_ms=20_000, code=self.wrap_up(),
                            overlap_ms=self.random.randrange(4_000, 60_000))
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

    def attributes(self, department):
        written = {"Language": "es-US" if self.random.random() < 0.1 else "en-US", "MenuChoice": str(self.random.randrange(1, 6))}
        if self.random.random() < 0.5:
            written["OrderNumber"] = f"MO-{self.random.randrange(100000, 999999)}"
        if self.random.random() < 0.3:
            written["CustomerTier"] = self.random.choice(["Trail", "Summit", "Basecamp"])
        return written

    def straight_to_a_person(self, key, start_ms):
        user = self.random.choice([user for user in USERS if user.did and user.licence])
        scene = Scene(key, start_ms, "inbound", user.did, caller(self.random), purpose="external", label="National")
        if self.random.random() < 0.12:
            scene.connects(18_000)
            return scene.leaves_a_message("", long_tail(self.random, 6_000, 60_000), user).hangs_up()
        scene.connects(self.random.randrange(2_000, 15_000))
        return scene.talks(user, "", self.spells()).hangs_up(self.who_hangs_up())

    def destination(self, queue):
        countries = HABITS.get(queue)
        if countries and self.random.random() < 0.75:
            return abroad(self.random, self.random.choice(countries))
        return caller(self.random)

    def dialled_for_a_queue(self, key, start_ms):
        queue = self.random.choice(["EMEA Key Accounts", "SALES_EMEA", "SALES_EMEA", "Sales Inbound", "Support Tier 2", "Support Tier 1",
                                    "Billing Disputes", "LOGISTICS_Carriers", "LOGISTICS_Carriers", "Delivery Tracking",
                                    "Recruiting", "Warranty"])
        user = self.free(queue, start_ms)
        scene = Scene(key, start_ms, "outbound", QUEUES[queue].caller_id, self.destination(queue))
        ringing_ms = self.random.randrange(4_000, 28_000)
        if self.random.random() < 0.15:
            return self.nobody_answers(scene, user, queue, ringing_ms)
        scene.connects(ringing_ms).talks(user, queue, self.spells(), wrap_ms=long_tail(self.random, 2_000, 90_000), code=self.wrap_up())
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
        start_ms = at(f"{day} {self.random.randrange(10, 19):02}:{self.random.randrange(58):02}:{self.random.randrange(60):02}") \
            + self.random.randrange(1000)
        scene = Scene(key, start_ms, "outbound", QUEUES[queue].caller_id, caller(self.random, 0), campaign=campaign)
        fate, ringing_ms = self.random.random(), self.random.randrange(5_000, 25_000)
        if fate < 0.35:
            return scene.is_not_answered(ringing_ms).hangs_up("uncallable" if fate < 0.05 else "endpoint")
        scene.connects(ringing_ms)
        if fate < 0.5:
            return scene.goes_on(self.random.randrange(3_000, 28_000)).hangs_up("client")
        scene.waits(queue, self.random.randrange(400, 9_000), 0)
        user = self.free(queue, scene.clock)
        scene.talks(user, queue, [long_tail(self.random, 12_000, 900_000)], alert_ms=380, wrap_ms=long_tail(self.random, 3_000, 60_000),
                    code=self.wrap_up())
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
        queue = self.random.choice(["Sales Inbound", "SALES_EMEA", "Support Tier 1", "Support Tier 1", "Product Help", "Billing Payments",
                                    "Delivery Tracking", "Returns Desk", "Warranty", "Loyalty Club", "IT Service Desk", "HR Benefits"])
        longest = {"chat": 1_500_000, "email": 2_400_000, "message": 5_400_000}[media]
        scene = Scene(key, start_ms, "inbound", "", f"{media} {key}", media=media, label="Web visitor" if media != "email" else "",
                      attributes=self.attributes(department_of_queue(queue, local_date(start_ms))))
        scene.waits(queue, long_tail(self.random, 1_000, 240_000 if media == "chat" else 5_000_000), 0)
        if self.random.random() < 0.07:
            return scene.hangs_up()
        user = self.free(queue, scene.clock)
        scene.talks(user, queue, [long_tail(self.random, 60_000, longest)], alert_ms=self.random.randrange(800, 1_000),
                    wrap_ms=long_tail(self.random, 2_000, 60_000), code=self.wrap_up())
        return scene.hangs_up("peer" if media == "email" else self.who_hangs_up())


def sip(user):
    return f"sip:{user.station}+{company.ORGANISATION}.orgspan.com@localhost"

"""The cases sample_data/README.md documents, each with a figure a person can check.
Their conversations are called ca5eNNNN-0000-4000-8000-0000000000VV: case NNNN, variant VV.
"""
from dataclasses import replace

from benchmarks.sample import carriers, company
from benchmarks.sample.carriers import CarrierCall
from benchmarks.sample.casebook import Cases, case_id
from benchmarks.sample.company import QUEUES, somebody, somebody_with_a_number
from benchmarks.sample.fields import caller_session
from benchmarks.sample.moments import at
from benchmarks.sample.scene import Scene

MAIN, SALES, SUPPORT = "+18665550100", "+18005550142", "+18885550117"
WARRANTY, PAYMENTS = "+18335550176", "+18555550109"
SATELLITE = "+881255501234"
# New York time and length of the calls to the satellite telephone; minutes begun are billed
SATELLITE_CALLS = {
    1: ("2026-03-02 09:14:05", 741),
    2: ("2026-03-03 15:40:31", 412),
    3: ("2026-03-05 10:02:47", 1033),
    4: ("2026-03-06 16:21:09", 655),
    5: ("2026-03-09 09:33:50", 298),
    6: ("2026-03-11 11:47:22", 862),
    7: ("2026-03-12 14:05:18", 1215),
    8: ("2026-03-16 10:18:44", 530),
    9: ("2026-03-17 09:55:03", 949),
    10: ("2026-03-19 13:36:27", 707),
    11: ("2026-03-23 10:41:56", 384),
    12: ("2026-03-25 15:12:33", 1122),
    13: ("2026-03-27 09:08:11", 604),
    14: ("2026-03-30 11:29:40", 780),
    21: ("2026-02-18 10:30:15", 125),
    31: ("2026-04-08 09:20:00", 190),
    32: ("2026-04-21 14:44:10", 61),
}
SECOND, MINUTE = 1000, 60_000


def tell():
    cases = Cases()
    for story in (
        transfers,
        given_up_in_the_menu,
        unstaffed_tail,
        ghost,
        direct_call,
        withheld,
        malformed,
        caribbean,
        toll_free_833,
        satellite,
        edges_of_time,
        one_side_only,
        twice,
        small_things,
        merged,
        overcharged,
        moved_queue,
    ):
        story(cases)
    for scene in cases.scenes:
        for leg in scene.legs:
            if leg.status == "connected" and leg.call_id not in cases.settled and not leg.joins:
                cases.note(leg)
    return cases


def transfers(cases):
    scene = cases.inbound(1, 1, "2026-03-10 10:00:00", MAIN, "+19175550101")
    scene.ivr("Main menu", 20 * SECOND, "Sales Inbound").waits("Sales Inbound", 40 * SECOND)
    scene.talks(
        somebody("Sales", 2),
        "Sales Inbound",
        [60 * SECOND],
        alert_ms=4 * SECOND,
        wrap_ms=25 * SECOND,
        code="Wrong department",
    )
    scene.waits("Support Tier 1", 0)
    scene.talks(
        somebody("Support", 9), "Support Tier 1", [3540 * SECOND], wrap_ms=40 * SECOND, code="Escalated"
    ).hangs_up()
    seller, helper = somebody_with_a_number("Sales"), somebody_with_a_number("Support")
    scene = cases.inbound(1, 2, "2026-03-10 11:30:00", seller.did, "+19175550102", purpose="external")
    scene.talks(seller, "", [60 * SECOND]).talks(helper, "", [3540 * SECOND]).hangs_up()


def given_up_in_the_menu(cases):
    cases.inbound(2, 1, "2026-03-10 12:10:00", MAIN, "+12015550103").ivr(
        "Main menu", 47 * SECOND, exit="DISCONNECT"
    ).hangs_up()
    cases.inbound(2, 2, "2026-03-10 12:20:00", SALES, "+12015550104").ivr(
        "Sales menu", 12 * SECOND, exit="DISCONNECT"
    ).hangs_up()


def unstaffed_tail(cases):
    scene = cases.inbound(3, 1, "2026-03-11 14:00:00", MAIN, "+14045550105")
    scene.ivr("Main menu", 10 * SECOND, "Support Tier 1").waits("Support Tier 1", 20 * SECOND)
    scene.talks(somebody("Support", 4), "Support Tier 1", [270 * SECOND], alert_ms=2 * SECOND)
    scene.third_party("+13035550134", QUEUES["Support Tier 1"].caller_id, 10 * SECOND, at("2026-03-11 14:04:06"))
    scene.goes_on(50 * MINUTE).hangs_up()


def ghost(cases):
    scene = cases.inbound(4, 1, "2026-03-03 11:00:00", SUPPORT, "+15035550106")
    scene.ivr("Support menu", 15 * SECOND, "Support Tier 1").waits("Support Tier 1", 15 * SECOND)
    scene.talks(somebody("Support", 5), "Support Tier 1", [570 * SECOND], alert_ms=2 * SECOND, wrap_ms=30 * SECOND)
    scene.third_party(
        "+13035550135",
        QUEUES["Support Tier 1"].caller_id,
        0,
        at("2026-03-03 11:04:10"),
        source=(case_id(4, 9), company.id_of("session", "ghost")),
        status="excluded",
        until=at("2026-05-02 09:12:41.337"),
    ).hangs_up()


def direct_call(cases):
    lawyer = somebody_with_a_number("Legal")
    scene = cases.inbound(5, 1, "2026-03-12 09:30:00", lawyer.did, "+12025550107", purpose="external")
    scene.talks(lawyer, "", [245_600]).hangs_up("client")


def withheld(cases):
    scene = cases.inbound(6, 1, "2026-03-12 13:15:00", PAYMENTS, "", ani="tel:anonymous")
    scene.ivr("Payments menu", 10 * SECOND, "Billing Payments").waits("Billing Payments", 20 * SECOND)
    scene.talks(somebody("Billing"), "Billing Payments", [150 * SECOND], alert_ms=5 * SECOND).hangs_up()
    cases.recorded(scene, caller="", call_id="5f1c0e7d9a2b4433@sbc2.clearline.example")


def malformed(cases):
    cases.recorded(
        cases.plain(
            7, 1, "2026-03-13 10:20:00", SALES, "+17275550148", "Sales Inbound", 12_000, 110_000, ani="tel:+7275550148"
        )
    )
    cases.recorded(
        cases.plain(
            7, 2, "2026-03-13 10:40:00", QUEUES["HR Benefits"].caller_id, "+5550123", "HR Benefits", 11_000, 50_000
        )
    )
    cases.recorded(
        cases.plain(
            7,
            3,
            "2026-03-13 11:00:00",
            SALES,
            "+14125550110",
            "Sales Inbound",
            10_000,
            290_000,
            dnis="tel:+11001350017",
        )
    )
    user = somebody("Sales", 3)
    scene = Scene(
        "case 7 4",
        at("2026-03-13 11:20:00"),
        "outbound",
        QUEUES["Sales Inbound"].caller_id,
        "+15550123",
        conversation_id=case_id(7, 4),
    )
    cases.add(scene.is_not_answered(1_500).talks(user, "Sales Inbound", []).hangs_up("uncallable"))


def dialled(cases, case, variant, connected, queue, other, ms, place=1):
    user = company.members(queue)[place]
    return cases.outbound(case, variant, connected, queue, other).talks(user, queue, [ms], wrap_ms=8_000).hangs_up()


def caribbean(cases):
    dialled(cases, 8, 1, "2026-03-16 15:00:00", "LOGISTICS_Carriers", "+18765550144", 100 * SECOND)
    dialled(cases, 8, 2, "2026-03-16 15:10:00", "LOGISTICS_Carriers", "+17875550119", 100 * SECOND)


def toll_free_833(cases):
    cases.plain(9, 1, "2026-03-17 11:30:00", WARRANTY, "+17735550111", "Warranty", 15_000, 30_000)


def satellite(cases):
    for variant, (connected, seconds) in SATELLITE_CALLS.items():
        dialled(cases, 10, variant, connected, "EMEA Key Accounts", SATELLITE, seconds * SECOND, variant % 4)


def edges_of_time(cases):
    night = "SUPPORT_After_Hours"
    cases.plain(11, 1, "2026-03-18 23:55:00", SUPPORT, "+16025550112", night, 30_000, 870_000)
    cases.plain(11, 2, "2026-03-31 23:52:00", SUPPORT, "+16025550113", night, 30_000, 1_170_000)
    dialled(cases, 11, 3, "2026-03-31 23:50:00", "SALES_EMEA", "+442079460011", 600 * SECOND)
    cases.plain(11, 4, "2026-02-28 23:55:00", SUPPORT, "+16025550114", night, 30_000, 570_000)
    cases.plain(11, 5, "2026-03-08 01:58:30", SUPPORT, "+16025550115", night, 30_000, 570_000)
    cases.plain(11, 6, "2026-03-08 03:00:05", SUPPORT, "+16025550116", night, 30_000, 90_000)


def one_side_only(cases):
    for variant, dialled_number, caller, start, seconds in [
        (1, SALES, "+19175550188", "2026-03-19 10:10:10", 90),
        (2, "+16465550173", "+19175550189", "2026-03-19 10:20:20", 120),
    ]:
        cases.carrier_calls.append(
            CarrierCall(
                "clearline",
                f"{case_id(12, variant)}@203.0.113.9",
                at(start),
                seconds,
                caller,
                dialled_number,
                carriers.terminating(dialled_number),
            )
        )
    scene = dialled(cases, 12, 3, "2026-03-19 11:00:00", "IT Service Desk", "+13605550117", 240 * SECOND)
    cases.settled.add(scene.leg.call_id)


def twice(cases):
    scene = cases.inbound(13, 1, "2026-03-14 19:20:00", SUPPORT, "+15125550118")
    scene.waits("SUPPORT_After_Hours", 60 * SECOND)
    scene.talks(
        somebody("Support", 6),
        "SUPPORT_After_Hours",
        [4440 * SECOND],
        alert_ms=3_000,
        wrap_ms=600 * SECOND,
        code="Question answered",
    ).hangs_up()
    late = cases.plain(13, 2, "2026-03-11 16:00:00", SUPPORT, "+15125550119", "Support Tier 1", 30_000, 270_000)
    cases.late.append(cases.recorded(late))


def small_things(cases):
    scene = cases.inbound(15, 1, "2026-03-20 10:00:00", SUPPORT, "+16155550120").waits("Support Tier 1", 45 * SECOND)
    scene.rings_in_vain(somebody("Support", 7), "Support Tier 1", 20 * SECOND).waits("Support Tier 1", 15 * SECOND)
    scene.talks(somebody("Support", 8), "Support Tier 1", [120 * SECOND], alert_ms=0).hangs_up()
    user = somebody("Billing", 2)
    scene = Scene(
        "case 15 2",
        at("2026-03-20 10:15:00"),
        "outbound",
        QUEUES["Billing Disputes"].caller_id,
        "+16155550121",
        conversation_id=case_id(15, 2),
    )
    cases.add(scene.is_not_answered(26 * SECOND).talks(user, "Billing Disputes", []).hangs_up("endpoint"))
    cases.plain(15, 3, "2026-03-20 10:30:00", SUPPORT, "+16155550122", "Support Tier 1", 6_000, 30_000)
    cases.plain(15, 4, "2026-03-20 10:45:00", SUPPORT, "+16155550123", "Support Tier 1", 6_000, 30_001)


def merged(cases):
    """One call to Toronto, begun in its own conversation and merged into the caller's."""
    first, second = somebody("Support", 3), somebody("Billing", 3)
    source = cases.outbound(16, 2, "2026-03-24 15:00:30", "Support Tier 2", "+14165550177")
    source.talks(first, "Support Tier 2", [90 * SECOND]).hangs_up("client")
    host = cases.inbound(16, 1, "2026-03-24 14:50:00", SUPPORT, "+17045550124").waits("Support Tier 2", 30 * SECOND)
    host.talks(first, "Support Tier 2", [590 * SECOND, 100 * SECOND, 300 * SECOND], alert_ms=3_000, wrap_ms=15_000)
    host.talks(second, "Billing Disputes", [300 * SECOND], wrap_ms=20_000)
    call_id = source.leg.call_id
    host.third_party(
        "+14165550177",
        QUEUES["Support Tier 2"].caller_id,
        0,
        at("2026-03-24 15:02:00"),
        call_id=call_id,
        source=(source.id, caller_session(source)),
        joins=call_id,
    ).hangs_up()
    whole = replace(source.leg, ended_ms=host.clock)
    cases.note(whole)


def overcharged(cases):
    scene = dialled(cases, 17, 1, "2026-03-26 09:40:00", "SALES_EMEA", "+442079460022", 600 * SECOND)
    cases.recorded(scene, charged_micro=390_000)


def moved_queue(cases):
    number = QUEUES["Returns Desk"].caller_id
    cases.plain(18, 1, "2026-03-13 14:00:00", number, "+18015550125", "Returns Desk", 20_000, 100_000)
    cases.plain(18, 2, "2026-03-16 14:00:00", number, "+18015550126", "Returns Desk", 20_000, 100_000)
    cases.plain(18, 3, "2026-03-13 15:00:00", "+12125550118", "+18015550127", "Pop-up Store Pilot", 20_000, 100_000)

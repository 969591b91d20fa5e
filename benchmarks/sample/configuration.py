"""What an administrator would download beside the conversations: Genesys Cloud listings, and the lists telcost needs.
Listings are paged entity envelopes; lists are the CSV files of the reference folder.
"""
from benchmarks.sample import company
from benchmarks.sample.company import COST_CENTRES, DEPARTMENTS, QUEUES, RETURNS_MOVE_ON, USERS, id_of

CHANGED = "2026-01-19T15:22:41.310Z"


def listing(path, entities, uris=True, **more):
    """The envelope of a listing that fits on one page."""
    page = {"entities": entities, "pageSize": 500, "pageNumber": 1, "total": len(entities), "pageCount": 1} | more
    if uris:
        here = f"/api/v2/{path}?pageSize=500&pageNumber=1"
        page |= {"firstUri": here, "selfUri": here, "lastUri": here}
    return page


def entity(kind, path, name, **fields):
    return {"id": id_of(kind, name), "name": name, **fields, "selfUri": f"/api/v2/{path}/{id_of(kind, name)}"}


def division(name):
    return {
        "id": id_of("division", name),
        "name": name,
        "selfUri": f"/api/v2/authorization/divisions/{id_of('division', name)}",
    }


def queue_entity(queue):
    described = {"description": queue.description} if queue.description else {}
    return entity(
        "queue",
        "routing/queues",
        queue.name,
        division=division(company.DIVISION_OF[queue.department]),
        **described,
        dateCreated="2024-05-06T13:00:12.004Z",
        dateModified=CHANGED,
        modifiedBy=id_of("user", "admin"),
        memberCount=len(company.members(queue.name)),
        callingPartyName="Meridian Outfitters",
        callingPartyNumber=queue.caller_id,
        acwSettings={"wrapupPrompt": "MANDATORY_TIMEOUT", "timeoutMs": 180000},
        skillEvaluationMethod="BEST",
        enableTranscription=False,
    )


def user_entity(number, user):
    said = {"department": user.written} if user.written else {}
    state = "inactive" if user.name == company.LEAVER else "active"
    return entity(
        "user",
        "users",
        user.name,
        division=division(company.DIVISION_OF[user.department]),
        email=user.email,
        **said,
        title=user.title,
        chat={"jabberId": f"{user.station}@{company.ORGANISATION}.orgspan.com"},
        primaryContactInfo=[{"address": user.email, "mediaType": "EMAIL", "type": "PRIMARY"}],
        addresses=[],
        state=state,
        username=user.email,
        version=3 + number % 9,
        acdAutoAnswer=False,
    )


def did_entity(number, owner_type, owner, name):
    return entity(
        "did",
        "telephony/providers/edges/dids",
        number,
        phoneNumber=number,
        state="active",
        ownerType=owner_type,
        owner={"id": owner, "name": name},
        division=division("Home"),
        dateModified=CHANGED,
        didPool={"id": id_of("did pool", pool_of(number))},
    )


def pool_of(number):
    return next((first for first, last in company.DID_POOLS if first <= number <= last), number)


def pool_entity(first, last):
    return entity(
        "did pool",
        "telephony/providers/edges/didpools",
        first,
        startPhoneNumber=first,
        endPhoneNumber=last,
        description="Toll-free" if first == last else "Local numbers",
        provider="PURE_CLOUD",
        state="active",
        division=division("Home"),
    )


def genesys():
    """{file name: page}"""
    flows = {**{n: m for n, (_, m, *_) in company.TOLL_FREE.items()}, **{n: m for n, (m, _) in company.DIDS.items()}}
    dids = [did_entity(number, "IVR_CONFIG", id_of("ivr", name), name) for number, name in flows.items()]
    dids += [did_entity(user.did, "USER", user.id, user.name) for user in USERS if user.did]
    pools = [*company.DID_POOLS, *((number, number) for number in company.TOLL_FREE)]
    campaigns = [
        entity(
            "campaign",
            "outbound/campaigns",
            name,
            dialingMode="power",
            campaignStatus="on",
            callerName="Meridian Outfitters",
            callerAddress=QUEUES[queue].caller_id,
            queue={"id": QUEUES[queue].id, "name": queue},
            version=4,
            contactList={"id": id_of("contact list", name), "name": name},
            division=division("Commercial"),
            dateCreated="2026-01-12T14:00:00.000Z",
            dateModified=CHANGED,
        )
        for name, queue in company.CAMPAIGNS.items()
    ]
    licences = [
        {"id": user.id, "licenses": ["genesysCloud" + user.licence.replace(" ", "")]} for user in USERS if user.licence
    ]
    return {
        "queues": listing("routing/queues", [queue_entity(queue) for queue in QUEUES.values()]),
        "users": listing("users", [user_entity(*one) for one in enumerate(USERS)]),
        "divisions": listing(
            "authorization/divisions", [division(name) | {"homeDivision": name == "Home"} for name in company.DIVISIONS]
        ),
        "dids": listing("telephony/providers/edges/dids", dids),
        "did_pools": listing("telephony/providers/edges/didpools", [pool_entity(*pool) for pool in pools]),
        "campaigns": listing("outbound/campaigns", campaigns),
        "license_users": listing("license/users", licences, uris=False),
    }


# the lists people edit ------------------------------------------------------------------------------------


def reference():
    """{list: (header, rows)}; empty dates mean always."""
    always = ["", ""]
    return {
        "department": (
            "department,label,aliases,shares,valid_from,valid_to",
            [[name, label, aliases, "yes", *always] for name, (label, aliases) in DEPARTMENTS.items()],
        ),
        "cost_centre": (
            "cost_centre,label,department,parent,is_default,valid_from,valid_to",
            [[*row, *always] for row in COST_CENTRES],
        ),
        "queue": ("queue_id,queue,department,cost_centre,is_shared,valid_from,valid_to", list(queue_rows())),
        "user": (
            "user_id,email,department,cost_centre,valid_from,valid_to",
            [[user.id, user.email, user.department, "", *always] for user in USERS if user.said_by == "user.csv"],
        ),
        "number": (
            "number_from,number_to,supplier,region,department,cost_centre,label,valid_from,valid_to",
            list(number_rows()),
        ),
        "supplier": (
            "supplier,label,role,currency,home_country,cycle_day,cycle_time,cycle_zone,rate_zone,default_for,"
            "has_call_files,match_tolerance_seconds,valid_from,valid_to",
            [
                [
                    name,
                    label,
                    role,
                    "USD",
                    "US",
                    1,
                    "00:00",
                    "America/New_York",
                    "America/New_York",
                    default,
                    files,
                    5,
                    *always,
                ]
                for name, label, role, default, files in [
                    ("genesys", "Genesys Cloud", "platform", "", "no"),
                    ("clearline", "Clearline Communications", "carrier", "inbound", "yes"),
                    ("bluewave", "Bluewave Voice", "carrier", "outbound", "yes"),
                ]
            ],
        ),
        "attribution_rule": (
            "position,rule,valid_from,valid_to",
            [[place, rule, *always] for place, rule in enumerate(["queue", "user", "number"], 1)],
        ),
        "pool": (
            "pool,label,driver,valid_from,valid_to",
            [["platform", "Genesys Cloud platform subscription", "interactions", *always]],
        ),
        "invoice_rule": (
            "position,supplier,contains,kind,number_class,explained_by,pool,department,cost_centre,valid_from,valid_to",
            [[place, *rule, "", "", *always] for place, rule in enumerate(INVOICE_RULES, 1)],
        ),
        "policy": (
            "policy,value,valid_from,valid_to",
            [
                [policy, value, *always]
                for policy, value in [
                    ("billing_zone", "America/New_York"),
                    ("reporting_currency", "USD"),
                    ("variance_limit_percent", "1"),
                    ("unattributed_limit_percent", "2"),
                ]
            ],
        ),
    }


# supplier, contains, kind, number class, explained by, pool
INVOICE_RULES = [
    ("genesys", "CX 3", "licence", "", "licence", ""),
    ("genesys", "CX 2", "licence", "", "licence", ""),
    ("genesys", "BYOC Cloud minutes", "platform_minutes", "", "usage", ""),
    ("genesys", "Platform subscription", "platform_subscription", "", "pool", "platform"),
    ("clearline", "Toll-free usage", "toll_free_inbound", "", "usage", ""),
    ("clearline", "DID usage", "did_inbound", "", "usage", ""),
    ("bluewave", "Domestic", "outbound", "domestic", "usage", ""),
    ("bluewave", "International", "outbound", "international", "usage", ""),
]


def queue_rows():
    for queue in QUEUES.values():
        if queue.name == "Returns Desk":
            yield [queue.id, queue.name, "Support", "", "no", "", RETURNS_MOVE_ON]
            yield [queue.id, queue.name, "Logistics", "", "no", RETURNS_MOVE_ON, ""]
        elif queue.found_by == "table":
            by_name_only = queue.name in ("Warranty", "Loyalty Club", "IT Service Desk")
            yield ["" if by_name_only else queue.id, queue.name, queue.department, queue.cost_centre, "no", "", ""]


def number_rows():
    for number, (_, _, department, label) in company.TOLL_FREE.items():
        yield [number, number, "clearline", "", department, "", label, "", ""]
    for number, (label, department) in company.DIDS.items():
        yield [number, number, "", "", department, "", label, "", ""]
    yield ["+12125550130", "+12125550199", "", "New York", "", "", "Direct numbers, New York", "", ""]
    yield ["+13125550120", "+13125550149", "", "Chicago", "", "", "Direct numbers, Chicago", "", ""]
    yield ["+18135550120", "+18135550159", "", "Tampa", "", "", "Direct numbers, Tampa", "", ""]

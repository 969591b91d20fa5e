"""Genesys Cloud listings and the billable usage report: told apart by what is in them."""

import json

import pytest

from telcost.errors import Refused


def listing(*entities, **envelope):
    return json.dumps({"entities": list(entities), "pageSize": 25, "pageNumber": 1} | envelope)


HOME = {"id": "d1", "name": "Home", "selfUri": "/api/v2/authorization/divisions/d1"}
QUEUE = {"id": "q1", "name": "Sales", "description": None, "division": HOME, "dateModified": "2026-01-19T15:22:41.310Z",
         "memberCount": 22, "selfUri": "/api/v2/routing/queues/q1"}  # fmt: skip
USER = {
    "id": "u1",
    "name": "Amelia",
    "email": "a@b.example",
    "department": "Sales",
    "state": "active",
    "division": HOME,
    "version": 6,
}
POOL = {"id": "p1", "startPhoneNumber": "+12125550100", "endPhoneNumber": "+12125550199", "provider": "PURE_CLOUD"}
DID = {"id": "x1", "phoneNumber": "+18665550100", "ownerType": "IVR_CONFIG", "owner": {"id": "i1", "name": "Main menu"}}
CAMPAIGN = {"id": "k1", "name": "Spring", "dialingMode": "power", "queue": {"id": "q1"}}


@pytest.mark.parametrize(("entity", "source", "table", "row"), [
    (QUEUE, "queues", "platform_queue", ("q1", "Sales", "", "Home", 1768836161310)),
    (USER, "users", "platform_user", ("u1", "Amelia", "a@b.example", "Sales", "active", "Home", 6)),
    (HOME, "divisions", "division", ("d1", "Home")),
    ({"id": "d1", "name": "Home", "homeDivision": True}, "divisions", "division", ("d1", "Home")),
    (CAMPAIGN, "campaigns", "campaign", ("k1", "Spring", "q1")),
    ({"id": "k2", "name": "Agentless", "dialingMode": "agentless"}, "campaigns", "campaign", ("k2", "Agentless", "")),
    (POOL, "did pools", "did_pool", ("+12125550100", "+12125550199", "PURE_CLOUD")),
    (DID, "dids", "did", ("+18665550100", "IVR_CONFIG", "i1", "Main menu")),
    ({"number": "+18665550100", "assigned": True, "ownerType": "USER", "owner": {"id": "u1"}}, "dids", "did",
     ("+18665550100", "USER", "u1", "")),
])  # fmt: skip
def test_a_listing_is_told_by_its_entities(read, entity, source, table, row):
    found = read(listing(entity), name="any name at all.txt")
    assert found.source == source
    assert found.rows(table, "* exclude (file_id)") == [(1, *row)]
    assert (found.outcome.records, found.outcome.first_ms) == (1, None)


def test_a_licence_is_a_row_of_its_own(read):
    found = read(
        listing({"id": "u1", "licenses": ["cx2", "wem"]}, {"id": "u2", "licenses": []}, {"id": "u3", "licenses": [{"id": "cx3"}]})
    )
    assert found.source == "licence users"
    assert found.rows("licence_user", "line, user_id, licence") == [(1, "u1", "cx2"), (1, "u1", "wem"), (3, "u3", "cx3")]
    assert found.outcome.records == 3


def test_a_number_in_the_pool_that_is_nobodys_is_no_row(read):
    found = read(listing({"phoneNumber": "+18665550100", "assigned": False}, DID))
    assert found.rows("did", "line, owner") == [(2, "Main menu")]
    assert (found.outcome.records, found.outcome.set_aside) == (2, 0)


def test_an_empty_listing_is_told_by_its_address(read):
    found = read(listing(selfUri="/api/v2/routing/queues?pageSize=100&pageNumber=1"))
    assert (found.source, found.outcome.records, found.rows("platform_queue")) == ("queues", 0, [])
    with pytest.raises(Refused, match="it lists nothing, so it cannot be told what it is"):
        read(listing())


def test_an_entity_that_cannot_be_told_is_set_aside(read):
    found = read(listing(POOL, POOL | {"endPhoneNumber": "soon"}, 17, POOL | {"startPhoneNumber": None}))
    assert found.rows("did_pool", "line") == [(1,)]
    assert found.rows("set_aside", "line, column_name") == [
        (2, "/entities/1/endPhoneNumber"),
        (3, "/entities/2"),
        (4, "/entities/3/startPhoneNumber"),
    ]
    assert (found.outcome.records, found.outcome.set_aside) == (4, 3)
    assert found.messages()[0] == ("entity 2, /entities/1/endPhoneNumber: it is missing or unreadable\n"
                                   "  The entity was set aside; 1 other entities were read.")  # fmt: skip


def test_an_unknown_listing_is_refused_naming_those_that_are_known(read):
    with pytest.raises(Refused, match="It reads queues, users, divisions, campaigns, did pools, dids, licence users"):
        read(listing({"id": "1", "colour": "red"}))


def test_billable_usage_is_read_whatever_case_and_spaces_its_header_has(read):
    found = read(
        "CHARGE NAME , entity,timestamp \nCX 2 Named,a@b.example,2026-02-02T14:02:13Z\nCX 2 Named,x1,2026-02-03 09:00:00\n"
    )
    assert found.source == "billable usage"
    assert found.rows("billable_usage", "* exclude (file_id)") == [
        (2, "CX 2 Named", "a@b.example", 1770040933000),
        (3, "CX 2 Named", "x1", 1770109200000),
    ]
    assert (found.outcome.first_ms, found.outcome.last_ms) == (1770040933000, 1770109200000)


def test_a_usage_row_that_lacks_something_is_set_aside(read):
    found = read("Charge name,Entity,Timestamp\n,a,2026-02-02T14:02:13Z\nCX 2,a,2/2/26\n\nCX 2,a\nCX 2,b,2026-02-02\n")
    assert found.rows("set_aside", "line, column_name, code") == [
        (2, "Charge name", "empty"),
        (3, "Timestamp", "time"),
        (5, "", "columns"),
    ]
    assert (found.outcome.records, found.outcome.set_aside, found.outcome.non_data) == (5, 3, 1)

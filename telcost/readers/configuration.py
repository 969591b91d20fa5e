"""Genesys Cloud configuration listings (queues, users, divisions, campaigns, DIDs, DID pools, licence users).

A listing is told by its entities' own keys and addresses, never by a file name. An entity without what identifies
it is set aside.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from telcost.errors import Refused
from telcost.readers import values
from telcost.readers.content import decode, refused
from telcost.readers.numbers import platform_number
from telcost.readers.outcome import Aside, File, Outcome, write_set_aside
from telcost.readers.tables import write
from telcost.readers.values import Unreadable

VERSION = "1"


@dataclass(frozen=True)
class Listing:
    """One kind: its address in the API, keys only its entities have, the landed table, how an entity becomes rows."""

    source: str
    address: str
    keys: frozenset[str]
    table: str
    rows: Callable[[dict], Iterator[dict]]


class Lacking(ValueError):
    """An entity without a field it needs; the argument names it."""


def _queue(entity: dict) -> Iterator[dict]:
    changed = _text(entity, "dateModified") or _text(entity, "dateCreated")
    yield {
        "queue_id": _needed(entity, "id"), "name": _text(entity, "name"), "description": _text(entity, "description"),
        "division": _division(entity), "modified_ms": _instant(changed),
    }


def _user(entity: dict) -> Iterator[dict]:
    version = entity.get("version")
    yield {
        "user_id": _needed(entity, "id"), "name": _text(entity, "name"), "email": _text(entity, "email"),
        "department": _text(entity, "department"), "state": _text(entity, "state"), "division": _division(entity),
        "version": version if isinstance(version, int) else None,
    }


def _division_of_its_own(entity: dict) -> Iterator[dict]:
    yield {"division_id": _needed(entity, "id"), "name": _text(entity, "name")}


def _campaign(entity: dict) -> Iterator[dict]:
    yield {"campaign_id": _needed(entity, "id"), "name": _text(entity, "name"), "queue_id": _text(_part(entity, "queue"), "id")}


def _did(entity: dict) -> Iterator[dict]:
    owner = _part(entity, "owner")
    if not (owner or _text(entity, "ownerType")):
        return  # in the pool, nobody's yet
    yield {
        "number": _number(entity, "phoneNumber" if "phoneNumber" in entity else "number"),
        "owner_type": _text(entity, "ownerType"), "owner_id": _text(owner, "id"), "owner": _text(owner, "name"),
    }


def _did_pool(entity: dict) -> Iterator[dict]:
    yield {
        "number_from": _number(entity, "startPhoneNumber"), "number_to": _number(entity, "endPhoneNumber"),
        "provider": _text(entity, "provider"),
    }


def _licences(entity: dict) -> Iterator[dict]:
    user_id = _needed(entity, "id")
    for licence in entity["licenses"] if isinstance(entity.get("licenses"), list) else ():
        name = _text(licence, "id") if isinstance(licence, dict) else licence
        if isinstance(name, str) and name:
            yield {"user_id": user_id, "licence": name}


LISTINGS = (
    Listing("queues", "/api/v2/routing/queues", frozenset({"memberCount", "acwSettings"}), "platform_queue", _queue),
    Listing("users", "/api/v2/users", frozenset({"email", "username", "primaryContactInfo"}), "platform_user", _user),
    Listing("divisions", "/api/v2/authorization/divisions", frozenset({"homeDivision"}), "division", _division_of_its_own),
    Listing("campaigns", "/api/v2/outbound/campaigns", frozenset({"dialingMode", "campaignStatus"}), "campaign", _campaign),
    Listing("did pools", "/api/v2/telephony/providers/edges/didpools", frozenset({"startPhoneNumber"}), "did_pool", _did_pool),
    Listing("dids", "/api/v2/telephony/providers/edges/dids", frozenset({"phoneNumber", "assigned"}), "did", _did),
    Listing("licence users", "/api/v2/license/users", frozenset({"licenses"}), "licence_user", _licences),
)


def recognise(name: str, listing: dict) -> Listing:
    """By the entities' own addresses, else by keys no other kind has. Raises Refused."""
    listed = listing["entities"] if isinstance(listing["entities"], list) else []
    entities = [entity for entity in listed if isinstance(entity, dict)]
    addresses = [_text(entity, "selfUri") for entity in entities[:1]] + [_text(listing, key) for key in ("selfUri", "firstUri")]
    for kind in LISTINGS:
        if any(address.split("?")[0] == kind.address or address.startswith(kind.address + "/") for address in addresses):
            return kind
    for kind in LISTINGS:
        if any(kind.keys & set(entity) for entity in entities):
            return kind
    known = ", ".join(kind.source for kind in LISTINGS)
    what = "it lists nothing that telcost knows" if entities else "it lists nothing, so it cannot be told what it is"
    raise refused(name, what, f"It reads {known}.")


def parse(name: str, content: bytes) -> Any:
    """Exact: numbers stay as written. Raises Refused."""
    try:
        return json.loads(decode(name, content), parse_float=str)
    except (ValueError, RecursionError) as error:
        raise refused(name, f"it is not JSON ({error})", "Fetch it again.") from None


def read(file: File, kind: Listing) -> Outcome:
    rows, asides = [], []
    entities = parse(file.name, file.content)["entities"]
    for line, entity in enumerate(entities, 1):
        try:
            if not isinstance(entity, dict):
                raise Lacking("")
            rows += [row | {"file_id": file.file_id, "line": line} for row in kind.rows(entity)]
        except Lacking as error:
            pointer = f"/entities/{line - 1}/{error}".rstrip("/")
            asides.append(Aside(line, pointer, "", "missing", "it is missing or unreadable"))
    write(file.folder, kind.table, rows)
    write_set_aside(file, asides, len(entities) - len(asides), "entity")
    return Outcome(len(entities), len(asides))


def _text(entity: dict, key: str) -> str:
    value = entity.get(key)
    return value if isinstance(value, str) else ""


def _part(entity: dict, key: str) -> dict:
    value = entity.get(key)
    return value if isinstance(value, dict) else {}


def _division(entity: dict) -> str:
    division = _part(entity, "division")
    return _text(division, "name") or _text(division, "id")


def _needed(entity: dict, key: str) -> str:
    if not (value := _text(entity, key)):
        raise Lacking(key)
    return value


def _number(entity: dict, key: str) -> str:
    number = platform_number(_needed(entity, key)).number
    if not number.startswith("+"):
        raise Lacking(key)
    return number


def _instant(text: str) -> int | None:
    try:
        return values.instant(text, "iso", "UTC")[0]
    except Unreadable:
        return None


def is_listing(parsed: Any) -> bool:
    return isinstance(parsed, dict) and "entities" in parsed


def unknown(name: str, parsed: Any) -> Refused:
    kind = ", ".join(list(parsed)[:5]) if isinstance(parsed, dict) else type(parsed).__name__
    return refused(name, f"this JSON is nothing that telcost reads (it has: {kind})",
                   "It reads Genesys Cloud conversation pages and configuration listings.")

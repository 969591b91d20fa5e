"""A company small enough to read: two suppliers, five departments, eight conversations in March 2026, built by the
real models and published in a home. Everything of HR carries the word canary; nobody but HR and finance may read it.

Commercial stands above Sales, Sales above Sales EMEA; Support and HR stand beside them.
"""

import datetime
import re
from pathlib import Path

import duckdb

from telcost import warehouse
from telcost.billing_calendar import Calendar
from telcost.periods import Period

LANDED = {
    "department": """
        department    label              shares
        Sales         Sales              true
        Sales~EMEA    Sales~EMEA         true
        Support       Support            true
        HR            canary-department  true
    """,
    "cost_centre": """
        cost_centre   label               department  parent   is_default
        CC-1          Company             -           -        false
        CC-4          Commercial          -           CC-1     false
        CC-41         Sales               Sales       CC-4     true
        CC-411        Sales~EMEA          Sales~EMEA  CC-41    true
        CC-42         Support             Support     CC-4     true
        canary-centre canary-centre-label HR          CC-1     true
    """,
    "platform_queue": """
        queue_id         name
        q-sales          Sales~Inbound
        q-emea           EMEA~Desk
        q-support        Support~Tier~1
        canary-queue-id  canary-queue
    """,
    "queue": """
        queue_id         department  cost_centre
        q-sales          Sales       -
        q-emea           Sales~EMEA  -
        q-support        Support     -
        canary-queue-id  HR          -
    """,
    "platform_user": """
        user_id         name         email                   department
        u-ann           Ann          ann@example.com         -
        u-eve           Eve          eve@example.com         -
        u-sam           Sam          sam@example.com         -
        canary-user-id  canary-user  canary-user@example.com -
    """,
    "user": """
        user_id         department
        u-ann           Sales
        u-eve           Sales~EMEA
        u-sam           Support
        canary-user-id  HR
    """,
    "number": """
        number_from    number_to      supplier  department
        +18335550100   +18335550100   redline   -
        +12125550100   +12125550100   redline   Sales
        +12125550999   +12125550999   redline   HR
    """,
    "supplier": """
        supplier  label    role      default_for  has_call_files
        genesys   Genesys  platform  -            false
        redline   Redline  carrier   both         true
    """,
    "attribution_rule": """
        position  rule
        1         queue
        2         user
        3         number
    """,
    "pool": """
        pool      label     driver
        platform  Platform  interactions
    """,
    "policy": """
        policy              value
        billing_zone        America/New_York
        reporting_currency  USD
    """,
    "invoice_rule": """
        position  supplier  contains      kind                   explained_by  pool      department
        1         redline   toll-free     toll_free_inbound      usage         -         -
        2         redline   outbound      outbound               usage         -         -
        3         redline   local         did_inbound            usage         -         -
        4         redline   canary-fixed  support                fixed         -         HR
        5         genesys   platform~fee  platform_subscription  pool          platform  -
        6         genesys   licence       licence                licence       -         -
        7         genesys   minutes       platform_minutes       usage         -         -
    """,
    "invoice_line": """
        supplier  invoice_number  line_number  product       description        amount_micro  from_on     to_on
        redline   R-3             1            toll-free     Toll-free~usage    1_330_000     2026-03-01  2026-04-01
        redline   R-3             2            outbound      Outbound~usage     9_000_000     2026-03-01  2026-04-01
        redline   R-3             3            local         Local~usage        110_000       2026-03-01  2026-04-01
        redline   R-3             4            canary-fixed  canary-assignment  7_770_000     2026-03-01  2026-04-01
        genesys   G-3             1            platform~fee  Platform~fee       100_000_000   2026-03-01  2026-04-01
        genesys   G-3             2            licence       Licences           300_000_000   2026-03-01  2026-04-01
        genesys   G-3             3            minutes       Platform~minutes   900_000       2026-03-01  2026-04-01
        genesys   G-3             4            mystery       What~is~this       2_500_000     2026-03-01  2026-04-01
    """,
    "rate": """
        rate_id       supplier  product           unit    rate_nano       label                first_increment_seconds  direction  prefix  number_class
        r-toll-free   redline   toll-free         minute  30_000_000      Toll-free            60                       inbound    -       toll_free
        r-local       redline   local             minute  10_000_000      Local                60                       inbound    -       -
        r-outbound    redline   outbound          minute  20_000_000      Outbound             1                        outbound   -       -
        r-jamaica     redline   outbound          minute  300_000_000     Jamaica              60                       outbound   1876    -
        r-minutes     genesys   platform_minutes  minute  10_000_000      Platform             1                        -          -       -
        r-seat        genesys   CX~3              seat    75_000_000_000  Seat                 1                        -          -       -
    """,  # noqa: E501
    "billable_usage": """
        charge_name  entity                   used_ms
        CX~3         ann@example.com          2026-03-02T15:00:00
        CX~3         eve@example.com          2026-03-02T15:00:00
        CX~3         sam@example.com          2026-03-02T15:00:00
        CX~3         canary-user@example.com  2026-03-02T15:00:00
    """,
    "set_aside": """
        line  column_name   value         code  message
        7     canary-field  canary-value  V-1   canary-message
    """,
}

# Who had the call when: seconds from the call's start; purpose:queue:user.
CALLS = """
    conversation   start                direction  ours          theirs        parts
    c-shared       2026-03-03T15:00:00  inbound    +18335550100  +13125550111  0-20:ivr:-:-,20-60:acd:q-sales:-,60-120:agent:q-sales:u-ann,120-3660:agent:q-support:u-sam
    c-jamaica      2026-03-04T15:00:00  outbound   +12125550100  +18765550122  0-600:user:-:u-ann
    c-jamaica-2    2026-03-05T15:00:00  outbound   +12125550100  +18765550122  0-61:user:-:u-ann
    c-emea         2026-03-06T15:00:00  inbound    +18335550100  +13125550133  0-90:agent:q-emea:u-eve
    c-hr           2026-03-07T15:00:00  inbound    +12125550999  +19175550144  0-130:agent:canary-queue-id:canary-user-id
    c-hr-sales     2026-03-08T07:30:00  inbound    +18335550100  +13125550155  0-30:agent:canary-queue-id:canary-user-id,30-60:agent:q-sales:u-ann,60-200:agent:canary-queue-id:canary-user-id
    c-hr-number    2026-03-10T15:00:00  inbound    +12125550999  +13125550177  0-30:agent:canary-queue-id:canary-user-id,30-90:agent:q-sales:u-ann
    c-lost         2026-03-09T15:00:00  inbound    +18335550100  +13125550166  0-15:ivr:-:-
"""  # noqa: E501

DAY_MS = 86_400_000
RANGES = {"valid_from": datetime.date.min, "valid_to": datetime.date.max}
DEFAULTS = {
    "first_increment_seconds": 1, "next_increment_seconds": 1, "minimum_seconds": 0, "free_seconds": 0,
    "from_second": 0,
    "connection_fee_nano": 0, "amount_rounding": "half_up", "amount_decimals": 6, "currency": "USD",
    "cycle_day": 1, "cycle_time": "00:00", "cycle_zone": "America/New_York", "rate_zone": "America/New_York",
    "home_country": "US", "match_tolerance_seconds": 5, "quantity_micro": 0, "invoice_on": datetime.date(2026, 4, 1),
    "precision_ms": 1000, "event": "answer", "occurrence": 1, "modified_ms": 0, "version": 1, "available_ms": 0,
    "is_default": True, "is_shared": False, "is_observer": False,
}  # fmt: skip


def published(home: Path, period: str = "2026-03", digest: str = "0123456789abcdef") -> Path:
    """Builds and publishes the company in `home`; the build's file."""
    folder = home / "builds" / period
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{digest}.duckdb"
    with duckdb.connect(path) as con:
        make(con, period)
    folder.joinpath("published").write_text(path.stem)
    return path


def make(con: duckdb.DuckDBPyConnection, period: str) -> None:
    warehouse.prepare(con)
    for name, text in LANDED.items():
        records = [row | {"file_id": f"file-{name}", "line": line} for line, row in enumerate(table(text), 2)]
        insert(con, name, records)
    for name, records in conversations(period).items():
        insert(con, name, records)
    named = [{"file_id": f"file-{name}", "name": f"{name}.csv", "source": name} for name in (*LANDED, "carrier_record")]
    pages = [
        {"file_id": f"file-{name}", "name": f"{name}.json.gz", "source": "conversations", "supplier": "genesys"}
        for name in ("page", "canary-page")
    ]
    insert(con, "file", [row | dict.fromkeys(COUNTS, 0) for row in [*named, *pages]])
    cycles = "select supplier, cycle_day, cycle_time, cycle_zone, rate_zone from landed.supplier"
    suppliers = con.execute(cycles).fetchall()
    policies = {"billing_zone": "America/New_York", "reporting_currency": "USD"}
    Calendar.of(Period.parse(period), suppliers, policies).fill(con)
    warehouse.run(con, warehouse.models())
    warehouse._audit(con)


COUNTS = ("records", "accepted", "duplicates", "conflicts", "set_aside", "non_data")


def conversations(period: str) -> dict[str, list[dict]]:
    """Conversations, sessions, segments and the carrier's records of CALLS."""
    found: dict[str, list[dict]] = {"conversation": [], "session": [], "segment": [], "carrier_record": []}
    for line, call in enumerate(table(CALLS), 1):
        call["start"] -= 0 if period == "2026-03" else 28 * DAY_MS
        parts = [part.split(":") for part in call["parts"].split(",")]
        page = "file-canary-page" if call["conversation"] == "c-hr" else "file-page"
        where = {"file_id": page, "line": line, "conversation_id": call["conversation"]}
        end = call["start"] + 1000 * int(parts[-1][0].split("-")[1])
        voice = where | numbers(call) | {"media_type": "voice"}
        found["conversation"].append(where | {"started_ms": call["start"], "direction": call["direction"]})
        sessions = [(f"0-{(end - call['start']) // 1000}", "customer", "-", "-"), *parts]
        for number, (span, purpose, queue, user) in enumerate(sessions):
            since, until = (call["start"] + 1000 * int(second) for second in span.split("-"))
            session, segment = served(f"{call['conversation']}-{number}", purpose, queue, user)
            found["session"].append(voice | session)
            found["segment"].append(where | segment | {"started_ms": since, "ended_ms": until})
        found["carrier_record"].append(carrier_record(call, line, end))
    return found


def served(session_id: str, purpose: str, queue: str, user: str) -> tuple[dict, dict]:
    """A session and its one segment."""
    session = {"participant_id": session_id, "session_id": session_id, "purpose": purpose}
    session |= {"protocol_call_id": session_id} if purpose == "customer" else {}
    session |= {"user_id": user.strip("-") and user, "flow_name": "Main menu" if purpose == "ivr" else ""}
    segment = {"session_id": session_id, "position": 1, "segment_type": "interact"}
    segment |= {"queue_id": queue.strip("-") and queue, "disconnect_type": "peer" if purpose == "customer" else ""}
    return session, segment


def carrier_record(call: dict, line: int, end: int) -> dict:
    call_id = f"{call['conversation']}-0"
    return numbers(call) | {
        "file_id": "file-carrier_record", "line": line + 1, "supplier": "redline", "format": "redline",
        "call_id": call_id, "digest": call_id, "event_ms": call["start"] + 400, "started_ms": call["start"] + 400,
        "duration_ms": end - call["start"],
    }  # fmt: skip


def numbers(call: dict) -> dict:
    ours, theirs = call["ours"], call["theirs"]
    ani, dnis = (ours, theirs) if call["direction"] == "outbound" else (theirs, ours)
    country = "JM" if dnis.startswith("+1876") else "US"
    return {
        "direction": call["direction"], "ani": ani, "ani_type": "fixed", "ani_country": "US",
        "dnis": dnis, "dnis_type": kind(dnis), "dnis_country": country,
    }  # fmt: skip


def kind(number: str) -> str:
    return "toll_free" if number.startswith("+1833") else "fixed"


def table(text: str) -> list[dict]:
    """Rows under a header, blanks between cells; `-` is empty text, `~` a blank."""
    lines = [line.split() for line in text.strip().splitlines()]
    return [dict(zip(lines[0], map(cell, line), strict=True)) for line in lines[1:]]


def cell(word: str):
    if re.fullmatch(r"-?[0-9_]+", word):
        return int(word)
    if re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]+", word):
        return int(datetime.datetime.fromisoformat(word).replace(tzinfo=datetime.UTC).timestamp()) * 1000
    if word in ("true", "false"):
        return word == "true"
    return "" if word == "-" else word.replace("~", " ")


def insert(con: duckdb.DuckDBPyConnection, name: str, records: list[dict]) -> None:
    """Columns nobody named: '' for text, a default, else null."""
    kinds = "select column_name, data_type from duckdb_columns() where schema_name = 'landed' and table_name = $name"
    columns = dict(con.execute(kinds, {"name": name}).fetchall())
    empty = {column: "" if kind == "VARCHAR" else None for column, kind in columns.items()}
    empty |= {column: value for column, value in (RANGES | DEFAULTS).items() if column in columns}
    assert all(set(record) <= set(columns) for record in records), (name, set(records[0]) - set(columns))
    marks = ", ".join("?" * len(empty))
    rows = [list((empty | record).values()) for record in records]
    con.executemany(f"insert into landed.{name} ({', '.join(empty)}) values ({marks})", rows)

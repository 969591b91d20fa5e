"""Tables written as text in the test, the real model run on a real DuckDB, rows back as tuples."""

import pytest

from tests.models.world import World, conversation_tables, table


@pytest.fixture
def conversation(world):
    """conversation(text): see conversation_tables."""

    def tell(text: str) -> None:
        for name, records in conversation_tables(text).items():
            world.rows_of(name, records)

    return tell


@pytest.fixture(scope="session")
def one_world():
    world = World()
    yield world
    world.con.close()


@pytest.fixture
def world(one_world):
    one_world.clear()
    return one_world


@pytest.fixture
def given(world):
    return world.given


@pytest.fixture
def rows(world):
    return world.rows


@pytest.fixture
def audit(world):
    return world.audit


@pytest.fixture
def directory(given):
    """Sales (also called Commercial) with its default CC-41 and a second CC-411, Support with CC-51, both in pools."""
    given(
        "landed.department",
        """
        department  label           shares
        Sales       Sales           true
        Support     Customer~Care   true
        """,
    )
    given(
        "landed.department_alias",
        """
        department  alias
        Sales       Commercial
        """,
    )
    given(
        "landed.cost_centre",
        """
        cost_centre  label       department  parent  is_default
        CC-4         Company     -           -       false
        CC-41        Sales       Sales       CC-4    true
        CC-411       Sales~EMEA  Sales       CC-41   false
        CC-51        Care        Support     CC-4    true
        """,
    )


# carrier calls and legs that may be one -----------------------------------------------------------------------


@pytest.fixture
def suppliers(given):
    given(
        "staging.supplier",
        """
        supplier  role     has_call_files  increment_seconds
        redline   carrier  true            6
        blueline  carrier  true            6
        """,
    )


NUMBERS = {"direction": "inbound", "ani": "+12125550100", "dnis": "+18335550100"}


@pytest.fixture
def legs(world):
    """Connected inbound voice legs from +12125550100 to +18335550100 where a table does not say otherwise."""
    usual = {"media_type": "voice", "status": "connected", **NUMBERS}
    return lambda text: world.rows_of("usage.leg", [usual | row for row in table(text)])


@pytest.fixture
def calls(world):
    """Records of redline, inbound from +12125550100 to +18335550100, set up when the event was, where a table does not
    say otherwise; each is a call of its own."""
    usual = {"supplier": "redline", **NUMBERS}
    return lambda text: world.rows_of(
        "staging.carrier_record", [usual | {"started_ms": row["event_ms"]} | row for row in table(text)]
    )


@pytest.fixture
def pairs(rows):
    return lambda: rows("match_class, carrier_call_id, leg_id", "usage.carrier_match")


# who used what, asked for its owner --------------------------------------------------------------------------


@pytest.fixture
def used(given, rows):
    """used(text): slices by queue, user and our number on a date of March; the owners are asked for these."""

    def tell(text: str) -> None:
        header, *lines = [line.split() for line in text.strip().splitlines()]
        for number, line in enumerate(lines):
            row = {"queue_id": "-", "user_id": "-", "our_number": "-", "local_on": "2026-03-02"} | dict(zip(header, line))
            given("usage.slice", f"leg_id queue_id user_id\nL{number} {row['queue_id']} {row['user_id']}")
            given("usage.leg_place", f"leg_id our_number local_on\nL{number} {row['our_number']} {row['local_on']}")

    given("usage.carrier_only", "carrier_call_id")
    return tell


@pytest.fixture
def platform(given):
    given(
        "staging.platform_queue",
        """
        queue_id  name           description
        q1        Inbound        -
        q2        SALES_EMEA     -
        q3        Warranty       Customer~Care~|~warranty~claims
        q4        SALES_Claims   Support~|~moved
        q5        Unheard~of     Marketing~|~campaigns
        """,
    )
    given(
        "staging.platform_user",
        """
        user_id  name  email             department
        u1       Ann   ann@example.com   -
        u2       Bob   bob@example.com   Commercial
        u3       Cyd   cyd@example.com   Accounts
        """,
    )

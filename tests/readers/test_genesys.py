"""Conversation detail: what each row becomes, and that nothing is lost without a word."""

import gzip
import hashlib
import json

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from telcost.errors import Refused
from telcost.readers import genesys
from telcost.readers.outcome import File


def segment(kind="interact", start="2026-03-01T10:00:05.250Z", end="2026-03-01T10:01:00.000Z", **more):
    return {"segmentType": kind, "segmentStart": start, "segmentEnd": end} | more


def session(*segments, ani="tel:+12125550100", dnis="tel:+18335550176", **more):
    return {"sessionId": "s1", "mediaType": "voice", "direction": "inbound", "ani": ani, "dnis": dnis,
            "protocolCallId": "call-1@192.0.2.1", "provider": "Edge",
            "segments": list(segments or [segment()])} | more  # fmt: skip


def participant(*sessions, purpose="customer", **more):
    return {"participantId": "p1", "purpose": purpose, "sessions": list(sessions or [session()])} | more


def conversation(number=1, *participants, **more):
    return {"conversationId": f"c{number}", "conversationStart": "2026-03-01T10:00:00.001Z",
            "conversationEnd": "2026-03-01T10:02:00Z", "originatingDirection": "inbound",
            "participants": list(participants or [participant()])} | more  # fmt: skip


def page(*conversations, **more):
    return json.dumps({"conversations": list(conversations)} | more)


@pytest.fixture
def aside(read):
    """The one row a page sets aside: (line, pointer, value, code)."""

    def set_aside(*conversations):
        found = read(page(*conversations))
        assert found.outcome.records == len(conversations) == len(found.rows("conversation")) + found.outcome.set_aside
        [row] = found.rows("set_aside", "line, column_name, value, code")
        return row

    return set_aside


def test_a_page_becomes_conversations_sessions_and_segments(read):
    agent = participant(session(segment(queueId="q1"), segment("wrapup", wrapUpCode="w1", disconnectType="client")),
                        purpose="agent", participantId="p2", userId="u1")  # fmt: skip
    found = read(page(conversation(1, participant(), agent), dataAvailabilityDate="2026-03-02T04:10:03Z"))
    assert found.source == "conversations"
    assert found.rows("conversation", "* exclude (digest)") == [
        ("f1", 1, "c1", 1772359200001, 1772359320000, "inbound", 1772424603000)
    ]
    assert found.rows("session", "line, purpose, user_id, session_id, media_type, direction, protocol_call_id, provider") == [
        (1, "customer", "", "s1", "voice", "inbound", "call-1@192.0.2.1", "Edge"),
        (1, "agent", "u1", "s1", "voice", "inbound", "call-1@192.0.2.1", "Edge"),
    ]
    assert found.rows("segment", "position, segment_type, started_ms, ended_ms, queue_id, wrap_up_code, disconnect_type") == [
        (1, "interact", 1772359205250, 1772359260000, "", "", ""),
        (1, "interact", 1772359205250, 1772359260000, "q1", "", ""),
        (2, "wrapup", 1772359205250, 1772359260000, "", "w1", "client"),
    ]
    assert (found.outcome.records, found.outcome.first_ms, found.outcome.last_ms) == (1, 1772359200001, 1772359205250)


def test_numbers_are_read_with_class_and_country(read):
    found = read(page(conversation(1, participant(session(ani="sip:anonymous@anonymous.invalid"))),
                      conversation(2, participant(session(ani="tel:+7273294898", dnis=None)))))  # fmt: skip
    assert found.rows("session", "ani, ani_type, ani_country, dnis, dnis_type, dnis_country") == [
        ("", "withheld", "", "+18335550176", "toll_free", "US"),
        ("+7273294898", "unknown", "", "", "withheld", ""),
    ]


def test_campaign_flow_source_conversation_and_observer_are_kept(read):
    monitored = session(segment(sourceConversationId="c9"), outboundCampaignId="k1", monitoredParticipantId="p9",
                        flow={"flowId": "f1", "flowName": "Main menu", "flowType": "INBOUNDCALL"})  # fmt: skip
    found = read(page(conversation(1, participant(monitored, session()))))
    assert found.rows("session", "campaign_id, flow_id, flow_name, flow_type, is_observer") == [
        ("k1", "f1", "Main menu", "INBOUNDCALL", True),
        ("", "", "", "", False),
    ]
    assert found.rows("segment", "source_conversation_id") == [("c9",), ("",)]


@pytest.mark.parametrize("written", [
    "2026-03-01T10:00:05Z", "2026-03-01T10:00:05.000Z", "2026-03-01T10:00:05+0000", "2026-03-01T10:00:05.000+0000",
    "2026-03-01T10:00:05+00:00",
])  # fmt: skip
def test_every_spelling_of_utc_is_one_instant(read, written):
    found = read(page(conversation(1, participant(session(segment(start=written))))))
    assert found.rows("segment", "started_ms") == [(1772359205000,)]


@pytest.mark.parametrize("written", [
    "2026-03-01T10:00:05", "2026-03-01T10:00:05-05:00", "2026-03-01", "1772359205000", "2026-02-30T10:00:05Z", "soon",
])  # fmt: skip
def test_a_time_that_is_not_utc_sets_the_conversation_aside(aside, written):
    assert aside(conversation(1), conversation(2, participant(session(segment(start=written))))) == (
        2,
        "/conversations/1/participants/0/sessions/0/segments/0/segmentStart",
        written,
        "unreadable",
    )


def test_what_is_open_has_no_end(read):
    found = read(page(conversation(1, participant(session(segment(end=None))), conversationEnd=None)))
    assert (found.rows("conversation", "ended_ms"), found.rows("segment", "ended_ms")) == ([(None,)], [(None,)])


def without(thing: dict, key: str) -> dict:
    return {name: value for name, value in thing.items() if name != key}


INSIDE = "/conversations/0/participants/0"


@pytest.mark.parametrize(("broken", "pointer", "code"), [
    (without(conversation(), "conversationId"), "/conversations/0/conversationId", "missing"),
    (without(conversation(), "conversationStart"), "/conversations/0/conversationStart", "missing"),
    (conversation(conversationEnd="never"), "/conversations/0/conversationEnd", "unreadable"),
    (without(conversation(), "participants"), "/conversations/0/participants", "missing"),
    (conversation(participants={"a": 1}), "/conversations/0/participants", "missing"),
    (conversation(1, without(participant(), "purpose")), f"{INSIDE}/purpose", "missing"),
    (conversation(1, without(participant(), "sessions")), f"{INSIDE}/sessions", "missing"),
    (conversation(1, None), f"{INSIDE}/purpose", "missing"),
    (conversation(1, participant(without(session(), "sessionId"))), f"{INSIDE}/sessions/0/sessionId", "missing"),
    (conversation(1, participant(without(session(), "mediaType"))), f"{INSIDE}/sessions/0/mediaType", "missing"),
    (conversation(1, participant(session(segments="none"))), f"{INSIDE}/sessions/0/segments", "missing"),
    (conversation(1, participant(session(without(segment(), "segmentType")))),
     f"{INSIDE}/sessions/0/segments/0/segmentType", "missing"),
    (conversation(1, participant(session(segment(end=5)))), f"{INSIDE}/sessions/0/segments/0/segmentEnd", "unreadable"),
    ({}, "/conversations/0/conversationId", "missing"), (None, "/conversations/0/conversationId", "missing"),
    (17, "/conversations/0/conversationId", "missing"), ("text", "/conversations/0/conversationId", "missing"),
])  # fmt: skip
def test_a_conversation_that_lacks_what_is_needed_is_set_aside_with_the_place(aside, broken, pointer, code):
    line, column, _, found = aside(broken, conversation(2))
    assert (line, column, found) == (1, pointer, code)


def test_a_message_says_where_what_and_what_became_of_the_rest(read):
    broken = conversation(2, participant(session(segment(start="1714"))))
    found = read(page(conversation(1), broken, conversation(3)))
    assert found.messages() == [
        'conversation 2, /conversations/1/participants/0/sessions/0/segments/0/segmentStart: "1714" is not a time\n'
        "  Genesys writes UTC, as in 2026-03-01T09:00:00.000Z. The conversation was set aside; 2 other conversations were read."
    ]
    assert {line for (line,) in found.rows("segment", "line") + found.rows("session", "line")} == {1, 3}


def test_one_row_is_set_aside_for_a_conversation_however_much_it_lacks(aside):
    assert aside(conversation(1, {}, {}, conversationStart="x"), conversation(2))[1] == "/conversations/0/conversationStart"


def test_lists_without_anything_in_them_are_no_mistake(read):
    found = read(page(conversation(1, participants=[]), conversation(2, participant(sessions=[])),
                      conversation(3, participant(session(segments=[])))))  # fmt: skip
    assert found.rows("conversation", "conversation_id") == [("c1",), ("c2",), ("c3",)]
    assert (found.rows("session", "line"), found.rows("segment", "line")) == ([(3,)], [])


def test_unknown_words_and_fields_are_kept_or_passed_over(read):
    new = session(segment("barging"), mediaType="hologram", metrics=[{"name": "x", "value": 1e308}], extra={"deep": [[]]})
    found = read(page(conversation(1, participant(new, purpose="robot"))))
    assert found.rows("session", "purpose, media_type") == [("robot", "hologram")]
    assert found.rows("segment", "segment_type") == [("barging",)]


def test_an_empty_page_is_read_and_is_empty(read):
    for empty in ('{"conversations":[]}', '{"totalHits":0}', '{"conversations":null,"totalHits":0}',
                  '{"cursor":"x","dataAvailabilityDate":"2026-03-02T04:10:03Z"}'):  # fmt: skip
        found = read(empty)
        assert (found.source, found.outcome.records, found.outcome.first_ms) == ("conversations", 0, None)
        assert found.rows("conversation") == []


def test_the_keys_of_a_page_may_come_in_any_order(read):
    text = json.dumps({"totalHits": 1, "aggregations": [{"a": 1}], "conversations": [conversation()]})
    assert read(text).rows("conversation", "conversation_id") == [("c1",)]


def test_one_conversation_alone_is_read_pretty_printed_or_not(read):
    for text in (json.dumps(conversation(), indent=2), json.dumps(conversation())):
        assert read(text).rows("conversation", "line, conversation_id") == [(1, "c1")]


def test_conversations_may_come_one_a_line_and_a_broken_line_stands_alone(read):
    lines = [json.dumps(conversation(1)), '{"conversationId": "c2"', "", json.dumps(conversation(4))]
    found = read("\ufeff" + "\r\n".join(lines))
    assert found.rows("conversation", "line, conversation_id") == [(1, "c1"), (4, "c4")]
    assert found.rows("set_aside", "line, code") == [(2, "json")]
    assert (found.outcome.records, found.outcome.set_aside) == (3, 1)


def test_pages_may_come_one_a_line_and_their_conversations_are_numbered_through(read):
    found = read(
        page(conversation(1), conversation(2)) + "\n" + page() + "\n" + page(conversation(3, {}), conversation(4)) + "\n"
    )
    assert found.rows("conversation", "line, conversation_id") == [(1, "c1"), (2, "c2"), (4, "c4")]
    assert found.rows("set_aside", "line, column_name") == [(3, "/conversations/2/participants/0/purpose")]


@pytest.mark.parametrize(("text", "said"), [
    ('{"conversations":[{"conversationId":"c1"', "it is not JSON|Malformed JSON at byte"),
    ('{"conversations":[]} trailing', "Malformed JSON at byte"),
    ('{"conversations":{"a":1}}', '"conversations" is no list but object'),
    ('{"conversations":"none"}', '"conversations" is no list but varchar'),
    ('{"weather":"fine"}', r"nothing that telcost reads \(it has: weather\)"),
    ("[1,2,3]", "nothing that telcost reads"), ("{" * 5000, "it is not JSON"),
])  # fmt: skip
def test_what_is_no_page_is_refused(read, text, said):
    with pytest.raises(Refused, match=said) as refused:
        read(text, "page.json")
    assert str(refused.value).startswith("page.json: ") and str(refused.value).endswith("Nothing was imported.")


def test_a_page_that_is_not_utf_8_is_refused(read):
    with pytest.raises(Refused, match="UTF-8"):
        read(page(conversation()).encode().replace(b"c1", b"\xff1"))


def test_a_page_too_large_to_parse_is_refused(read, monkeypatch):
    monkeypatch.setattr(genesys, "LARGEST", 100)
    with pytest.raises(Refused, match="Ask Genesys for smaller pages"):
        read(page(conversation()))


def test_gzip_is_read_like_the_text(read):
    assert read(gzip.compress(page(conversation()).encode())).rows("conversation") == read(page(conversation())).rows(
        "conversation"
    )


def test_the_digest_tells_versions_apart_and_not_spellings(read):
    def digest(text):
        return read(text).rows("conversation", "digest")[0][0]

    same = digest(page(conversation()))
    assert len(same) == 16
    assert same == digest(page(conversation(), totalHits=1)) == digest(json.dumps(json.loads(page(conversation())), indent=3))
    assert same != digest(page(conversation(1, participant(session(segment(wrapUpCode="w2"))))))
    assert same != digest(page(conversation(conversationEnd=None)))


def test_reading_twice_gives_the_same_bytes_in_the_order_of_the_page(read):
    def caller(number):
        return participant(session(ani=f"tel:+1212555{number:04}", dnis=f"tel:+1646555{number:04}"))

    many = page(*(conversation(number, caller(number)) for number in range(3000)))
    one, other = read(many), read(many)
    for table in ("conversation", "session", "segment"):
        files = [hashlib.sha256((found.folder / f"{table}.parquet").read_bytes()).hexdigest() for found in (one, other)]
        assert files[0] == files[1]
        assert one.rows(table, "line") == [(line,) for line in range(1, 3001)]


def test_of_several_pages_read_together_a_broken_one_is_refused_alone(tmp_path):
    texts = [page(conversation(1)), '{"conversations":[{', page(conversation(3), conversation(4))]
    files = [File(f"f{at}", f"{at}.json", text.encode(), tmp_path / str(at)) for at, text in enumerate(texts)]
    for file in files:
        file.folder.mkdir()
    with duckdb.connect() as con:
        outcomes = genesys.read_together(con, files, True, False)
        rows = con.sql(
            f"select file_id, line, conversation_id from read_parquet('{tmp_path}/*/conversation.parquet') order by all"
        )
        assert rows.fetchall() == [("f0", 1, "c1"), ("f2", 1, "c3"), ("f2", 2, "c4")]
    assert [type(outcome).__name__ for outcome in outcomes] == ["Outcome", "Refused", "Outcome"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**40), 2**40) | st.text(max_size=5) | st.just("2026-03-01T10:00:00Z"),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["conversationId", "conversationStart", "participants", "sessions", "segments", "segmentStart", "purpose", "ani"],
    ), inner, max_size=4),
    max_leaves=10,
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(st.lists(st.fixed_dictionaries({"conversationId": json_values, "participants": json_values}) | json_values, max_size=4))
def test_whatever_a_page_holds_every_conversation_is_read_or_set_aside(tmp_path_factory, conversations):
    folder = tmp_path_factory.mktemp("any")
    with duckdb.connect() as con:
        [outcome] = genesys.read_together(con, [File("f", "any.json", page(*conversations).encode(), folder)], True, False)
        read = con.sql(f"select count(*) from '{folder}/conversation.parquet'").fetchall()[0][0]
    assert outcome.records == len(conversations) == read + outcome.set_aside

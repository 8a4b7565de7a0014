"""What a visitor's page gets: answers, calm problems, and nothing that tells who asked."""

import json
import logging
import re
import sqlite3
from pathlib import Path
from typing import Any

import httpx
import pytest
from anyio.from_thread import start_blocking_portal
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from bot import limits
from bot.conversations.store import sender_of
from bot.web import openapi, pace
from bot.web.body_limit import MAX_BYTES
from tests.web.conftest import ANSWER, StandInRasa

POSTS = [
    f"/api/{name}" for name in ["messages", "forget", "leave", "events", "hand-over", "return-code", "return"]
]


def say(client: TestClient, conversation: str, text: str, number: int = 1) -> httpx.Response:
    body = {"conversation": conversation, "id": str(number), "text": text}
    answer: httpx.Response = client.post("/api/messages", json=body)
    return answer


def test_a_conversation_has_an_id_nobody_can_guess(client: TestClient) -> None:
    ids = {client.post("/api/conversations").json()["conversation"] for _ in range(50)}
    assert len(ids) == 50
    assert all(re.fullmatch(r"eskilstuna\.[\w-]{32}", each) for each in ids)  # 24 random bytes


def test_an_answer_comes_with_buttons_and_sources(client: TestClient, conversation: str) -> None:
    messages = say(client, conversation, "hej").json()["messages"]
    assert [message["text"] for message in messages] == ["Ett svar i två delar.", "Del två."]
    assert messages[1]["buttons"] == [{"title": "Mer om det", "payload": "faq/programme"}]
    assert messages[1]["sources"] == ["Överenskommelsen 2023, avsnitt 1.1"]


def test_rasa_hears_the_message_its_id_and_no_key_to_the_conversation(
    client: TestClient, rasa: StandInRasa, conversation: str
) -> None:
    say(client, conversation, "hej där", 7)
    sender = sender_of(conversation)
    assert rasa.heard == [{"sender": sender, "message_id": "7", "message": "hej där", "language": "sv"}]


def test_a_thousand_characters_are_read_and_one_more_is_too_long(
    client: TestClient, rasa: StandInRasa, conversation: str
) -> None:
    assert say(client, conversation, "å" * 1_000).status_code == 200
    refused = say(client, conversation, "å" * 1_001, 2)
    assert refused.status_code == 413
    assert "1000 tecken" in refused.json()["error"]["text"]
    assert len(rasa.heard) == 1


def test_a_body_longer_than_any_message_is_refused(client: TestClient) -> None:
    refused = client.post("/api/messages", content=b"x" * (MAX_BYTES + 1))
    assert refused.status_code == 413
    assert "error" in refused.json()


@pytest.mark.parametrize(
    "error", [httpx.ReadTimeout("slow"), httpx.ConnectError("down"), httpx.RemoteProtocolError("cut")]
)
def test_without_rasa_the_visitor_is_told_where_a_human_is(
    client: TestClient, rasa: StandInRasa, conversation: str, error: Exception
) -> None:
    rasa.error = error
    refused = say(client, conversation, "hej")
    assert refused.status_code == 503
    assert "112" in refused.json()["error"]["text"]
    assert "Vägvalet" in refused.json()["error"]["text"]
    rasa.error = None
    assert say(client, conversation, "hej").status_code == 200


def test_a_broken_answer_from_rasa_is_no_answer(
    client: TestClient, rasa: StandInRasa, conversation: str
) -> None:
    rasa.status = 500
    assert say(client, conversation, "hej").status_code == 503


def test_what_was_answered_is_said_also_where_the_database_breaks_meanwhile(
    client: TestClient, rasa: StandInRasa, conversation: str, tmp_path: Path
) -> None:
    def while_it_breaks(_: str) -> list[dict[str, Any]]:
        with sqlite3.connect(tmp_path / "cases.sqlite") as database:
            database.execute("DROP TABLE erased_conversations")
        return ANSWER

    rasa.answer = while_it_breaks
    answer = say(client, conversation, "de är efter mig")
    assert [message["text"] for message in answer.json()["messages"]] == ["Ett svar i två delar.", "Del två."]


def test_too_many_messages_in_one_conversation_wait_and_others_do_not(
    client: TestClient, conversation: str
) -> None:
    for number in range(pace.PER_CONVERSATION[0]):
        assert say(client, conversation, "hej", number).status_code == 200
    refused = say(client, conversation, "hej", 99)
    assert refused.status_code == 429
    assert "112" in refused.json()["error"]["text"]
    other = client.post("/api/conversations").json()["conversation"]
    assert say(client, other, "hej").status_code == 200


def test_all_conversations_together_have_a_limit() -> None:
    async def senders(count: int) -> list[bool]:
        everybody = pace.Pace(messages_per_minute=3)
        return [await refuses(everybody, f"sender {number}") for number in range(count)]

    async def refuses(everybody: pace.Pace, sender: str) -> bool:
        try:
            await everybody.check(sender)
        except pace.TooFastError:
            return True
        return False

    with start_blocking_portal() as portal:  # beside the event loop that the browser's tests have
        assert portal.call(senders, 5) == [False, False, False, True, True]


def test_erased_is_said_only_when_it_is_so(client: TestClient, rasa: StandInRasa, conversation: str) -> None:
    rasa.status = 500
    refused = client.post("/api/forget", json={"conversation": conversation})
    assert refused.status_code == 503
    assert refused.json()["error"]["code"] == "not_erased"
    rasa.status = 200
    assert client.post("/api/forget", json={"conversation": conversation}).status_code == 200
    assert rasa.forgotten == [sender_of(conversation)]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary() | JSON.map(lambda value: str(value).encode("utf-8", "surrogatepass")))
def test_no_body_whatever_breaks_it(client: TestClient, content: bytes) -> None:
    for path in POSTS:
        answer = client.post(path, content=content)
        assert answer.status_code in (400, 413)
        assert answer.json()["error"]["text"]


@pytest.mark.parametrize("content", [b"[" * 8_000, b'{"conversation":' * 900], ids=["lists", "objects"])
def test_deeply_nested_json_does_not_break_it(client: TestClient, content: bytes) -> None:
    assert client.post("/api/messages", content=content).status_code == 400


def test_half_a_character_does_not_break_it(client: TestClient, rasa: StandInRasa, conversation: str) -> None:
    body = f'{{"conversation": "{conversation}", "id": "1", "text": "hej \\ud83d"}}'
    assert client.post("/api/messages", content=body).status_code == 200
    assert rasa.heard[0]["message"].startswith("hej ")


def test_every_problem_says_where_a_human_is(
    client: TestClient, rasa: StandInRasa, conversation: str
) -> None:
    rasa.status = 500
    problems = [
        client.post("/api/messages", content=b"{"),
        client.post("/api/messages", content=b"x" * (MAX_BYTES + 1)),
        say(client, conversation, "å" * 1_001),
        say(client, conversation, "hej"),
        client.post("/api/forget", json={"conversation": conversation}),
        client.get("/nowhere"),
        client.get("/api/messages"),
        *[say(client, conversation, "hej", number) for number in range(pace.PER_CONVERSATION[0] + 1)][-1:],
    ]
    assert [answer.status_code for answer in problems] == [400, 413, 413, 503, 503, 404, 405, 429]
    for answer in problems:
        assert "112" in answer.json()["error"]["text"]
        assert "numret till Vägvalet" in answer.json()["error"]["text"]


def test_no_cookie_is_set_anywhere(client: TestClient, conversation: str) -> None:
    for answer in (client.get("/"), client.get("/widget.js"), say(client, conversation, "hej")):
        assert "set-cookie" not in answer.headers


def test_nothing_a_visitor_sends_is_logged(
    client: TestClient, rasa: StandInRasa, conversation: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        say(client, conversation, "hemligheten Grå Papegoja")
        rasa.error = httpx.ReadTimeout("hemligheten Grå Papegoja")
        say(client, conversation, "hemligheten Grå Papegoja", 2)
    ours = [record.getMessage() for record in caplog.records if not record.name.startswith("asyncio")]
    assert not [line for line in ours if "Papegoja" in line or conversation in line]


def test_every_route_of_the_api_is_described(client: TestClient) -> None:
    described: dict[str, Any] = client.get("/api/openapi.json").json()
    routes = {getattr(route, "path", "") for route in client.app.routes}  # type: ignore[attr-defined]
    api = {path for path in routes if path.startswith("/api/")}
    assert set(described["paths"]) == api - {"/api/openapi.json"}
    for path in described["paths"].values():
        assert path["post"]["responses"]
        assert path["post"]["requestBody"]


def test_the_description_is_made_once(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:
    first = client.get("/api/openapi.json").content
    monkeypatch.delattr(openapi, "description")
    assert client.get("/api/openapi.json").content == first


def test_the_description_tells_every_limit_of_a_body(client: TestClient) -> None:
    bodies = client.get("/api/openapi.json").json()["components"]["schemas"]
    assert bodies["Message"]["properties"]["text"]["maxLength"] == limits.MESSAGE_CHARACTERS
    assert bodies["SharedLine"]["properties"]["text"]["maxLength"] == limits.MESSAGE_CHARACTERS
    assert bodies["Shared"]["properties"]["shared"]["maxItems"] == limits.SHARED_LINES
    assert str(limits.SHARED_CHARACTERS) in bodies["Shared"]["properties"]["shared"]["description"]


def test_the_widget_is_told_the_servers_limits(client: TestClient) -> None:
    script = client.get("/municipalities.js").text
    [told] = re.findall(r"^export const limits = (.*);$", script, re.MULTILINE)
    assert json.loads(told) == {
        "messageCharacters": limits.MESSAGE_CHARACTERS,
        "sharedCharacters": limits.SHARED_CHARACTERS,
        "sharedLines": limits.SHARED_LINES,
        "contactCharacters": limits.CONTACT_CHARACTERS,
        "answerSeconds": limits.PAGE_WITHIN,
        "paddedBytes": [*limits.PADDED_BYTES],
    }


def test_no_address_holds_the_conversations_id(client: TestClient) -> None:
    assert "{" not in "".join(client.get("/api/openapi.json").json()["paths"])


def test_health_and_readiness(client: TestClient, rasa: StandInRasa) -> None:
    assert client.get("/health").status_code == 200
    assert client.get("/ready").status_code == 200
    rasa.error = httpx.ConnectError("down")
    assert client.get("/health").status_code == 200
    assert client.get("/ready").status_code == 503

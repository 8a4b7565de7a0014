"""A visitor is handed over to a human: when it is possible, and who is told what the visitor writes then."""

import json
import logging
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from bot.municipality import Profile, Profiles
from bot.settings import Settings
from bot.web import pace
from lab.desk import submit
from lab.profiles import AlwaysClosed
from tests.support.desk import Desk, Opened, hand_over, opened, write
from tests.web.conftest import ANSWER, StandInRasa

DANGER = [{"text": "Ring 112.", "buttons": [{"title": "Ja", "payload": "/affirm"}], "kind": "danger"}]
LONG_AGO = "2026-01-01 00:00:00.000000"
TABLES = ("cases", "messages", "audit")


@pytest.fixture
def anna(desk: Desk) -> TestClient:
    """A worker who is in."""
    return desk.signed_in("Anna")


@pytest.fixture
def case(desk: Desk, client: TestClient, anna: TestClient) -> Opened:
    """A visitor waits for a worker who is in."""
    return opened(desk, client)


def said(desk: Desk) -> int:
    """How many messages of visitors are stored."""
    [(count,)] = desk.sql("SELECT count(*) FROM messages WHERE sender = 'visitor'")
    return int(count)


def close_page(desk: Desk) -> None:
    """The worker's page is not there any more."""
    desk.sql("UPDATE desk_sessions SET seen_at = :at", at=LONG_AGO)


def is_staffed(client: TestClient) -> bool:
    return bool(client.post("/api/ways").json()["is_staffed"])


def test_somebody_is_there_only_while_a_workers_page_is_open(desk: Desk, client: TestClient) -> None:
    assert not is_staffed(client)
    anna = desk.signed_in("Anna")
    assert is_staffed(client)
    close_page(desk)
    assert not is_staffed(client)
    anna.get("/desk/polls/queue")
    assert is_staffed(client)
    submit(anna, "/desk/sign-out")
    assert not is_staffed(client)


def test_nobody_is_there_when_it_is_closed(
    web_settings: Settings, profile: Profile, rasa: StandInRasa
) -> None:
    with Desk(web_settings, Profiles(AlwaysClosed(**profile.model_dump())), rasa.handle) as desk:
        visitor = desk.browser()
        assert desk.signed_in("Anna").get("/desk/").status_code == 200
        assert not is_staffed(visitor)
        assert hand_over(visitor, "a" * 32).json()["error"]["code"] == "nobody_in"


def test_before_choosing_a_visitor_reads_what_may_be_passed_on_and_where_a_human_is(
    client: TestClient, profile: Profile
) -> None:
    ways = client.post("/api/ways").json()
    assert "Vad kan ni föra vidare?" in "\n".join(ways["explanation"])
    assert "Polislagen (1984:387), 9 §" in ways["sources"]
    assert "112" in ways["reception"]
    assert "Vägvalet" in ways["reception"]
    assert ways["kept_days"] == profile.retention.unanswered


def test_when_nobody_is_in_a_live_hand_over_stores_nothing(
    desk: Desk, client: TestClient, conversation: str
) -> None:
    refused = hand_over(client, conversation, message="Hemligheten", contact="hos mormor")
    assert refused.status_code == 409
    assert refused.json()["error"]["code"] == "nobody_in"
    assert "112" in refused.json()["error"]["text"]
    assert [desk.sql(f"SELECT count(*) FROM {table}") for table in TABLES] == [[(0,)]] * 3
    assert write(client, conversation, "hej").json()["stored"] is None


def test_asked_twice_there_is_one_case_and_one_message(
    desk: Desk, client: TestClient, anna: TestClient, conversation: str
) -> None:
    first, second = (hand_over(client, conversation, message="Är någon där?").json() for _ in range(2))
    assert first == second
    assert first["code"] is None
    assert first["situation"]["state"] == "waiting"
    assert first["situation"]["place"] == 1
    assert desk.sql("SELECT count(*) FROM cases") == [(1,)]
    assert said(desk) == 1


def test_while_waiting_a_message_is_stored_once_and_the_assistant_is_silent(
    desk: Desk, client: TestClient, case: Opened
) -> None:
    first = write(client, case.conversation, "Är någon där?", "7").json()
    assert first["messages"] == []
    assert first["stored"] > 0
    assert write(client, case.conversation, "Är någon där?", "7").json() == first
    assert write(client, case.conversation, "Hallå?", "8").json()["stored"] > first["stored"]
    assert said(desk) == 2


def test_a_worker_who_is_in_gets_the_message_and_the_assistant_does_not(
    desk: Desk, client: TestClient, anna: TestClient, rasa: StandInRasa, case: Opened
) -> None:
    rasa.answer = lambda _: DANGER
    submit(anna, f"{case.path}/take")
    answer = write(client, case.conversation, "de står utanför dörren").json()
    assert answer["messages"] == []
    assert answer["stored"] > 0
    assert rasa.heard == []
    assert "de står utanför dörren" in anna.get(case.path).text


@pytest.mark.parametrize("who", ["nobody yet", "nobody there", "a worker who left"])
def test_danger_is_answered_while_nobody_reads_and_puts_the_case_first(
    desk: Desk, client: TestClient, anna: TestClient, rasa: StandInRasa, who: str
) -> None:
    earlier = opened(desk, client)
    case = opened(desk, client, "message" if who == "nobody there" else "live")
    if who == "a worker who left":
        submit(anna, f"{case.path}/take")
        close_page(desk)
    rasa.answer = lambda text: DANGER if "dörren" in text else ANSWER
    assert write(client, case.conversation, "hej", "1").json()["messages"] == []
    [reply] = write(client, case.conversation, "de står utanför dörren", "2").json()["messages"]
    assert reply == {"text": "Ring 112.", "buttons": [], "sources": [], "kind": "danger", "lang": "sv"}
    assert said(desk) == 2
    anna.get("/desk/polls/queue")  # back again
    put_first = desk.sql("SELECT id FROM cases ORDER BY is_danger DESC, waiting_since")
    assert put_first == [(case.number,), (earlier.number,)]
    assert "Roboten tror att någon kan vara i fara" in anna.get(case.path).text


@pytest.mark.parametrize("error", [httpx.ReadTimeout("slow"), None], ids=["no answer", "broken answer"])
def test_without_rasa_a_waiting_visitors_message_is_still_stored(
    desk: Desk, client: TestClient, rasa: StandInRasa, case: Opened, error: Exception | None
) -> None:
    rasa.error, rasa.status = error, 500
    answer = write(client, case.conversation, "Är någon där?")
    assert answer.status_code == 200
    assert answer.json()["messages"] == []
    assert said(desk) == 1


def test_where_too_many_wait_a_waiting_visitors_message_is_still_stored(
    desk: Desk, client: TestClient, case: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "AT_ONCE", 0)
    answer = write(client, case.conversation, "Är någon där?")
    assert (answer.status_code, answer.json()["messages"], said(desk)) == (200, [], 1)


@pytest.mark.parametrize("form", ["hand-back", "end"])
def test_when_no_human_has_it_any_more_the_assistant_answers_again(
    desk: Desk, client: TestClient, anna: TestClient, case: Opened, form: str
) -> None:
    submit(anna, f"{case.path}/take")
    submit(anna, f"{case.path}/{form}")
    answer = write(client, case.conversation, "hej").json()
    assert [message["text"] for message in answer["messages"]] == ["Ett svar i två delar.", "Del två."]
    assert answer["stored"] is None
    assert said(desk) == 0
    assert hand_over(client, case.conversation).json()["situation"]["state"] == "waiting"
    assert desk.sql("SELECT count(*) FROM cases") == [(1,)]


def test_what_goes_along_has_a_limit(client: TestClient, anna: TestClient, conversation: str) -> None:
    line = {"by": "you", "text": "å" * 1000}
    assert hand_over(client, conversation, shared=[line] * 20).status_code == 201
    too_much: list[Any] = [
        [line] * 20 + [{"by": "bot", "text": "å"}],
        [{"by": "you", "text": "å" * 1001}],
        [{"by": "you", "text": ""}] * 501,
        [{"by": "worker", "text": "hej"}],
        [{"by": ["you"], "text": "hej"}],
        "hej",
        None,
    ]
    for shared in too_much:
        assert hand_over(client, conversation, shared=shared).status_code == 400
    assert hand_over(client, conversation, shared=[line] * 200).status_code == 413


@pytest.mark.parametrize(
    "odd",
    [
        {"conversation": "a" * 31},
        {"conversation": "a" * 32 + "\n"},
        {"conversation": "../" + "a" * 29},
        {"conversation": None},
        {"id": ""},
        {"id": "x" * 41},
        {"id": "1\n"},
        {"way": "phone"},
        {"danger": None},
        {"danger": "perhaps"},
        {"message": ""},
        {"message": "å" * 1001},
        {"contact": "å" * 201},
        {"code": "1234"},
    ],
    ids=str,
)
def test_an_odd_hand_over_is_refused_and_stores_nothing(
    desk: Desk, client: TestClient, conversation: str, odd: dict[str, Any]
) -> None:
    body = {"conversation": conversation, "id": "1", "way": "message", "danger": False, "shared": [], **odd}
    refused = client.post("/api/hand-over", content=json.dumps(body))
    assert refused.status_code == 400
    assert "112" in refused.json()["error"]["text"]
    assert desk.sql("SELECT count(*) FROM cases") == [(0,)]


def test_too_many_hand_overs_wait(client: TestClient, conversation: str) -> None:
    for _ in range(pace.PER_CONVERSATION[0]):
        assert hand_over(client, conversation).status_code == 409
    assert hand_over(client, conversation).status_code == 429


def test_nothing_of_a_hand_over_is_readable_in_the_database_or_the_log(
    desk: Desk, client: TestClient, conversation: str, caplog: pytest.LogCaptureFixture
) -> None:
    more = {"shared": [{"by": "you", "text": "Papegoja"}], "message": "Kakadua", "contact": "Undulat"}
    with caplog.at_level(logging.DEBUG):
        code = hand_over(client, conversation, "message", **more).json()["code"]
    logged = [each.getMessage() for each in caplog.records if not each.name.startswith("asyncio")]
    kept = str([desk.sql(f"SELECT * FROM {table}") for table in TABLES])
    for secret in ("Papegoja", "Kakadua", "Undulat", code, code.replace(" ", ""), conversation):
        assert secret not in kept
        assert secret not in str(logged)

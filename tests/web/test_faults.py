"""When something of ours breaks: a calm answer with all its headers, and a log that tells nothing."""

import json
from http.client import HTTPConnection

import pytest
from starlette.testclient import TestClient

from bot.web.security_headers import HEADERS
from lab.desk import Account, give_password
from lab.processes import free_port
from tests.support.desk import Desk, write
from tests.support.serving import serving

PAGE = "https://www.example.se"
"""The municipality's page, which shows the chat."""


def lose_cases(desk: Desk) -> None:
    """A database that does not do what it should."""
    desk.sql("DROP TABLE messages")
    desk.sql("DROP TABLE cases")


def test_the_desk_shows_a_calm_page(desk: Desk) -> None:
    browser = desk.signed_in("Anna")
    lose_cases(desk)
    answer = browser.get("/desk/")
    assert answer.status_code == 500
    assert "Något blev fel." in answer.text
    assert "sqlite" not in answer.text.lower()


def test_a_visitor_is_told_where_a_human_is(desk: Desk, client: TestClient, conversation: str) -> None:
    lose_cases(desk)
    answer = write(client, conversation, "hej")
    assert answer.status_code == 500
    assert "112" in answer.json()["error"]["text"]
    assert "Vägvalet" in answer.json()["error"]["text"]


def test_the_headers_are_there_also_then(desk: Desk, client: TestClient, conversation: str) -> None:
    browser = desk.signed_in("Anna")
    lose_cases(desk)
    for answer in (browser.get("/desk/"), write(client, conversation, "hej")):
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


def test_the_municipalitys_page_may_read_where_a_human_is(
    desk: Desk, client: TestClient, conversation: str
) -> None:
    lose_cases(desk)
    client.headers["Origin"] = PAGE
    assert write(client, conversation, "hej").headers.get("access-control-allow-origin") == PAGE


def test_what_is_logged_holds_nothing_that_was_typed(desk: Desk, caplog: pytest.LogCaptureFixture) -> None:
    """The front logs the error; somebody may have typed a password where the name should be."""
    desk.sql("DROP TABLE staff")
    give_password(desk.browser(), Account("Papegoja", "Kakadua"))
    [record] = [each for each in caplog.records if each.message == "The database failed a request."]
    assert record.exc_info
    assert "no such table" in str(record.exc_info[1])
    assert "Papegoja" not in str(record.exc_info[1])


def test_a_failing_database_closes_no_connection_on_which_a_message_may_be_on_its_way(desk: Desk) -> None:
    lose_cases(desk)
    port = free_port()
    with serving(desk.app, port):
        connection = HTTPConnection("127.0.0.1", port)
        connection.connect()
        connection.auto_open = 0  # were it closed, the next request would fail
        for _ in range(3):
            body = json.dumps({"conversation": f"eskilstuna.{'a' * 32}", "id": "1", "text": "hej"})
            connection.request("POST", "/api/messages", body)
            answer = connection.getresponse()
            assert answer.status == 500
            assert "112" in json.loads(answer.read())["error"]["text"]
        connection.close()


@pytest.mark.parametrize("way", ["letters", "file"])
def test_a_token_that_cannot_be_one_is_refused_and_breaks_nothing(desk: Desk, way: str) -> None:
    browser = desk.signed_in("Anna")
    if way == "letters":
        answer = browser.post("/desk/sign-out", data={"csrf": "åäö"})
    else:
        answer = browser.post("/desk/sign-out", files={"csrf": b"x"})
    assert answer.status_code in (400, 403)

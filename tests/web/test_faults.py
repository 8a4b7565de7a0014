"""When something of ours breaks: a calm answer with all its headers, and a log that tells nothing."""

import pytest
from starlette.testclient import TestClient

from bot.web.security_headers import HEADERS
from tests.support.desk import ORIGIN, Account, Desk, give_password, write

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


def test_what_is_logged_holds_nothing_that_was_typed(desk: Desk) -> None:
    """The server logs the error; somebody may have typed a password where the name should be."""
    desk.sql("DROP TABLE staff")
    with (
        TestClient(desk.app, base_url=ORIGIN, headers={"Origin": ORIGIN}) as strict,
        pytest.raises(Exception, match="no such table") as raised,
    ):
        give_password(strict, Account("Papegoja", "Kakadua"))
    assert "Papegoja" not in str(raised.value)


@pytest.mark.parametrize("way", ["letters", "file"])
def test_a_token_that_cannot_be_one_is_refused_and_breaks_nothing(desk: Desk, way: str) -> None:
    browser = desk.signed_in("Anna")
    if way == "letters":
        answer = browser.post("/desk/sign-out", data={"csrf": "åäö"})
    else:
        answer = browser.post("/desk/sign-out", files={"csrf": b"x"})
    assert answer.status_code in (400, 403)

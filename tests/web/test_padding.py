"""On the line, answers of the visitor's API are equally long, and so are their headers."""

import time
from http import HTTPStatus
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from bot.limits import MESSAGE_CHARACTERS, PADDED_BYTES, padded_length
from bot.web import padding
from lab.knowledge import variations
from tests.web.conftest import ANSWER, StandInRasa

FIRST = PADDED_BYTES[0]
STEP = 0.4
LONGEST_TURN = 3
"""Answers in one turn."""


def on_the_line(answer: httpx.Response) -> tuple[int, int]:
    """The bytes of the status line's words and the headers, and of the content."""
    head = sum(len(name) + len(value) + len(": \r\n") for name, value in answer.headers.raw)
    return len(HTTPStatus(answer.status_code).phrase) + head, len(answer.content)


def asked(client: TestClient, conversation: str) -> list[httpx.Response]:
    """Answers of all kinds."""
    whose = {"conversation": conversation}
    return [
        client.post("/api/conversations"),
        client.post("/api/messages", json={**whose, "id": "1", "text": "hej"}),
        client.post("/api/messages", json={**whose, "id": "2", "text": "x" * (MESSAGE_CHARACTERS + 1)}),
        client.post("/api/messages", content="{"),
        client.post("/api/ways"),
        client.post("/api/return", json={"code": "1"}),
        client.post("/api/return-code", json=whose),
        client.post("/api/hand-over/preview", json={**whose, "shared": []}),
        client.post("/api/forget", json=whose),
        client.post("/api/messages", json={**whose, "id": "3", "text": "hej"}),
        client.post("/api/leave", json=whose),
        client.get("/api/messages"),
    ]


def test_an_answer_an_error_and_an_erasure_look_the_same(client: TestClient, conversation: str) -> None:
    answers = asked(client, conversation)
    assert {answer.status_code for answer in answers} >= {200, 201, 400, 404, 405, 410, 413}
    lengths = {on_the_line(answer) for answer in answers}
    assert len(lengths) == 1
    assert lengths.pop()[1] == FIRST


@pytest.mark.parametrize("page", [{}, {"Origin": "https://www.example.se"}], ids=["ours", "a municipality's"])
def test_so_does_a_failure_from_whatever_page_it_is_asked(
    client: TestClient, rasa: StandInRasa, conversation: str, page: dict[str, str]
) -> None:
    body = {"conversation": conversation, "id": "1", "text": "hej"}
    before = client.post("/api/messages", json=body, headers=page)
    rasa.error = httpx.ConnectError("gone")
    after = client.post("/api/messages", json={**body, "id": "2"}, headers=page)
    assert (before.status_code, after.status_code) == (200, 503)
    assert on_the_line(before) == on_the_line(after)


def test_however_long_an_answer_is_it_has_the_same_length(
    client: TestClient, rasa: StandInRasa, conversation: str
) -> None:
    rasa.answer = lambda text: [{"text": text * 500}]
    seen = set()
    for number, text in enumerate(("a", "å", "ååå")):
        body = {"conversation": conversation, "id": str(number), "text": text}
        seen.add(on_the_line(client.post("/api/messages", json=body)))
    assert len(seen) == 1


def test_a_message_is_answered_at_a_whole_step_however_soon_the_answer_was_ready(
    client: TestClient, rasa: StandInRasa, conversation: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(padding, "STEP", STEP)

    def answer(text: str) -> list[dict[str, Any]]:
        time.sleep(float(text) * STEP)
        return ANSWER

    rasa.answer = answer
    for number, (takes, answered_at) in enumerate(((0.0, 1), (0.5, 1), (1.4, 2))):
        began = time.monotonic()
        body = {"conversation": conversation, "id": str(number), "text": str(takes)}
        assert client.post("/api/messages", json=body).status_code == 200
        assert answered_at <= (time.monotonic() - began) / STEP < answered_at + 0.5


def test_what_is_padded_is_read_as_before(client: TestClient, conversation: str) -> None:
    body = {"conversation": conversation, "id": "1", "text": "hej"}
    messages: list[dict[str, Any]] = client.post("/api/messages", json=body).json()["messages"]
    assert [message["text"] for message in messages] == [each["text"] for each in ANSWER]


def test_several_of_our_longest_answers_in_one_turn_fit_the_first_length() -> None:
    longest = max(len(str(choice["text"]).encode()) for _, _, choice in variations())
    assert LONGEST_TURN * longest < FIRST


def test_nothing_is_cut_off_however_long_it_is() -> None:
    for length in (0, 1, FIRST, FIRST + 1, PADDED_BYTES[-1], PADDED_BYTES[-1] + 1):
        assert padded_length(length) >= length
    assert padded_length(FIRST) == padded_length(0) == FIRST
    assert padded_length(FIRST + 1) == PADDED_BYTES[1]


def test_a_request_may_be_padded_with_spaces_and_with_nothing_else(
    client: TestClient, conversation: str
) -> None:
    body = f'{{"conversation": "{conversation}", "id": "1", "text": "hej"}}'
    assert client.post("/api/messages", content=body.ljust(FIRST)).status_code == 200
    assert client.post("/api/messages", content=body.ljust(FIRST, "0")).status_code == 400
    assert client.post("/api/messages", content=body.ljust(PADDED_BYTES[-1])).status_code == 200
    assert client.post("/api/messages", content=body.ljust(PADDED_BYTES[-1] + 1)).status_code == 413

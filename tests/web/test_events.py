"""The stream that a visitor's page listens to while a human has the conversation, through a real server."""

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from bot.limits import PADDED_BYTES
from bot.web import events
from bot.web.security_headers import HEADERS
from lab.desk import submit
from tests.support.desk import Desk, Opened, opened, write

AT_ONCE = 2.0
"""Seconds within which a visitor must know."""

Event = tuple[str, str | None, dict[str, Any]]


@pytest.fixture
def anna(desk: Desk) -> TestClient:
    """A worker who is in."""
    return desk.signed_in("Anna")


@pytest.fixture
def visitor(address: str) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=address, timeout=5) as client:
        yield client


@pytest.fixture
def case(desk: Desk, anna: TestClient, visitor: httpx.Client) -> Opened:
    """A visitor waits with a message."""
    return opened(desk, visitor, message="Är någon där?")


@contextmanager
def listening(
    visitor: httpx.Client, conversation: str, last_seen: int | None = None
) -> Iterator[Iterator[Event]]:
    """The events as they come: name, id, data. When none comes for five seconds, it fails."""
    asked = {"conversation": conversation} | ({} if last_seen is None else {"after": last_seen})
    with visitor.stream("POST", "/api/events", json=asked) as answer:
        assert answer.status_code == 200
        yield parsed(answer.iter_lines())


def parsed(lines: Iterator[str]) -> Iterator[Event]:
    """Reads the format of server-sent events."""
    fields: dict[str, str] = {}
    for line in lines:
        if line and not line.startswith(":"):
            name, _, value = line.partition(": ")
            fields[name] = value
        elif fields:
            yield fields["event"], fields.get("id"), json.loads(fields["data"])
            fields = {}


def next_named(events: Iterator[Event], name: str) -> dict[str, Any]:
    return next(data for event, _, data in events if event == name)


def test_messages_of_both_sides_come_in_order_with_growing_ids(
    visitor: httpx.Client, anna: TestClient, case: Opened
) -> None:
    with listening(visitor, case.conversation) as events:
        seen = [next(events), next(events)]
        stored = write(visitor, case.conversation, "Hallå?").json()["stored"]
        submit(anna, f"{case.path}/take")
        submit(anna, f"{case.path}/messages", text="Hej!\nJag är här.", id="1")
        while len(seen) < 6:
            seen.append(next(events))
    messages = [(own_id, data) for name, own_id, data in seen if name == "message"]
    assert [(data["by"], data["text"]) for _, data in messages[:2]] == [
        ("visitor", "Är någon där?"),
        ("visitor", "Hallå?"),
    ]
    assert [data["by"] for _, data in messages[2:]] == ["system", "worker"]
    assert messages[3][1]["text"].splitlines() == ["Hej!", "Jag är här."]
    assert [own_id for own_id, _ in messages] == [str(data["id"]) for _, data in messages]
    ids = [data["id"] for _, data in messages]
    assert ids == sorted(set(ids))
    assert ids[1] == stored


def test_a_page_that_was_cut_off_goes_on_where_it_was(visitor: httpx.Client, case: Opened) -> None:
    with listening(visitor, case.conversation) as events:
        last_seen = next_named(events, "message")["id"]
    write(visitor, case.conversation, "under tiden")
    with listening(visitor, case.conversation, last_seen) as events:
        assert next_named(events, "message")["text"] == "under tiden"
    with listening(visitor, case.conversation, 2**53 - 1) as events:
        assert next(events)[0] == "situation"
    with listening(visitor, case.conversation, 0) as events:
        assert next_named(events, "message")["text"] == "Är någon där?"


def test_the_place_in_line_is_told_when_it_changes(
    desk: Desk, visitor: httpx.Client, anna: TestClient, case: Opened
) -> None:
    later = opened(desk, visitor)
    with listening(visitor, later.conversation) as events:
        assert next_named(events, "situation")["place"] == 2
        submit(anna, f"{case.path}/take")
        assert next_named(events, "situation")["place"] == 1
        desk.sql("UPDATE cases SET waiting_since = '2026-01-01 00:00:00.000000'")
        assert next_named(events, "situation")["waits_too_long"]


def test_the_visitor_knows_at_once_that_a_worker_is_there_and_that_the_worker_is_not(
    desk: Desk, visitor: httpx.Client, anna: TestClient, case: Opened
) -> None:
    with listening(visitor, case.conversation) as events:
        assert next_named(events, "situation")["state"] == "waiting"
        submit(anna, f"{case.path}/take")
        taken_at = time.monotonic()
        situation = next_named(events, "situation")
        assert time.monotonic() - taken_at < AT_ONCE
        assert (situation["state"], situation["worker_is_in"]) == ("taken", True)
        desk.sql("UPDATE desk_sessions SET seen_at = '2026-01-01 00:00:00.000000'")
        situation = next_named(events, "situation")
        assert (situation["state"], situation["worker_is_in"]) == ("taken", False)


def test_the_desk_sees_that_the_visitors_page_is_open(
    visitor: httpx.Client, anna: TestClient, case: Opened
) -> None:
    assert "Besökaren syns inte på sidan" in anna.get(case.path).text
    with listening(visitor, case.conversation) as events:
        next(events)
        assert "Besökaren är kvar på sidan" in anna.get(case.path).text


@pytest.mark.parametrize(("form", "state"), [("hand-back", "handed_back"), ("end", "ended")])
def test_the_stream_ends_when_no_human_has_the_case_any_more(
    visitor: httpx.Client, anna: TestClient, case: Opened, form: str, state: str
) -> None:
    submit(anna, f"{case.path}/take")
    with listening(visitor, case.conversation) as events:
        assert next_named(events, "situation")["state"] == "taken"
        submit(anna, f"{case.path}/{form}")
        rest = list(events)
    assert [name for name, *_ in rest] == ["message", "situation"]
    assert "Nu svarar roboten igen." in rest[0][2]["text"]
    assert rest[1][2]["state"] == state


def test_an_open_page_is_told_when_the_case_is_erased(visitor: httpx.Client, case: Opened) -> None:
    with listening(visitor, case.conversation) as events:
        next_named(events, "situation")
        visitor.post("/api/forget", json={"conversation": case.conversation})
        assert list(events) == [("gone", None, {})]


def test_a_page_is_told_when_somebody_came_back_to_the_case_elsewhere(
    visitor: httpx.Client, case: Opened
) -> None:
    asked = {"conversation": case.conversation}
    code = visitor.post("/api/return-code", json=asked).json()["code"]
    with listening(visitor, case.conversation) as events:
        next_named(events, "situation")
        elsewhere = visitor.post("/api/return", json={"code": code}).json()["conversation"]
        assert list(events) == [("gone", None, {})]
    with listening(visitor, elsewhere) as events:
        assert next_named(events, "message")["text"] == "Är någon där?"


def test_a_conversation_without_a_case_is_told_so(visitor: httpx.Client) -> None:
    with listening(visitor, "a" * 32) as events:
        assert list(events) == [("gone", None, {})]


@pytest.mark.parametrize("wrong", ["1", -1, 1.5, True, None, 2**53])
def test_an_id_that_cannot_be_one_is_refused(visitor: httpx.Client, wrong: object) -> None:
    refused = visitor.post("/api/events", json={"conversation": "a" * 32, "after": wrong})
    assert refused.status_code == 400
    assert "112" in refused.json()["error"]["text"]


def test_the_stream_has_the_headers_and_is_not_kept_anywhere(visitor: httpx.Client) -> None:
    answer = visitor.post("/api/events", json={"conversation": "a" * 32})
    assert answer.headers["content-type"].startswith("text/event-stream")
    assert {name: answer.headers[name] for name in HEADERS} == HEADERS


def test_the_conversations_id_is_in_no_address(visitor: httpx.Client) -> None:
    assert visitor.get(f"/api/events?conversation={'a' * 32}").status_code == 405
    for path, operations in visitor.get("/api/openapi.json").json()["paths"].items():
        assert "{" not in path
        for operation in operations.values():
            asked = operation.get("parameters", [])
            assert {each["name"] for each in asked if each["in"] != "header"} <= {"municipality"}


def test_an_event_is_as_long_on_the_line_as_any_other(visitor: httpx.Client, case: Opened) -> None:
    write(visitor, case.conversation, "å" * 500)
    with visitor.stream("POST", "/api/events", json={"conversation": case.conversation}) as answer:
        pieces = answer.iter_bytes()
        read = b""
        while read.count(b"\r\n\r\n") < 3:
            read += next(pieces)
    lengths = [len(event) + len(b"\r\n\r\n") for event in read.split(b"\r\n\r\n")[:3]]
    assert lengths == [PADDED_BYTES[0]] * 3


def test_a_ping_is_as_long_as_an_event(
    monkeypatch: pytest.MonkeyPatch, visitor: httpx.Client, case: Opened
) -> None:
    monkeypatch.setattr(events, "PING_SECONDS", 1)
    with visitor.stream("POST", "/api/events", json={"conversation": case.conversation}) as answer:
        pieces = answer.iter_bytes()
        read = b""
        while not read.endswith(b"0\r\n\r\n"):
            read += next(pieces)
    assert len(read) % PADDED_BYTES[0] == 0

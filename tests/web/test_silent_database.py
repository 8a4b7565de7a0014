"""While PostgreSQL is frozen all visitors are soon told where a human is; what needs no database works."""

import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import pytest

from bot.settings import Settings
from lab.postgres import Postgres
from lab.silence import frozen

WITHIN = 5.0
"""Seconds: the promise to visitors."""

VISITORS = 120
"""Three times as many as the front has threads."""


@pytest.fixture
def web_settings(postgres: Postgres, tmp_path: Path) -> Iterator[Settings]:
    name = postgres.create()
    yield Settings(database_url=postgres.url(name), key_file=tmp_path / "keys")
    postgres.drop(name)


@pytest.fixture
def visitors(address: str) -> Iterator[httpx.Client]:
    """All visitors' pages: of a front whose database has answered before."""
    own = {"Connection": "close"}  # each has a connection of its own
    connections = httpx.Limits(max_connections=None)
    with httpx.Client(base_url=address, headers=own, limits=connections, timeout=20) as pages:
        assert pages.get("/ready").status_code == 200
        yield pages


def begin(pages: httpx.Client) -> str:
    return str(pages.post("/api/conversations").json()["conversation"])


def timed(pages: httpx.Client, path: str, body: Mapping[str, object]) -> tuple[float, httpx.Response]:
    """What a visitor is answered, and after how many seconds."""
    start = time.monotonic()
    answer = pages.post(path, json=body)
    return time.monotonic() - start, answer


def test_everybody_is_told_in_time_and_answered_as_soon_as_it_answers(
    postgres: Postgres, visitors: httpx.Client
) -> None:
    messages = [
        {"conversation": begin(visitors), "id": "1", "text": "måste man tjalla"} for _ in range(VISITORS)
    ]
    asked = {"conversation": begin(visitors), "id": "1", "way": "live", "danger": False, "shared": []}
    with ThreadPoolExecutor(VISITORS + 1) as pool:
        with frozen(postgres.pid):
            waiting = [pool.submit(timed, visitors, "/api/messages", message) for message in messages]
            waiting.append(pool.submit(timed, visitors, "/api/hand-over", asked))
            time.sleep(0.5)
            assert visitors.get("/static/conversation.js").status_code == 200, "it is read in a thread"
            assert not any(each.done() for each in waiting), "it was read while all of them waited"
            answers = [each.result() for each in waiting]
        healed = [pool.submit(timed, visitors, "/api/messages", message) for message in messages[:10]]
        assert [each.result()[1].status_code for each in healed] == [200] * 10
    assert [answer.status_code for _, answer in answers] == [500] * (VISITORS + 1)
    texts = {answer.json()["error"]["text"] for _, answer in answers}
    assert all("112" in text and "Vägvalet" in text for text in texts)
    assert max(seconds for seconds, _ in answers) < WITHIN


def test_a_message_is_not_said_to_be_stored_before_it_is(postgres: Postgres, visitors: httpx.Client) -> None:
    """The page says so and sends it again with the same id."""
    conversation = begin(visitors)
    left = {"conversation": conversation, "id": "1", "way": "message", "danger": False, "shared": []}
    assert visitors.post("/api/hand-over", json=left).status_code == 201
    message = {"conversation": conversation, "id": "2", "text": "Hej"}
    with frozen(postgres.pid):
        assert visitors.post("/api/messages", json=message).status_code == 500
    again, once_more = (visitors.post("/api/messages", json=message).json() for _ in range(2))
    assert again["stored"] == once_more["stored"] is not None

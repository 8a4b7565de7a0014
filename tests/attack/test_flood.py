"""Whoever floods the door keeps no honest person out. `make attack` floods it for longer."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from bot.intake import queue
from bot.intake.case_store import CaseStore, open_case_store
from lab.production import Production
from tests.attack.flood import (
    LIMITS,
    conversation,
    during_flood,
    hostile_person,
    leave_message,
)

SECONDS = 6
JUNK, WITHIN = 60, 12.0
LET_THROUGH = 8
"""Hand-overs that one address may make while the junk is sent: a few at once, and one each ten seconds."""

IN_DANGER = "de står utanför min dörr med vapen och ska döda mig"
AT_ONCE, REQUESTS = 80, 160
PATHS = ("/api/openapi.json", "/api/forget", "/api/events", "/api/hand-over/preview", "/desk/provider/back")


@pytest.mark.parametrize(
    ("kind", "connections", "addresses"),
    [("codes", 10, 10), ("sign-ins", 60, 60), ("hand-overs", 60, 1)],
    ids=["codes from anywhere", "sign-ins from anywhere", "hand-overs from one address"],
)
def test_a_flood_keeps_nobody_from_what_they_came_for(
    kind: str, connections: int, addresses: int, installation: Production
) -> None:
    served = during_flood(installation, [kind], connections, SECONDS, addresses)
    assert {each: served[each].seconds for each in served if served[each].share_failed(LIMITS[each])} == {}


@pytest.mark.parametrize("path", PATHS)
def test_nothing_can_be_asked_for_without_a_limit(path: str, installation: Production) -> None:
    method = "GET" if path in ("/api/openapi.json", "/desk/provider/back") else "POST"
    body = {"conversation": conversation(), **({"shared": []} if path.endswith("preview") else {})}

    def ask(client: httpx.Client) -> int:
        return client.request(method, path, json=body if method == "POST" else None).status_code

    with hostile_person(installation, "127.0.1.1") as client, ThreadPoolExecutor(AT_ONCE) as pool:
        assert 429 in [*pool.map(ask, [client] * REQUESTS)]
    body["conversation"] = conversation()
    with installation.client() as client:
        assert ask(client) < 400


def test_who_is_refused_reads_where_a_human_is(installation: Production) -> None:
    with hostile_person(installation, "127.0.1.4") as client:
        refused = [client.post("/api/return-code", json={}) for _ in range(LET_THROUGH)][-1]
        page = [client.post("/utan-skript") for _ in range(LET_THROUGH)][-1]
    assert refused.status_code == page.status_code == 429
    assert "ring 112" in refused.json()["error"]["text"]
    assert refused.headers["access-control-allow-origin"] == "*"
    assert "ring 112" in page.text and page.headers["content-type"].startswith("text/html")


@pytest.fixture
def case_store(installation: Production) -> Iterator[CaseStore]:
    store = open_case_store(installation.settings())
    yield store
    with store.transaction() as session:
        for case in queue.open_cases(session, "eskilstuna"):
            session.delete(case)


def in_order(case_store: CaseStore) -> list[bool]:
    """Which of the open cases, in the queue's order, are about danger."""
    with case_store.transaction() as session:
        return [case.is_danger for case in queue.open_cases(session, "eskilstuna")]


def claim_danger(client: httpx.Client) -> None:
    leave_message(client)  # whose page claims that there is danger


def speak_of_danger(client: httpx.Client) -> bool:
    """Hands over a conversation in which danger was said; whether that was taken."""
    token = conversation()
    said = client.post("/api/messages", json={"conversation": token, "id": "1", "text": IN_DANGER})
    body = {"conversation": token, "id": "2", "way": "message", "shared": [], "message": "Hjälp"}
    return said.is_success and client.post("/api/hand-over", json=body).status_code == 201


@pytest.mark.parametrize(
    ("junk", "address", "most"), [(claim_danger, "127.0.1.5", 1), (speak_of_danger, "127.0.1.6", LET_THROUGH)]
)
def test_sixty_junk_dangers_do_not_come_before_the_real_one_for_long(
    junk: Callable[[httpx.Client], object],
    address: str,
    most: int,
    installation: Production,
    case_store: CaseStore,
) -> None:
    until = time.monotonic() + WITHIN
    with hostile_person(installation, address) as client:
        for _ in range(JUNK):
            if time.monotonic() < until:
                junk(client)
    with installation.client() as client:
        assert speak_of_danger(client)
    dangers = sum(in_order(case_store))
    assert 1 <= dangers <= most
    assert in_order(case_store)[:dangers] == [True] * dangers

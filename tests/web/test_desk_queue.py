"""The queue at the desk: what there is to do, in which order, who is in, and nothing that anybody wrote."""

import re
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.municipality import Profile, Profiles
from bot.settings import Settings
from lab.desk import submit
from lab.profiles import AlwaysClosed
from tests.support.desk import Desk, lines_on, opened, write
from tests.web.conftest import StandInRasa

SHARED = [{"by": "you", "text": "Får de veta något?"}, {"by": "bot", "text": "Det beror på."}]
SECRETS: dict[str, Any] = {"shared": SHARED, "message": "Hemligheten", "contact": "hos mormor"}
SEEN = "UPDATE desk_sessions SET seen_at = '2026-01-01 00:00:00.000000'"


@pytest.fixture
def anna(desk: Desk) -> TestClient:
    """A worker who is in."""
    return desk.signed_in("Anna")


def section(page: str, name: str) -> str:
    """One part of the queue."""
    found = re.search(rf'<section aria-labelledby="{name}".*?</section>', page, re.DOTALL)
    assert found, page
    return found[0]


def test_the_queue_has_danger_first_then_who_has_waited_longest_and_no_text(
    desk: Desk, client: TestClient, anna: TestClient, rasa: StandInRasa
) -> None:
    labels = []
    for rasa.has_alarmed in (False, True, False):
        labels.append(opened(desk, client, **SECRETS).label)
    left = opened(desk, client, "message", **SECRETS).label
    for path in ("/desk/", "/desk/polls/queue"):
        page = anna.get(path).text
        assert f'data-waiting="{labels[1]},{labels[0]},{labels[2]}"' in page
        assert re.findall(r'<tr( class="danger")?>\s*<th scope="row"', page) == [
            ' class="danger"',
            "",
            "",
            "",
        ]
        assert page.index("Meddelanden att svara på (1)") < page.index(left)
        assert "<p>Anna</p>" in page  # who is in
        for text in ("Hemligheten", "hos mormor", *(line["text"] for line in SHARED)):
            assert text not in page


def test_a_taken_case_stands_with_the_name_of_who_has_it(
    desk: Desk, client: TestClient, anna: TestClient
) -> None:
    case = opened(desk, client)
    assert case.label in section(anna.get("/desk/").text, "waiting")
    submit(anna, f"{case.path}/take")
    page = anna.get("/desk/").text
    assert case.label not in section(page, "waiting")
    assert case.label in section(page, "taken")
    assert "<td>Anna</td>" in section(page, "taken")


def test_what_nobody_has_answered_is_marked(desk: Desk, client: TestClient, anna: TestClient) -> None:
    case = opened(desk, client, message="Är någon där?")
    submit(anna, f"{case.path}/take")
    assert "Obesvarat" in anna.get("/desk/").text
    submit(anna, f"{case.path}/messages", text="Hej!", id="1")
    assert "Obesvarat" not in anna.get("/desk/").text
    write(client, case.conversation, "Hej igen")
    assert "Obesvarat" in anna.get("/desk/").text


def test_a_worker_whose_page_is_closed_is_not_in(desk: Desk, anna: TestClient) -> None:
    bo = desk.signed_in("Bo")
    assert "<p>Anna, Bo</p>" in section(bo.get("/desk/").text, "workers")
    desk.sql(f"{SEEN} WHERE staff_id = 1")
    assert "<p>Bo</p>" in section(bo.get("/desk/").text, "workers")
    anna.get("/desk/polls/queue")
    assert "<p>Anna, Bo</p>" in section(bo.get("/desk/").text, "workers")


def test_a_visitor_who_left_the_page_waits_with_a_message_and_says_so(
    desk: Desk, client: TestClient, anna: TestClient
) -> None:
    case = opened(desk, client)
    client.post("/api/return-code", json={"conversation": case.conversation})
    client.post("/api/leave", json={"conversation": case.conversation})
    left = section(anna.get("/desk/").text, "left")
    assert case.label in left
    assert "syns inte på sidan" in left
    assert lines_on(anna.get(case.path)) == [("system", "Sidan stängdes här.")]


def test_the_page_says_when_it_is_closed(web_settings: Settings, profile: Profile, rasa: StandInRasa) -> None:
    with Desk(web_settings, Profiles(AlwaysClosed(**profile.model_dump())), rasa.handle) as desk:
        page = desk.signed_in("Anna").get("/desk/").text
    assert "Mottagningen är stängd" in page

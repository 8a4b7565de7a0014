"""The queue at the desk: what there is to do, in which order, who is in, and nothing that anybody wrote."""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from bot.intake.models import DangerKind
from bot.municipality import Profile, Profiles
from bot.settings import Settings
from bot.web import clock
from bot.web.desk.pages import DANGERS, since
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


def test_the_queue_has_danger_first_then_who_waits_now_and_no_text(
    desk: Desk, client: TestClient, anna: TestClient, rasa: StandInRasa
) -> None:
    left = opened(desk, client, "message", **SECRETS).label
    labels = []
    for rasa.danger in ("", "danger/suicide", ""):
        labels.append(opened(desk, client, **SECRETS).label)
    for path in ("/desk/", "/desk/polls/queue"):
        page = anna.get(path).text
        assert f'data-waiting="{labels[1]},{labels[0]},{labels[2]},"' in page
        assert re.findall(r'<li( class="danger")?>\s*<p class="name">', page) == [
            ' class="danger"',
            "",
            "",
            "",
        ]
        assert re.findall(r'<a href="/desk/cases/.*?>(.*?)</a>', section(page, "waiting")) == [
            labels[1],
            labels[0],
            labels[2],
            left,
        ]
        assert "Fara: eget liv" in page
        assert "<p>Anna</p>" in page  # who is in
        for text in ("Hemligheten", "hos mormor", *(line["text"] for line in SHARED)):
            assert text not in page


def part_of(page: str, label: str) -> list[str]:
    """The parts of the queue in which a case stands."""
    return [name for name in ("waiting", "mine", "answered") if label in section(page, name)]


def test_a_taken_case_is_ones_own_or_a_colleagues_with_the_name_of_who_has_it(
    desk: Desk, client: TestClient, anna: TestClient
) -> None:
    case, bo = opened(desk, client), desk.signed_in("Bo")
    assert part_of(anna.get("/desk/").text, case.label) == ["waiting"]
    submit(anna, f"{case.path}/take")
    assert part_of(anna.get("/desk/").text, case.label) == ["mine"]
    page = bo.get("/desk/").text
    assert part_of(page, case.label) == ["answered"]
    assert "<p>Anna</p>" in section(page, "answered")


def test_an_unanswered_case_whose_worker_has_gone_waits_for_anybody_and_an_answered_one_does_not(
    desk: Desk, client: TestClient, anna: TestClient
) -> None:
    case, bo = opened(desk, client, message="Är någon där?"), desk.signed_in("Bo")
    submit(anna, f"{case.path}/take")
    desk.sql(f"{SEEN} WHERE staff_id = 1")
    page = bo.get("/desk/").text
    assert part_of(page, case.label) == ["waiting"]
    assert "Anna, inte inne" in page
    submit(anna, f"{case.path}/messages", text="Hej!", id="1")
    desk.sql(f"{SEEN} WHERE staff_id = 1")
    assert part_of(bo.get("/desk/").text, case.label) == ["answered"]


@pytest.mark.parametrize("kind", DangerKind)
def test_danger_that_is_heard_in_a_waiting_case_is_told_with_its_kind(
    desk: Desk, rasa: StandInRasa, anna: TestClient, kind: DangerKind
) -> None:
    """Also a message that was left is called out for, if it tells of danger."""
    visitor = desk.browser()
    case = opened(desk, visitor, "message", message="Hej")
    assert "Fara" not in anna.get("/desk/").text
    rasa.answer = lambda _: [{"text": "Ring 112", "kind": "danger", "response": f"utter_danger/{kind.value}"}]
    write(visitor, case.conversation, "Det handlar om fara")
    rasa.answer = lambda _: [{"text": "Ring 112", "kind": "danger", "response": "utter_danger_again"}]
    write(visitor, case.conversation, "Jag sa ju det", "2")
    page = anna.get("/desk/").text
    assert f">Fara: {DANGERS[kind]}</strong>" in page
    assert f'data-waiting="{case.label},"' in page
    assert f"vara i fara: {DANGERS[kind]}." in anna.get(case.path).text


@pytest.mark.parametrize(
    ("waited", "figure"),
    [
        (timedelta(seconds=59), "0 min"),
        (timedelta(minutes=12, seconds=30), "12 min"),
        (timedelta(minutes=59, seconds=59), "59 min"),
        (timedelta(hours=1), "1 tim"),
        (timedelta(hours=23, minutes=59), "23 tim"),
        (timedelta(days=3), "3 dygn"),
    ],
)
def test_a_wait_is_a_figure_that_stays_together(waited: timedelta, figure: str) -> None:
    moment: datetime = clock.now() - waited
    assert since(moment) == figure.replace(" ", "\N{NO-BREAK SPACE}")


def test_who_waits_and_who_was_answered_is_told_with_a_figure(
    desk: Desk, client: TestClient, anna: TestClient
) -> None:
    case = opened(desk, client, message="Är någon där?")
    desk.sql(
        "UPDATE cases SET waiting_since = :at",
        at=f"{clock.now() - timedelta(minutes=12):%Y-%m-%d %H:%M:%S.%f}",
    )
    assert "väntat 12\N{NO-BREAK SPACE}min" in anna.get("/desk/").text
    submit(anna, f"{case.path}/take")
    submit(anna, f"{case.path}/messages", text="Hej!", id="1")
    desk.sql(
        "UPDATE messages SET sent_at = :at", at=f"{clock.now() - timedelta(hours=2):%Y-%m-%d %H:%M:%S.%f}"
    )
    assert "besvarat för 2\N{NO-BREAK SPACE}tim sedan" in anna.get("/desk/").text


@pytest.mark.parametrize("path", ["/desk/content", "/desk/try", "/desk/report", "/desk/cases/1"])
def test_the_queue_is_one_press_away(desk: Desk, client: TestClient, anna: TestClient, path: str) -> None:
    opened(desk, client)
    assert '<a href="/desk/">Kön</a>' in anna.get(path).text


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
    left = section(anna.get("/desk/").text, "waiting")
    assert case.label in left
    assert "syns inte på sidan" in left
    assert lines_on(anna.get(case.path)) == [("system", "Sidan stängdes här.")]


def test_the_page_says_when_it_is_closed(web_settings: Settings, profile: Profile, rasa: StandInRasa) -> None:
    with Desk(web_settings, Profiles(AlwaysClosed(**profile.model_dump())), rasa.handle) as desk:
        page = desk.signed_in("Anna").get("/desk/").text
    assert "Mottagningen är stängd" in page

"""What was erased stays erased: at the desk, and for what was still on its way."""

import httpx
from playwright.sync_api import Page, Route, expect
from starlette.testclient import TestClient

from bot.conversations.store import sender_of
from bot.intake import visits
from bot.intake.case_store import CaseStore
from bot.web.clock import now
from lab.desk import submit
from tests.support.desk import Desk, hand_over, opened, write
from tests.support.visitor_page import open_hand_over, press_erase
from tests.web.conftest import StandInRasa


def erase(client: TestClient, conversation: str) -> httpx.Response:
    answer: httpx.Response = client.post("/api/forget", json={"conversation": conversation})
    return answer


def test_a_hand_over_that_comes_after_the_erasure_makes_no_case(
    desk: Desk, client: TestClient, conversation: str
) -> None:
    assert erase(client, conversation).status_code == 200
    late = hand_over(client, conversation, way="message", message="för sent")
    assert late.status_code == 410
    assert "112" in late.json()["error"]["text"]
    assert desk.sql("SELECT id FROM cases") == []


def test_a_message_that_comes_after_the_erasure_reaches_nobody(
    client: TestClient, rasa: StandInRasa, conversation: str
) -> None:
    assert erase(client, conversation).status_code == 200
    assert write(client, conversation, "för sent").status_code == 410
    assert rasa.heard == []


def test_what_the_assistant_was_answering_meanwhile_is_forgotten_once_more(
    client: TestClient, rasa: StandInRasa, conversation: str, case_store: CaseStore
) -> None:
    def answer_while_it_is_erased(_: str) -> list[dict[str, object]]:
        with case_store.transaction() as session:
            visits.erase(session, conversation, now())
        return [{"text": "Hej!"}]

    rasa.answer = answer_while_it_is_erased
    assert write(client, conversation, "hej").status_code == 410
    assert rasa.forgotten == [sender_of(conversation)]


def test_leaving_ends_a_conversation_as_erasing_does(client: TestClient, conversation: str) -> None:
    client.post("/api/leave", json={"conversation": conversation})
    assert hand_over(client, conversation, way="message", message="för sent").status_code == 410


def test_a_worker_erases_a_case_only_when_sure(desk: Desk, client: TestClient) -> None:
    worker = desk.signed_in("Anna")
    case = opened(desk, client)
    submit(worker, f"{case.path}/take")
    assert submit(worker, f"{case.path}/erase").status_code == 400
    assert len(desk.sql("SELECT id FROM cases")) == 1
    done = submit(worker, f"{case.path}/erase", sure="yes")
    assert done.headers["location"] == "/desk/"
    assert desk.sql("SELECT id FROM cases") == desk.sql("SELECT id FROM messages") == []
    [[actor, subject]] = desk.sql("SELECT actor, subject FROM audit WHERE action = 'case_erased'")
    assert (actor, subject) == ("Anna", f"{case.label} ({case.number})")


def test_an_erased_hand_over_shows_no_code(page: Page) -> None:
    """The visitor erases while the message is on its way; the answer to it must not come up afterwards."""
    held: list[Route] = []

    def hold(route: Route) -> None:  # Playwright cannot take `held.append` itself
        held.append(route)

    page.route("**/api/hand-over?*", hold)
    open_hand_over(page)
    page.get_by_label("Ditt meddelande").fill("ska bort")
    page.get_by_role("button", name="Lämna meddelandet").click()
    while not held:
        page.wait_for_timeout(20)
    press_erase(page)
    expect(page.get_by_text("Samtalet är raderat, här och på servern.")).to_be_visible()
    held[0].continue_()
    page.wait_for_timeout(500)
    expect(page.locator(".code")).to_have_count(0)
    expect(page.get_by_label("Skriv här")).to_be_visible()
    expect(page.locator(".state")).to_have_text("Du skriver med en robot.")

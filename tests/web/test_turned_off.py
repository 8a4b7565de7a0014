"""Turned off: nobody is left without a line, nothing begins, and who has a human keeps that human.

Rasa does not run in any of these tests, as it need not.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text
from starlette.testclient import TestClient

from bot.conversations.store import open_conversations, sender_of
from bot.database import open_database
from bot.intake.case_store import CaseStore
from bot.municipality import Profile, Profiles
from bot.settings import Settings
from bot.web.app import create_app
from bot.web.clock import now
from lab.desk import submit
from lab.profiles import AlwaysClosed
from tests.support.accessibility import no_violations
from tests.support.desk import Desk, hand_over, lines_on, opened, write
from tests.support.page import bubbles, say
from tests.support.readability import lix
from tests.support.visitor_page import come_back
from tests.web.conftest import NewPage, StandInRasa

Front = Callable[[], TestClient]
NOT_BEGUN = "conversation-that-was-begun-once"  # the length of a real one


@pytest.fixture
def conversations_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/conversations.sqlite"


@pytest.fixture
def on_settings(tmp_path: Path, conversations_url: str) -> Settings:
    """The same installation before it was turned off."""
    return Settings(
        database_url=f"sqlite:///{tmp_path}/cases.sqlite",
        conversations_url=conversations_url,
        key_file=tmp_path / "keys",
    )


@pytest.fixture
def web_settings(on_settings: Settings) -> Settings:
    """What `client`, `page` and `desk` then have."""
    return on_settings.model_copy(update={"turned_off": True})


@pytest.fixture
def rasa() -> StandInRasa:
    return StandInRasa(error=httpx.ConnectError("not running"))


@pytest.fixture
def before(on_settings: Settings, profile: Profile) -> Iterator[Desk]:
    """The front as it was before: a Rasa that answers, and cases."""
    with Desk(on_settings, Profiles(profile), StandInRasa().handle) as desk:
        yield desk


def count(desk: Desk) -> int:
    [(cases,)] = desk.sql("SELECT count(*) FROM cases")
    return int(cases)


def is_said(answer: httpx.Response) -> str:
    """The line, which is the same wherever it is said."""
    assert answer.status_code == 503
    error = answer.json()["error"]
    assert error["code"] == "turned_off"
    return str(error["text"])


def test_nothing_begins_and_no_message_is_taken(client: TestClient, desk: Desk, rasa: StandInRasa) -> None:
    desk.signed_in("Anna")  # a human is there: the answer is the same
    said = {
        is_said(client.post("/api/conversations")),
        is_said(write(client, NOT_BEGUN, "jag vill ut")),
        is_said(hand_over(client, NOT_BEGUN, "live")),
        is_said(hand_over(client, NOT_BEGUN, "message", message="Ring mig inte")),
    }
    assert len(said) == 1
    assert count(desk) == 0
    assert rasa.heard == []


def test_the_line_says_what_is_wrong_whose_fault_it_is_not_and_where_a_human_is(client: TestClient) -> None:
    said = is_said(client.post("/api/conversations"))
    assert said.startswith("Roboten är avstängd just nu")
    for words in ("Du har inte gjort något fel.", "ring 112", "Vägvalet", "numret till", "återkomstkod"):
        assert words in said
    assert lix(said) < 35


def test_with_a_phone_number_of_the_reception_the_line_has_it(
    web_settings: Settings, profile: Profile
) -> None:
    reception = profile.reception.model_copy(update={"phone": "016-710 00 00"})
    app = create_app(web_settings, Profiles(profile.model_copy(update={"reception": reception})))
    with TestClient(app) as client:
        assert "016-710 00 00" in is_said(client.post("/api/conversations"))


def test_at_night_the_line_says_when_somebody_answers(web_settings: Settings, profile: Profile) -> None:
    with TestClient(create_app(web_settings, Profiles(AlwaysClosed(**profile.model_dump())))) as client:
        assert "Just nu är det stängt." in is_said(client.post("/api/conversations"))


def test_the_page_the_widget_and_the_desk_are_served_and_the_front_is_ready(
    client: TestClient, before: Desk
) -> None:
    for path in ("/", "/widget.js", "/static/api.js", "/health", "/ready", "/desk/sign-in"):
        assert client.get(path).status_code == 200, path
    assert '"turnedOff": ""' in before.browser().get("/municipalities.js").text
    assert "Roboten \\u00e4r avst" in client.get("/municipalities.js").text


def test_who_has_an_open_case_writes_to_the_human_and_reads_the_answer(
    before: Desk, desk: Desk, client: TestClient, rasa: StandInRasa
) -> None:
    anna = before.signed_in("Anna")
    case = opened(before, before.browser())
    submit(anna, f"{case.path}/take")
    assert write(client, case.conversation, "Är du där?").json()["stored"] > 0
    assert ("visitor", "Är du där?") in lines_on(anna.get(case.path))
    submit(anna, f"{case.path}/messages", text="Jag är här", id="1")
    submit(anna, f"{case.path}/end")
    assert "Jag är här" in client.post("/api/events", json={"conversation": case.conversation}).text
    is_said(write(client, case.conversation, "hej", "2"))  # the human is gone, and the robot is not there
    assert rasa.heard == []


def test_what_waits_for_a_human_is_taken_without_asking_the_assistant(
    before: Desk, client: TestClient
) -> None:
    before.signed_in("Anna")
    case = opened(before, before.browser())
    answer = write(client, case.conversation, "de är efter mig")
    assert (answer.status_code, answer.json()["messages"]) == (200, [])


def test_a_return_code_still_works(before: Desk, client: TestClient) -> None:
    visitor = before.browser()
    conversation = visitor.post("/api/conversations").json()["conversation"]
    code = hand_over(visitor, conversation, "message", message="Ring mig inte").json()["code"]
    back = client.post("/api/return", json={"code": code})
    assert back.status_code == 200
    new = back.json()["conversation"]
    assert write(client, new, "Jag är tillbaka").json()["stored"] > 0
    assert client.post("/api/return-code", json={"conversation": new}).status_code == 200


@pytest.mark.parametrize("way", ["forget", "leave"])
def test_erasing_needs_no_rasa_and_leaves_nothing_of_the_conversation(
    before: Desk, client: TestClient, on_settings: Settings, conversations_url: str, way: str
) -> None:
    before.signed_in("Anna")
    case = opened(before, before.browser())
    open_conversations(on_settings).keep(sender_of(case.conversation), [], now(), None)
    for _ in range(2):
        assert client.post(f"/api/{way}", json={"conversation": case.conversation}).status_code == 200
    assert count(before) == 0
    with open_database(conversations_url).connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM conversations")).scalar() == 0


def test_the_widget_says_so_at_once_and_asks_for_nothing(new_page: NewPage, address: str) -> None:
    page, asked = new_page(), []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(address)
    line = bubbles(page, "system")
    expect(line).to_contain_text("Roboten är avstängd just nu")
    expect(line).to_contain_text("112")
    expect(line).to_contain_text("Leta efter numret till Vägvalet")
    expect(page.get_by_role("button", name="Lämna sidan")).to_be_visible()
    expect(page.get_by_role("button", name="Jag har en återkomstkod")).to_be_visible()
    assert [url for url in asked if "/api/" in url] == []


def test_nothing_of_it_looks_like_an_error_or_offers_what_is_not_there(page: Page) -> None:
    expect(bubbles(page, "system")).to_be_visible()
    expect(page.get_by_text("Jag är ett automatiskt svarssystem, en robot")).to_have_count(0)
    for gone in ("Skriv här", "Du skriver med en robot."):
        expect(page.get_by_text(gone)).to_be_hidden()
    expect(page.get_by_role("button", name="Prata med en människa")).to_have_count(0)
    expect(bubbles(page, "notice")).to_have_count(0)
    no_violations(page)


def test_nothing_is_tried_again_on_a_page_that_was_open_before(
    new_page: NewPage, address: str, rasa: StandInRasa
) -> None:
    page, tries = new_page(), []
    before = (
        'export const first = "eskilstuna"; export const limits = {answerSeconds: 12, paddedBytes: [4096]};'
        'export const municipalities = {eskilstuna: {turnedOff: ""}};'
    )
    page.route(
        "**/municipalities.js",
        lambda route: route.fulfill(body=before, content_type="text/javascript"),
    )
    page.on("request", lambda request: tries.append(request.url) if "/api/" in request.url else None)
    page.goto(address)
    say(page, "jag vill ut")
    expect(bubbles(page, "system")).to_contain_text("Roboten är avstängd just nu")
    expect(page.get_by_label("Skriv här")).to_be_hidden()
    expect(page.get_by_role("button", name="Försök igen")).to_have_count(0)
    page.wait_for_timeout(1_500)  # longer than the first wait before a new try
    assert len(tries) == 1


def test_with_a_return_code_the_widget_leads_to_the_human_and_back_to_the_line(
    before: Desk, page: Page, case_store: CaseStore
) -> None:
    anna, visitor = before.signed_in("Anna"), before.browser()
    conversation = visitor.post("/api/conversations").json()["conversation"]
    code = hand_over(visitor, conversation, "message", message="Ring mig inte").json()["code"]
    come_back(page, code)
    say(page, "Jag är tillbaka")
    expect(bubbles(page, "you").last).to_have_text("Jag är tillbaka")
    expect(page.locator(".state")).to_be_visible()
    submit(anna, "/desk/cases/1/take")
    submit(anna, "/desk/cases/1/end")
    expect(bubbles(page, "system").last).to_contain_text("Roboten är avstängd just nu")
    expect(page.get_by_label("Skriv här")).to_be_hidden()

"""Two municipalities in one installation: nobody of the one sees or changes anything of the other."""

from typing import Any

import httpx
import pytest
from playwright.sync_api import Page, expect
from starlette.testclient import TestClient

from bot.intake import not_understood
from bot.intake.models import Role
from bot.municipality import Profile, Profiles
from lab.desk import csrf_of, submit
from lab.profiles import always_open
from tests.support.desk import Desk, hand_over, opened, write
from tests.support.page import bubbles, say
from tests.web.conftest import NewPage, StandInRasa
from tests.web.test_desk_guard import OF_WORKERS, ROUTES, everything_kept

SECRET = "Hemligheten"


def learning(name: str) -> Profile:
    return always_open(name).model_copy(update={"keeps_not_understood": True})


@pytest.fixture
def profiles() -> Profiles:
    return Profiles(learning("eskilstuna"), learning("botkyrka"))


@pytest.fixture
def visitor(desk: Desk) -> TestClient:
    return desk.browser()


def begun(visitor: TestClient, municipality: str) -> str:
    """The id of a new conversation."""
    started = visitor.post("/api/conversations", json={"municipality": municipality})
    return str(started.json()["conversation"])


@pytest.fixture
def case(desk: Desk, visitor: TestClient) -> str:
    """The label of case 1, which is Eskilstuna's."""
    return opened(desk, visitor, "message", message=SECRET, contact="0700000000").label


@pytest.mark.parametrize("role", Role)
def test_no_desk_route_shows_or_changes_what_is_the_other_municipalitys(
    desk: Desk, case: str, role: Role
) -> None:
    browser = desk.signed_in("Bo", role, "botkyrka")
    csrf, before = csrf_of(browser), everything_kept(desk)
    filled_in = {"csrf": csrf, "text": "hej", "id": "1", "note": "hej", "referral": "bris", "sure": "yes"}
    filled_in |= {"kind": "reply", "reason": "Kollegan bad mig"}
    for method, path in ROUTES:
        if path in ("/desk/sign-out", "/desk/sign-in", "/desk/code"):
            continue
        answer = browser.request(method, path, data=filled_in if method == "POST" else None)
        assert case not in answer.text, path
        assert SECRET not in answer.text, path
        if (method, path) in OF_WORKERS and "cases/1" in path:
            assert answer.status_code == (404 if role is Role.WORKER else 403), path
    assert everything_kept(desk) == before


def test_a_case_waits_in_its_own_municipalitys_queue_only(desk: Desk, visitor: TestClient) -> None:
    of_eskilstuna, of_botkyrka = desk.signed_in("Alva"), desk.signed_in("Bo", municipality="botkyrka")
    label = opened(desk, visitor, municipality="botkyrka").label
    assert label in of_botkyrka.get("/desk/").text
    assert label not in of_eskilstuna.get("/desk/").text


def test_the_place_in_line_counts_nobody_elses_visitors(desk: Desk, visitor: TestClient) -> None:
    desk.signed_in("Alva")
    desk.signed_in("Bo", municipality="botkyrka")
    opened(desk, visitor)
    conversation = visitor.post("/api/conversations", json={"municipality": "botkyrka"}).json()[
        "conversation"
    ]
    assert hand_over(visitor, conversation).json()["situation"]["place"] == 1


def test_a_worker_of_the_other_municipality_is_not_somebody_who_is_in(
    desk: Desk, visitor: TestClient
) -> None:
    desk.signed_in("Alva")
    ways = {
        key: visitor.post("/api/ways", json={"municipality": key}).json()
        for key in ("eskilstuna", "botkyrka")
    }
    assert (ways["eskilstuna"]["is_staffed"], ways["botkyrka"]["is_staffed"]) == (True, False)
    assert "Vägvalet" in ways["eskilstuna"]["reception"]
    assert "Botkyrka" in ways["botkyrka"]["reception"]
    conversation = visitor.post("/api/conversations", json={"municipality": "botkyrka"}).json()[
        "conversation"
    ]
    assert hand_over(visitor, conversation).status_code == 409


def test_an_administrator_reads_the_own_municipalitys_log_only(desk: Desk, case: str) -> None:
    submit(desk.signed_in("Alva"), "/desk/cases/1/take")
    own = desk.signed_in("Ada", Role.ADMINISTRATOR).get("/desk/audit").text
    other = desk.signed_in("Bo", Role.ADMINISTRATOR, "botkyrka").get("/desk/audit").text
    assert case in own
    assert "Alva" in own
    assert case not in other
    assert "Alva" not in other


def test_a_code_is_no_code_on_the_other_municipalitys_page(desk: Desk, visitor: TestClient) -> None:
    conversation = begun(visitor, "eskilstuna")
    code = hand_over(visitor, conversation, "message", message=SECRET).json()["code"]
    wrong = visitor.post("/api/return", json={"code": code, "municipality": "botkyrka"})
    assert (wrong.status_code, wrong.json()["error"]["code"]) == (404, "wrong_code")
    right = visitor.post("/api/return", json={"code": code, "municipality": "eskilstuna"})
    assert right.json()["conversation"].startswith("eskilstuna.")


def test_wrong_codes_at_one_municipality_close_no_door_at_the_other(desk: Desk, visitor: TestClient) -> None:
    for _ in range(11):
        last = visitor.post("/api/return", json={"code": "1" * 16, "municipality": "botkyrka"})
    assert last.status_code == 429
    assert (
        visitor.post("/api/return", json={"code": "1" * 16, "municipality": "eskilstuna"}).status_code == 404
    )


def test_rasa_learns_whose_conversation_it_is(visitor: TestClient, rasa: StandInRasa) -> None:
    conversation = visitor.post("/api/conversations", json={"municipality": "botkyrka"}).json()[
        "conversation"
    ]
    write(visitor, conversation, "hej")
    assert rasa.heard[0]["sender"].startswith("botkyrka.")


def test_what_was_not_understood_is_learnt_from_where_it_was_asked(
    desk: Desk, visitor: TestClient, rasa: StandInRasa
) -> None:
    rasa.answer = lambda _: [{"text": "Jag förstod inte.", "kind": "not_understood"}]
    conversation = visitor.post("/api/conversations", json={"municipality": "botkyrka"}).json()[
        "conversation"
    ]
    write(visitor, conversation, "får man ta med hunden")
    with desk.case_store.transaction() as session:
        kept = {
            key: not_understood.everything(session, desk.case_store.vault, key)
            for key in ("botkyrka", "eskilstuna")
        }
    assert [entry.text for entry in kept["botkyrka"]] == ["får man ta med hunden"]
    assert kept["eskilstuna"] == []


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/conversations", {"municipality": "ingenstans"}),
        ("/api/messages", {"conversation": f"ingenstans.{'a' * 32}", "id": "1", "text": "hej"}),
        ("/api/return", {"municipality": "ingenstans", "code": "1" * 16}),
        ("/api/conversations", {"municipality": "../../etc"}),
    ],
)
def test_an_unknown_municipality_is_told_where_a_human_is_whatever_the_municipality(
    visitor: TestClient, path: str, body: dict[str, Any]
) -> None:
    answer = visitor.post(path, json=body)
    assert answer.status_code in (400, 404)
    said = answer.json()["error"]["text"]
    assert "112" in said
    assert "114 14" in said
    assert "Vägvalet" not in said


def test_a_fault_is_told_with_the_own_municipalitys_phone(visitor: TestClient, rasa: StandInRasa) -> None:
    rasa.error = httpx.ConnectError("down")
    for key, name in (("botkyrka", "Botkyrka"), ("eskilstuna", "Vägvalet")):
        started = visitor.post("/api/conversations", json={"municipality": key}).json()
        assert name in write(visitor, started["conversation"], "hej").json()["error"]["text"]


def shown(page: Page, address: str, attribute: str) -> None:
    """The chat on a page that says whose it is."""
    page.goto(address)
    page.evaluate(f"document.body.innerHTML = '<avhoppar-chat {attribute}></avhoppar-chat>'")


def test_the_widgets_attribute_chooses_whose_visitor_asks(
    new_page: NewPage, address: str, rasa: StandInRasa
) -> None:
    page = new_page()
    shown(page, address, 'municipality="botkyrka"')
    expect(page.get_by_role("button", name="Vad kan jag fråga om?")).to_be_visible()
    expect(page.get_by_role("button", name="Gör självkontrollen")).to_have_count(0)
    say(page, "hej")
    expect(bubbles(page, "bot").last).to_contain_text("Del två.")
    assert rasa.heard[-1]["sender"].startswith("botkyrka.")


def test_a_fault_on_the_page_names_its_own_municipality(
    new_page: NewPage, address: str, rasa: StandInRasa
) -> None:
    page = new_page()
    shown(page, address, 'municipality="botkyrka"')
    rasa.error = httpx.ConnectError("down")
    say(page, "hej")
    expect(bubbles(page, "notice").last).to_contain_text("socialtjänsten i Botkyrka")


def test_a_page_that_names_an_unknown_municipality_says_so_and_where_a_human_is(
    new_page: NewPage, address: str, rasa: StandInRasa
) -> None:
    page = new_page()
    shown(page, address, 'municipality="ingenstans"')
    expect(bubbles(page, "system")).to_contain_text("Chatten fungerar inte på den här sidan.")
    expect(bubbles(page, "system")).to_contain_text("114 14")
    expect(page.get_by_label("Skriv här")).to_be_hidden()
    assert rasa.heard == []


def test_the_demonstration_page_can_be_any_municipalitys(visitor: TestClient) -> None:
    assert "Botkyrka kommun" in visitor.get("/?municipality=botkyrka").text
    assert visitor.get("/?municipality=ingenstans").status_code == 404

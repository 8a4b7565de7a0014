"""Without script a visitor reaches a human: a message, a code, the answer, another message, and an end."""

import re

import pytest
from starlette.testclient import TestClient

from bot.municipality import Profile, Profiles
from bot.web.explanation import load_explanation
from lab.desk import submit
from lab.profiles import always_open
from tests.support.desk import Desk, hand_over, lines_on, write
from tests.support.guides import WEB_EDITORS, blocks
from tests.support.plain_pages import CASE, READ, WRITE, come_back, leave_message, read, send
from tests.web.conftest import StandInRasa

DANGER = [{"text": "Ring 112 nu.\n\nSäg var du är.", "buttons": [{"title": "Ja", "payload": "/affirm"}]}]
PHONE = "016-710 00 00"


def cases(desk: Desk) -> list[tuple[object, ...]]:
    return desk.sql("SELECT state, is_danger FROM cases ORDER BY id")


def test_the_whole_way_from_a_message_to_an_answer_and_back(desk: Desk, client: TestClient) -> None:
    code = read(leave_message(client, "Jag vill ut.\nHur gör jag?", contact="hos mormor")).code
    assert re.fullmatch(r"\d{4}( \d{4}){3}", code)
    anna = desk.signed_in("Anna")
    case = anna.get("/desk/cases/1")
    assert lines_on(case) == [("visitor", "Jag vill ut.\nHur gör jag?")]
    assert "hos mormor" in case.text
    assert "Det har inte kommit något svar än." in read(come_back(client, code)).text
    submit(anna, "/desk/cases/1/take")
    submit(anna, "/desk/cases/1/messages", text="Ring mig <inte> på jobbet.", id="1")
    page = come_back(client, f" {code.replace(' ', '-')} ")
    assert "Handläggaren (människa)" in page.text
    assert "Ring mig <inte> på jobbet." in read(page).text
    again = send(client, page, text="Tack! Då vet jag.")
    assert again.status_code == 200
    assert "Meddelandet är skickat." in read(again).text
    assert lines_on(anna.get("/desk/cases/1"))[-1] == ("visitor", "Tack! Då vet jag.")
    submit(anna, "/desk/cases/1/messages", text="Bra.", id="2")
    later = send(client, again, CASE, text="halvskrivet")
    assert "Bra." in read(later).text
    assert read(later).fields["text"] == "halvskrivet", "looking for answers loses no word"


def test_before_writing_one_reads_what_the_chats_visitors_read_and_what_is_kept(
    client: TestClient, profile: Profile
) -> None:
    text = read(client.get(WRITE)).text
    explanation = load_explanation()
    for said in (*explanation.texts_for(profile), *explanation.sources):
        assert said in text
    days = profile.retention
    for number in (days.unanswered, days.closed, days.contact):
        assert f"{number} dagar" in text
    for said in ("sparas krypterat", "Skriv inga namn", "En robot läser också", "historiken"):
        assert said in text
    with_code = read(leave_message(client, "hej")).text
    assert f"inget har hänt på {days.unanswered} dagar" in with_code
    assert f"efter {days.closed} dagar" in with_code


def test_what_was_written_is_stored_as_it_was_written_and_nothing_else_goes_along(
    desk: Desk, client: TestClient
) -> None:
    """The same as in the chat: what is written to a human is not redacted, and the page says so."""
    leave_message(client, "Jag heter Kim och bor på Storgatan 1")
    page = desk.signed_in("Anna").get("/desk/cases/1")
    assert lines_on(page) == [("visitor", "Jag heter Kim och bor på Storgatan 1")]
    assert "Inget byts ut i det du skriver." in read(client.get(WRITE)).text


@pytest.mark.parametrize("times", [2, 3])
def test_a_message_that_is_sent_again_from_the_same_page_is_stored_once_and_the_last_code_holds(
    desk: Desk, client: TestClient, times: int
) -> None:
    page = client.get(WRITE)
    codes = [read(send(client, page, message="Hej")).code for _ in range(times)]
    assert desk.sql("SELECT count(*) FROM cases") == desk.sql("SELECT count(*) FROM messages") == [(1,)]
    assert come_back(client, codes[-1]).status_code == 200
    assert come_back(client, codes[0]).status_code == 404


def test_a_message_written_again_is_stored_once_and_a_changed_one_is_another(
    desk: Desk, client: TestClient
) -> None:
    page = come_back(client, read(leave_message(client, "Hej")).code)
    for text in ("Är ni där?", "Är ni där?", "Är ni där nu?"):
        assert send(client, page, text=text).status_code == 200
    said = [text for _, text in lines_on(desk.signed_in("Anna").get("/desk/cases/1"))]
    assert said == ["Hej", "Är ni där?", "Är ni där nu?"]


def test_nobody_is_said_to_wait_at_a_page_that_cannot_wait(desk: Desk, client: TestClient) -> None:
    desk.signed_in("Anna")
    come_back(client, read(leave_message(client, "Hej")).code)
    assert cases(desk) == [("left", 0)]


def test_danger_in_a_message_is_answered_with_112_and_comes_first_in_the_queue(
    desk: Desk, client: TestClient, rasa: StandInRasa
) -> None:
    rasa.answer = lambda text: [{**DANGER[0], "kind": "danger"}] if "döda" in text else [{"text": "Hej!"}]
    calm = read(leave_message(client, "Vad kostar det?"))
    assert "Hej!" not in calm.text, "the assistant answers nothing else here"
    left = leave_message(client, "de ska döda mig ikväll")
    assert "Säg var du är." in read(left).text
    assert read(left).code
    assert cases(desk) == [("left", 0), ("left", 1)]
    page = come_back(client, calm.code)
    assert "Ring 112 nu." in read(send(client, page, text="de vill döda mig")).text
    assert cases(desk) == [("left", 1), ("left", 1)]


def test_an_assistant_that_does_not_answer_stops_no_message(
    desk: Desk, client: TestClient, rasa: StandInRasa
) -> None:
    rasa.status = 500
    assert read(leave_message(client, "Hej")).code
    assert cases(desk) == [("left", 0)]


def test_an_ended_case_is_read_and_what_is_written_then_becomes_a_new_message(
    desk: Desk, client: TestClient
) -> None:
    code = read(leave_message(client, "Hej")).code
    page = come_back(client, code)
    anna = desk.signed_in("Anna")
    submit(anna, "/desk/cases/1/take")
    submit(anna, "/desk/cases/1/end")
    ended = read(come_back(client, code))
    assert "Handläggaren har avslutat samtalet." in ended.text
    assert "Nu svarar roboten" not in ended.text, "none answers on this page"
    assert "text" not in ended.fields
    page = come_back(client, code)
    late = client.post(f"{CASE}/skicka", data={**read(page).fields, "text": "En sak till"})
    assert late.status_code == 410
    assert "Meddelandet är inte skickat." in read(late).text
    assert read(late).fields["message"] == "En sak till"
    assert read(send(client, late)).code
    assert [state for state, _ in cases(desk)] == ["ended", "left"]


def test_erasing_needs_a_tick_and_leaves_nothing(desk: Desk, client: TestClient, rasa: StandInRasa) -> None:
    code = read(leave_message(client, "Hej")).code
    page = come_back(client, code)
    unsure = send(client, page, f"{CASE}/radera", text="halvskrivet")
    assert unsure.status_code == 400
    assert read(unsure).fields["text"] == "halvskrivet"
    assert cases(desk)
    for _ in range(2):
        assert "Koden fungerar inte längre." in read(send(client, page, f"{CASE}/radera", sure="yes")).text
    assert [desk.sql(f"SELECT * FROM {table}") for table in ("cases", "messages")] == [[], []]
    assert rasa.forgotten
    assert come_back(client, code).status_code == 404
    late = send(client, page, text="hej igen")
    assert late.status_code == 410
    assert read(late).fields["message"] == "hej igen"


def test_erased_is_not_said_before_the_assistant_has_forgotten_too(
    desk: Desk, client: TestClient, rasa: StandInRasa
) -> None:
    page = come_back(client, read(leave_message(client, "Hej")).code)
    rasa.status = 500
    half = send(client, page, f"{CASE}/radera", sure="yes")
    assert half.status_code == 503
    assert cases(desk) == []
    rasa.status = 200
    assert "Samtalet är raderat" in read(send(client, half)).text


def test_a_case_that_was_begun_in_the_chat_is_read_here_and_the_other_way_round(
    client: TestClient, conversation: str
) -> None:
    code = hand_over(client, conversation, "message", message="Från chatten").json()["code"]
    assert "Från chatten" in read(come_back(client, code)).text
    back = client.post("/api/return", json={"code": code}).json()["conversation"]
    assert write(client, back, "I chatten igen").json()["stored"] > 0


def test_a_page_whose_case_was_opened_elsewhere_says_so_and_keeps_the_text(client: TestClient) -> None:
    code = read(leave_message(client, "Hej")).code
    page = come_back(client, code)
    come_back(client, code)
    gone = send(client, page, CASE, text="halvskrivet")
    assert gone.status_code == 410
    assert "öppnat någon annanstans" in read(gone).text
    assert read(gone).fields["message"] == "halvskrivet"
    assert send(client, page, text="halvskrivet").status_code == 410


def test_the_link_that_web_editors_paste_leads_here(client: TestClient) -> None:
    [html] = blocks(WEB_EDITORS, "html")
    [link] = re.findall(r'href="https://chat\.example\.se([^"]+)"', html)
    assert "Skriv till en människa" in read(client.get(link)).text
    assert 'id="lamna-sidan"' in html


class TestOfSeveralMunicipalities:
    @pytest.fixture
    def profiles(self) -> Profiles:
        return Profiles(always_open("eskilstuna"), always_open("botkyrka"))

    def test_each_has_its_own_pages_and_a_code_is_no_code_on_the_others(
        self, desk: Desk, client: TestClient
    ) -> None:
        of_botkyrka = client.get(f"{WRITE}?municipality=botkyrka")
        assert "Botkyrka" in of_botkyrka.text
        assert "Vägvalet" not in of_botkyrka.text
        code = read(send(client, of_botkyrka, message="Hej")).code
        assert desk.sql("SELECT municipality FROM cases") == [("botkyrka",)]
        assert come_back(client, code).status_code == 404
        own = send(client, client.get(f"{READ}?municipality=botkyrka"), code=code)
        assert own.status_code == 200
        assert send(client, own, text="igen").status_code == 200

    def test_a_form_of_the_one_is_no_form_of_the_other(self, desk: Desk, client: TestClient) -> None:
        page = client.get(f"{WRITE}?municipality=botkyrka")
        refused = send(client, page, f"{WRITE}?municipality=eskilstuna", message="Hej")
        assert refused.status_code == 403
        assert cases(desk) == []

    def test_an_unknown_one_is_told_where_a_human_is(self, client: TestClient) -> None:
        for path in (WRITE, READ):
            answer = client.get(f"{path}?municipality=ingenstans")
            assert answer.status_code == 404
            assert "114 14" in read(answer).text


class TestWithAPhoneNumber:
    @pytest.fixture
    def profile(self) -> Profile:
        known = always_open()
        reception = known.reception.model_copy(update={"phone": PHONE})
        return known.model_copy(update={"reception": reception})

    def test_it_can_be_pressed_on_every_page(self, client: TestClient) -> None:
        pages = [client.get(WRITE), client.get(READ), leave_message(client, "hej"), client.get(f"{WRITE}/x")]
        for page in pages:
            assert 'href="tel:112">' in page.text
            assert 'href="tel:016-7100000">Ring Vägvalet' in page.text
            assert PHONE in read(page).text

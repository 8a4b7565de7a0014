"""Whole answers over the running servers: text, buttons and sources."""

import httpx
import pytest

from lab.chat import Chat
from lab.processes import Processes


@pytest.mark.parametrize(
    ("message", "expected", "source"),
    [
        ("vad är avhopparverksamheten", "samarbete mellan socialtjänsten och polisen", "avsnitt 1"),
        ("måste man tjalla på sina vänner", "Du måste inte tjalla", "avsnitt 3"),
        ("vad betyder kriterium 4", "disciplin och kontroll", "punkt 4"),
        ("Vilka är de fyra kraven?", "Det finns fyra krav", "avsnitt 1.1"),
        ("måste polisen anmäla det jag berättar", "9 § polislagen", "Polislagen"),
        ("vad ändrades i lagen 2025", "1 april 2025", "2025:170"),
        ("hur lång tid tar kartläggningen", "2–4 veckor", "avsnitt 2.1"),
    ],
)
def test_a_question_gets_its_answer_with_its_source(
    chat: Chat, message: str, expected: str, source: str
) -> None:
    reply = chat.say(message)
    assert expected in reply.text
    assert any(source in named for named in reply.sources), reply.sources


def test_a_button_leads_to_its_answer_without_being_guessed_at(chat: Chat) -> None:
    assert "23 miljoner" in chat.say("faq/cost").text


def test_the_source_of_the_latest_answer_can_be_asked_for(chat: Chat) -> None:
    chat.say("faq/cost")
    assert "Länsstyrelsen Skåne" in chat.say("var har du fått det ifrån? källa?").text


def test_an_unset_phone_number_is_never_made_up(chat: Chat) -> None:
    reply = chat.say("vilket nummer ringer jag vägvalet på")
    assert "Eskilstuna kommuns webbplats" in reply.text
    assert "016" not in reply.text


def test_wanting_out_is_met_with_ways_on(chat: Chat) -> None:
    reply = chat.say("jag vill hoppa av")
    assert "112" in reply.text
    assert "Prata med en människa" in reply.buttons


@pytest.mark.parametrize(
    "message", ["jag vill prata med en människa", "kan nån ringa upp mig", "koppla mig till en riktig person"]
)
def test_asking_for_a_human_says_when_and_what_cannot_wait(chat: Chat, message: str) -> None:
    reply = chat.say(message)
    assert "Just nu är det" in reply.text
    assert "112" in reply.text
    assert "föras vidare till polisen" in reply.text


def test_the_stock_rest_channel_still_answers(processes: Processes) -> None:
    address = f"http://127.0.0.1:{processes.servers.rasa_port}/webhooks/rest/webhook"
    body = {"sender": "black-box", "message": "måste man tjalla"}
    replies = httpx.post(address, json=body, timeout=30).json()
    assert "Du måste inte tjalla" in replies[0]["text"]


def test_a_request_that_is_no_message_is_refused_in_swedish(processes: Processes) -> None:
    for body in (b"", b"[]", b'{"sender": 1, "message": "hej"}', b'{"sender": "a"}'):
        response = httpx.post(
            processes.servers.webhook, content=body, headers={"content-type": "application/json"}, timeout=30
        )
        assert response.status_code == 400, body

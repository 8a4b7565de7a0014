"""The last turn tells which message was answered, and which button a typed text stands for."""

from typing import Any

import pytest
from rasa.shared.core.events import BotUttered, UserUttered

from bot.assistant.last_turn import has_had_its_turn, last_turn, payload_of, said_in
from lab.knowledge import Answer, called, variations
from tests.support.each import check_each

OFFERED = [{"title": "Nu är jag i säkerhet", "payload": "faq/safe"}, {"title": "Ja!", "payload": "/affirm"}]


def turn(*buttons: dict[str, str], message_id: str = "1") -> list[dict[str, Any]]:
    said = BotUttered("Svar.", {"buttons": list(buttons)}).as_dict()
    return [UserUttered("/x", message_id=message_id).as_dict(), said]


@pytest.mark.parametrize(
    ("typed", "payload"),
    [
        ("Nu är jag i säkerhet", "faq/safe"),
        ("nu är  jag i säkerhet.", "faq/safe"),
        ("ja", "/affirm"),
        ("nu är jag inte i säkerhet", None),
        ("nu", None),
        ("", None),
        ("👍", None),
    ],
)
def test_a_typed_title_is_the_button_and_nothing_else_is(typed: str, payload: str | None) -> None:
    assert payload_of(typed, turn(*OFFERED)) == payload


def test_a_button_of_an_earlier_turn_is_not_meant() -> None:
    assert payload_of("ja", last_turn([*turn(*OFFERED), *turn()])) is None


def test_a_title_that_two_buttons_have_is_read_as_any_text() -> None:
    assert payload_of("ja", turn(OFFERED[1], {"title": "Ja", "payload": "/deny"})) is None


def test_a_message_has_had_its_turn_also_where_others_came_after_it() -> None:
    two = [*turn(message_id="1"), *turn(message_id="2")]
    assert [has_had_its_turn(two, message_id) for message_id in ("1", "2", "3")] == [True, True, False]
    assert not has_had_its_turn([], None)


def test_a_message_that_was_kept_without_an_id_is_nobody_elses() -> None:
    kept = [{"event": "user"}, {"event": "bot", "message_id": "1"}]
    assert not has_had_its_turn(kept, "1")


def test_the_bots_messages_come_back_as_they_were_sent() -> None:
    assert [(said["text"], said["buttons"]) for said in said_in(turn(*OFFERED))] == [("Svar.", OFFERED)]


def test_every_title_of_an_answer_can_be_typed() -> None:
    def check(answer: Answer) -> None:
        *_, variation = answer
        for button in variation.get("buttons") or []:
            assert payload_of(button["title"], turn(*variation["buttons"])) == button["payload"]

    check_each(variations(), check, called)

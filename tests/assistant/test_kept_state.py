"""What the dialogue remembers is read from what is stored."""

from typing import Any

from bot.assistant.kept_state import kept_state
from bot.dialogue.state import STATE, State, to_slot

SAID = {"event": "user", "message_id": "1"}
AGAIN = {"event": "restart"}


def slot(state: State) -> dict[str, Any]:
    return {"event": "slot", "name": STATE, "value": to_slot(state)}


def test_the_last_state_is_the_one_that_holds() -> None:
    alarmed = State(has_alarmed=True)
    assert kept_state([slot(State("faq/phone")), SAID, slot(alarmed), SAID]) == alarmed


def test_a_conversation_that_has_just_begun_has_the_first_state() -> None:
    alarmed = slot(State(has_alarmed=True))
    for events in ([], [SAID], [alarmed, AGAIN, SAID], [alarmed, slot(State())]):
        assert kept_state(events) == State()

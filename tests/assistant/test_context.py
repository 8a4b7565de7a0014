"""What a conversation was about is told to the classifier, and nothing that the visitor wrote."""

from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import SlotSet
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.assistant.context import of_events, of_tracker, reading_in_context
from bot.assistant.known_answers import title_of
from bot.dialogue.state import STATE, State, to_slot

SENDER = "eskilstuna.x"
ABOUT_PHONE = to_slot(State(topic="faq/phone"))


def tracker(value: Any) -> DialogueStateTracker:
    slots = [AnySlot(STATE, mappings=[{}])]
    return DialogueStateTracker.from_events(SENDER, [SlotSet(STATE, value)], slots)


def test_stored_events_and_a_tracker_tell_the_title_of_the_last_topic() -> None:
    title = {"context": title_of(SENDER, "faq/phone")}
    earlier = {"event": "slot", "name": STATE, "value": to_slot(State(topic="faq/moving"))}
    latest = {"event": "slot", "name": STATE, "value": ABOUT_PHONE}
    assert of_events(SENDER, [earlier, latest, {"event": "bot"}]) == title
    assert of_tracker(tracker(ABOUT_PHONE)) == title


def test_an_english_conversation_has_an_english_title() -> None:
    slot = to_slot(State(topic="faq/phone", language="en"))
    assert of_tracker(tracker(slot)) == {"context": title_of(SENDER, "faq/phone", "en")}


def test_where_nothing_was_answered_there_is_no_context() -> None:
    assert of_events(SENDER, []) == of_tracker(tracker(None)) == {}
    assert of_tracker(DialogueStateTracker.from_events(SENDER, [], Domain.empty().slots)) == {}


def test_rasa_reads_in_context_where_it_has_the_conversation_and_the_message_stays_as_it_was() -> None:
    read: list[dict[str, Any]] = []

    def parse(_: object, message: UserMessage, *__: object) -> dict[str, Any]:
        read.append(message.metadata or {})
        return {}

    message = UserMessage("när har den öppet", sender_id=SENDER)
    reading_in_context(parse)(None, message, tracker(ABOUT_PHONE))
    reading_in_context(parse)(None, message)
    assert read == [{"context": title_of(SENDER, "faq/phone")}, {}]
    assert not message.metadata

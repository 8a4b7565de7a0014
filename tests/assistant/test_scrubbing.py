"""Of a conversation's events nothing is kept that a visitor wrote, and all that the dialogue needs."""

from typing import Any

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    ActiveLoop,
    BotUttered,
    EntitiesAdded,
    Event,
    SessionStarted,
    SlotSet,
    UserUttered,
)
from rasa.shared.core.slots import Slot
from rasa.shared.core.trackers import DialogueStateTracker

from bot.conversations.scrubbing import KEPT_TURNS, REQUEST_METADATA, scrubbed
from bot.settings import ROOT

SECRET = "Papegoja"
EIGHT_SECONDS_PAST_NOON = 1_800_014_408.25
NOON = 1_800_014_400

DOMAIN = Domain.load(str(ROOT / "domain.yml"))
RASAS_OWN = {"requested_slot", REQUEST_METADATA}
OUR_SLOTS = [slot for slot in DOMAIN.slots if slot.name not in RASAS_OWN]


def said(intent: str, text: str = f"ja heter {SECRET}", message_id: str = "m1") -> UserUttered:
    """A message as Rasa keeps it, with the text everywhere it can stand."""
    entity = {"entity": "person", "value": SECRET, "start": 9, "end": 17}
    parse_data = {
        "text": text,
        "intent": {"name": intent, "confidence": 0.9},
        "entities": [entity],
        "intent_ranking": [{"name": SECRET}],
        "metadata": {"from": SECRET},
        "response_selector": {"default": {"query": text}},
    }
    return UserUttered(
        text,
        {"name": intent},
        [entity],
        parse_data,
        EIGHT_SECONDS_PAST_NOON,
        message_id=message_id,
        metadata={"ip": SECRET},
    )


def kept(*events: Event) -> list[dict[str, Any]]:
    return scrubbed([event.as_dict() for event in events])


def test_of_a_message_its_intent_and_id_are_kept_and_nothing_else() -> None:
    assert kept(said("deny")) == [
        {
            "event": "user",
            "timestamp": NOON,
            "message_id": "m1",
            "parse_data": {"intent": {"name": "deny"}, "entities": []},
        }
    ]


def test_entities_that_something_extracted_are_not_kept() -> None:
    assert kept(EntitiesAdded([{"entity": "person", "value": SECRET}])) == []


def test_the_request_s_metadata_is_on_no_event() -> None:
    metadata = {"metadata": {"sources": ["Överenskommelsen"]}, "ip": SECRET}
    events = [
        ActionExecuted("utter_x", metadata=metadata),
        SlotSet("reception", "open", metadata=metadata),
        SlotSet(REQUEST_METADATA, metadata),
        BotUttered("Svar", {}, metadata),
        SessionStarted(metadata=metadata),
    ]
    assert SECRET not in repr(kept(*events))


def test_the_latest_answer_is_kept_whole_and_of_earlier_ones_only_the_sources() -> None:
    metadata = {"metadata": {"sources": ["Överenskommelsen"]}}
    earlier, latest = (
        BotUttered("Förra svaret", {}, metadata),
        BotUttered("Svaret", {"buttons": []}, metadata),
    )
    _, first, _, second = kept(said("greet"), earlier, said("faq"), latest)
    assert "text" not in first
    assert first["metadata"] == second["metadata"] == metadata
    assert (second["text"], second["data"]["buttons"]) == ("Svaret", [])


def test_what_was_said_before_the_first_message_is_kept_whole() -> None:
    _, greeting = kept(SessionStarted(), BotUttered("Hej"))
    assert greeting["text"] == "Hej"


@pytest.mark.parametrize("slot", OUR_SLOTS, ids=lambda slot: slot.name)
def test_no_slot_can_hold_what_a_visitor_wrote(slot: Slot) -> None:
    """They are set from intents, or by actions that choose among words of ours."""
    assert slot.mappings
    assert {mapping["type"] for mapping in slot.mappings} <= {"from_intent", "custom"}


def test_no_entities_are_asked_for() -> None:
    assert DOMAIN.entities == []


def without_text(states: list[dict[str, dict[str, Any]]]) -> list[dict[str, dict[str, Any]]]:
    """What the rules look at, which is not the text."""
    for state in states:
        state.get("user", {}).pop("text", None)
    return states


def test_the_dialogue_stands_where_it_stood() -> None:
    events = [
        ActionExecuted("action_session_start"),
        SessionStarted(),
        ActionExecuted("action_listen"),
        said("start_self_check"),
        SlotSet("open_question", "self_check"),
        ActionExecuted("self_check_form"),
        ActiveLoop("self_check_form"),
        SlotSet("requested_slot", "self_check_answer"),
        SlotSet("self_check_answers", {"danger": "no"}),
        BotUttered("Bor du i Eskilstuna?", {}, {}),
        ActionExecuted("action_listen"),
    ]
    whole = DialogueStateTracker.from_events("kim", events, DOMAIN.slots)
    again = DialogueStateTracker.from_dict("kim", kept(*events), DOMAIN.slots)
    assert again.current_slot_values() == whole.current_slot_values()
    assert again.active_loop_name == whole.active_loop_name == "self_check_form"
    assert again.latest_action_name == whole.latest_action_name
    assert without_text(again.past_states(DOMAIN)) == without_text(whole.past_states(DOMAIN))


def turn(number: int, *done: Event) -> list[Event]:
    return [ActionExecuted("action_listen"), said(f"intent_{number}", message_id=f"m{number}"), *done]


def long_conversation() -> list[Event]:
    return [
        ActionExecuted("action_session_start"),
        SessionStarted(),
        *turn(1, ActionExecuted("a"), SlotSet("reception", "open"), ActiveLoop("self_check_form")),
        *turn(2, SlotSet("reception", "closed"), SlotSet("misunderstood", 1.0)),
        *[
            event
            for number in range(3, 13)
            for event in turn(number, ActionExecuted("utter_x"), BotUttered("Svar"))
        ],
    ]


def test_a_long_conversation_takes_no_more_room_than_a_short_one() -> None:
    short = len(kept(*long_conversation()[: 8 + 3 + KEPT_TURNS * 4]))
    assert len(kept(*long_conversation())) <= short
    messages = [event["message_id"] for event in kept(*long_conversation()) if event["event"] == "user"]
    assert messages == [f"m{number}" for number in range(13 - KEPT_TURNS, 13)]


def test_nothing_is_left_out_while_there_are_no_more_turns_than_are_kept() -> None:
    events = [event for number in range(KEPT_TURNS) for event in turn(number, ActionExecuted("utter_x"))]
    begun = [ActionExecuted("action_session_start"), SessionStarted(), *events]
    assert len(kept(*begun)) == len(begun)


def test_what_still_holds_of_turns_long_past_is_kept() -> None:
    events = kept(*long_conversation())
    tracker = DialogueStateTracker.from_dict("visitor", events, DOMAIN.slots)
    whole = DialogueStateTracker.from_events("visitor", long_conversation(), DOMAIN.slots)
    assert tracker.current_slot_values() == whole.current_slot_values()
    assert tracker.active_loop_name == "self_check_form"
    assert tracker.latest_action_name == whole.latest_action_name


def test_what_a_new_session_has_made_void_does_not_come_back() -> None:
    earlier = [*turn(1, SlotSet("reception", "open"), ActiveLoop("self_check_form")), SessionStarted()]
    later = [event for number in range(2, 12) for event in turn(number, ActionExecuted("utter_x"))]
    tracker = DialogueStateTracker.from_dict("visitor", kept(*earlier, *later), DOMAIN.slots)
    assert tracker.get_slot("reception") is None
    assert tracker.active_loop_name is None


def test_shortening_again_changes_nothing() -> None:
    once = kept(*long_conversation())
    again = DialogueStateTracker.from_dict("visitor", once, DOMAIN.slots)
    assert kept(*again.events) == once

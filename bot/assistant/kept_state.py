"""Reads the dialogue's state from the stored events, without building a tracker."""

from bot.conversations.scrubbing import BEGINS, Event
from bot.dialogue.state import STATE, State, from_slot


def kept_state(events: list[Event]) -> State:
    """The state after the last turn."""
    for event in reversed(events):
        if event["event"] in BEGINS:
            break
        if event["event"] == "slot" and event["name"] == STATE:
            return from_slot(event.get("value"))
    return State()

"""Counts misunderstandings: after two in a row the visitor is offered topics, and a human."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

NOT_UNDERSTOOD = frozenset({"nlu_fallback", "out_of_scope"})


def misunderstandings_in_a_row(intents: list[str | None]) -> int:
    """How many messages at the end of the list were not understood."""
    count = 0
    for intent in reversed(intents):
        if intent not in NOT_UNDERSTOOD:
            break
        count += 1
    return count


class ActionCountMisunderstanding(Action):  # type: ignore[misc]
    """Sets `misunderstood` to `once` or `again`; the responses vary by it."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_count_misunderstanding"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Counts the visitor's latest messages."""
        messages = [event for event in tracker.events if event["event"] == "user"]
        intents = [event["parse_data"]["intent"].get("name") for event in messages]
        again = misunderstandings_in_a_row(intents) > 1
        return [SlotSet("misunderstood", "again" if again else "once")]

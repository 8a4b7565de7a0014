"""Finds out whether the reception is open, for visitors who want to talk to a human.

The visitor reads `utter_human`, which varies by the slot set here. The hand-over itself is between the
visitor's page and the public front (`bot/web/hand_over.py`), and works without Rasa.
"""

from datetime import datetime, timezone
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import profile_of


class ActionFindHuman(Action):  # type: ignore[misc]
    """Sets `reception` to `open` or `closed`, in the municipality's time zone."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_find_human"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Checks the time, the weekday and Swedish holidays."""
        staffed = profile_of(tracker).is_staffed(datetime.now(timezone.utc))
        return [SlotSet("reception", "open" if staffed else "closed")]

""" "Var står det?": the source of the latest answer."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import EventType, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions.conversation import language_of
from bot.dialogue.state import ENGLISH, SWEDISH

SOURCES = {SWEDISH: "Mitt senaste svar bygger på: {}.", ENGLISH: "My last answer is based on: {}."}
NO_ANSWER_YET = {
    SWEDISH: "Jag har inte svarat på någon fråga än. Fråga mig, så visar jag källan.",
    ENGLISH: "I have not answered a question yet. Ask me, and I will show the source.",
}


def latest_sources(events: list[dict[str, Any]]) -> list[str]:
    """The sources of the last bot message that has any; empty when nothing has been answered yet."""
    for event in reversed(events):
        metadata = (event.get("metadata") or {}).get("metadata") or {}
        if event["event"] == "bot" and metadata.get("sources"):
            return list(metadata["sources"])
    return []


class ActionTellSource(Action):  # type: ignore[misc]
    """Sends the sources in one line."""

    def name(self) -> str:
        """The action's name in the domain."""
        return "action_tell_source"

    def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[EventType]:
        """Finds the latest answer with sources."""
        sources, language = latest_sources(tracker.events), language_of(tracker)
        text = SOURCES[language].format("; ".join(sources)) if sources else NO_ANSWER_YET[language]
        dispatcher.utter_message(text=text, metadata={"lang": language})
        return [SlotSet("open_question", "none")]

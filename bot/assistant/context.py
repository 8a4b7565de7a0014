"""What a conversation was about, for the classifier: the title of the last answer's topic.

Rasa interprets a message without the conversation. Where it has the tracker, the title is put into the
message's metadata here; the channel, which interprets a message before it loads the tracker, uses the stored
events.
"""

import copy
from collections.abc import Callable
from typing import Any

from rasa.core.channels.channel import UserMessage
from rasa.shared.core.trackers import DialogueStateTracker

from bot.assistant.kept_state import kept_state
from bot.assistant.known_answers import title_of
from bot.assistant.nlu.context import CONTEXT
from bot.conversations.scrubbing import Event
from bot.dialogue.state import STATE, State, from_slot

Parse = Callable[..., dict[str, Any]]


def of_events(sender: str, events: list[Event]) -> dict[str, str]:
    """The metadata for a message that follows a conversation's stored events."""
    return _metadata(sender, kept_state(events))


def of_tracker(tracker: DialogueStateTracker) -> dict[str, str]:
    """The metadata for a message that follows a tracker's events."""
    slot = tracker.slots.get(STATE)
    return _metadata(tracker.sender_id, from_slot(slot.value if slot else None))


def _metadata(sender: str, state: State) -> dict[str, str]:
    title = title_of(sender, state.topic, state.language) if state.topic else ""
    return {CONTEXT: title} if title else {}


def reading_in_context(parse: Parse) -> Parse:
    """Rasa's method that interprets a message with its graph, given the conversation's topic too."""

    def parse_in_context(
        self: object,
        message: UserMessage,
        tracker: DialogueStateTracker | None = None,
        only_output_properties: bool = True,
    ) -> dict[str, Any]:
        if tracker is not None:
            message = copy.copy(message)  # the conversation keeps the message's own metadata
            message.metadata = {**of_tracker(tracker), **(message.metadata or {})}
        return parse(self, message, tracker, only_output_properties)

    return parse_in_context

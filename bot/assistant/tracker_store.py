"""Rasa's tracker store, backed by our conversation store: a retrieved tracker has no text from a visitor."""

import asyncio
import logging
from datetime import datetime, timezone
from functools import cache
from itertools import takewhile
from typing import Any

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActiveLoop, Event, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.exc import SQLAlchemyError

from bot.assistant import turn
from bot.conversations import scrubbing
from bot.conversations.store import Conversations, open_conversations
from bot.settings import Settings

logger = logging.getLogger(__name__)

OPEN_QUESTION = "open_question"
"""The slot with the question that a bare yes or no answers when no form is active (domain.yml)."""


class TextFreeTrackerStore(TrackerStore):  # type: ignore[misc]
    """Stores only what the dialogue needs, in the database that the settings name.

    When the database does not answer, the visitor still gets an answer, and the next message continues from
    what was stored before. Database errors must not leave this class, because Rasa would then keep the whole
    conversation in memory. If the lost turn asked a question, the next message would be taken as the answer
    to an earlier one: `Turn.is_lost` tells the channel (turn.py).
    """

    def __init__(
        self, domain: Domain | None = None, event_broker: EventBroker | None = None, **kwargs: Any
    ) -> None:
        """Opens the database; `kwargs` are from Rasa's endpoints file."""
        super().__init__(domain, event_broker, **kwargs)
        self._conversations = open_conversations(Settings())

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Stores the conversation's latest session, without the visitor's text."""
        current = turn.current()
        found = current.stored if current else await kept(self._conversations, tracker.sender_id)
        try:
            events = scrubbing.scrubbed([event.as_dict() for event in tracker.events])
            await asyncio.to_thread(self._conversations.keep, tracker.sender_id, events, _now(), found)
        except Exception:  # all errors, because Rasa would keep the texts in memory
            logger.exception("A conversation could not be kept.")
            if current:
                current.is_lost = _asks(tracker)
        else:
            if current:
                current.stored = events

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation, if it has not ended."""
        current = turn.current()
        events = current.stored if current else await kept(self._conversations, sender_id)
        if events is None:
            return None
        restored = [_kind(event["event"])._from_parameters(event) for event in events]
        return DialogueStateTracker.from_events(sender_id, restored, self.domain.slots)

    async def keys(self) -> list[str]:
        """Empty: conversations cannot be listed, because only hashes of their names are stored."""
        return []


async def kept(conversations: Conversations, sender: str) -> list[scrubbing.Event] | None:
    """The stored events of a conversation that has not ended, or None.

    Also None if they cannot be read: the visitor then gets an answer without the earlier conversation.
    """
    try:
        return await asyncio.to_thread(conversations.find, sender, _now())
    except SQLAlchemyError:
        logger.exception("A conversation could not be read.")
        return None


def _asks(tracker: DialogueStateTracker) -> bool:
    """Whether the turn asked something: a form is or was active in it, or it set OPEN_QUESTION."""
    latest = list(takewhile(lambda event: not isinstance(event, UserUttered), reversed(tracker.events)))
    questions = [event.value for event in latest if isinstance(event, SlotSet) and event.key == OPEN_QUESTION]
    is_form = tracker.active_loop_name is not None or any(isinstance(event, ActiveLoop) for event in latest)
    return is_form or any(value not in (None, "none") for value in questions)


@cache
def _kind(name: str) -> Any:
    """The class of an event, cached: Rasa's own `from_dict` searches all classes for each event."""
    return Event.resolve_by_type(name)


def _now() -> datetime:
    return datetime.now(timezone.utc)

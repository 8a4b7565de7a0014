"""Rasa's tracker store over our own conversations: what it gets back holds no text of a visitor."""

import asyncio
import logging
from contextvars import ContextVar
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

from bot.conversations import scrubbing
from bot.conversations.store import Conversations, open_conversations
from bot.settings import Settings

logger = logging.getLogger(__name__)

KEPT = "kept_events"
"""Rasa's tracker carries from `retrieve` to `save` what is kept of it."""

OPEN_QUESTION = "open_question"
"""The slot that tells what a bare yes or no answers when no form is active (domain.yml)."""

begins_from: ContextVar[list[scrubbing.Event] | None] = ContextVar("begins_from")
"""What is kept of the conversation, where the channel has looked already: nothing if it could not be read.

Were it read once more, that could succeed, and a message that has had its turn would have another.
"""

is_lost: ContextVar[bool] = ContextVar("is_lost", default=False)
"""Whether the turn that is going on was not kept, and the next message would be misunderstood."""


class TextFreeTrackerStore(TrackerStore):  # type: ignore[misc]
    """Keeps what the dialogue needs and nothing more, in the database that the settings name.

    A database that does not answer is no reason to keep silent: the visitor is answered, and the next message
    goes on from what was kept. If such an error left this class, Rasa would keep the whole conversation in
    memory instead. After a question that next message would answer an earlier one: the channel is told by
    `is_lost`.
    """

    def __init__(
        self, domain: Domain | None = None, event_broker: EventBroker | None = None, **kwargs: Any
    ) -> None:
        """Opens the database; `kwargs` is what Rasa passes on from its endpoints file."""
        super().__init__(domain, event_broker, **kwargs)
        self._conversations = open_conversations(Settings())

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keeps the conversation's latest session, without text."""
        found = getattr(tracker, KEPT, None)
        try:
            events = scrubbing.scrubbed([event.as_dict() for event in tracker.events])
            await asyncio.to_thread(self._conversations.keep, tracker.sender_id, events, _now(), found)
        except Exception:  # whatever it is: Rasa would keep the texts
            logger.exception("A conversation could not be kept.")
            is_lost.set(_asks(tracker))
        else:
            setattr(tracker, KEPT, events)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation, if it has not ended."""
        try:
            events = begins_from.get()
        except LookupError:
            events = await kept(self._conversations, sender_id)
        if events is None:
            return None
        restored = [_kind(event["event"])._from_parameters(event) for event in events]
        tracker = DialogueStateTracker.from_events(sender_id, restored, self.domain.slots)
        setattr(tracker, KEPT, events)
        return tracker

    async def keys(self) -> list[str]:
        """No conversation can be listed: only hashes of their names are kept."""
        return []


async def kept(conversations: Conversations, sender: str) -> list[scrubbing.Event] | None:
    """The events of a conversation that goes on; nothing where they cannot be read, which silences nobody."""
    try:
        return await asyncio.to_thread(conversations.find, sender, _now())
    except SQLAlchemyError:
        logger.exception("A conversation could not be read.")
        return None


def _asks(tracker: DialogueStateTracker) -> bool:
    """Whether a form asks something now, or did when the latest message came, or that opened a question."""
    turn = list(takewhile(lambda event: not isinstance(event, UserUttered), reversed(tracker.events)))
    opened = [event.value for event in turn if isinstance(event, SlotSet) and event.key == OPEN_QUESTION]
    is_form = tracker.active_loop_name is not None or any(isinstance(event, ActiveLoop) for event in turn)
    return is_form or any(value not in (None, "none") for value in opened)


@cache
def _kind(name: str) -> Any:
    """The class of an event; Rasa's own `from_dict` goes through all classes anew for each event."""
    return Event.resolve_by_type(name)


def _now() -> datetime:
    return datetime.now(timezone.utc)

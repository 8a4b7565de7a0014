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
from rasa.shared.core.events import ActiveLoop, Event, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker
from sqlalchemy.exc import SQLAlchemyError

from bot.privacy.conversations import MovedOnError, open_conversations
from bot.privacy.scrubbing import scrubbed
from bot.settings import Settings

logger = logging.getLogger(__name__)

KEPT = "kept_events"
"""Rasa's tracker carries from `retrieve` to `save` what is kept of it."""

is_lost: ContextVar[bool] = ContextVar("is_lost", default=False)
"""Whether the turn that is going on was not kept, and the next message would be misunderstood."""


class TextFreeTrackerStore(TrackerStore):  # type: ignore[misc]
    """Keeps what the dialogue needs and nothing more, in the database that the settings name.

    A database that does not answer is no reason to keep silent: the visitor is answered, and the next message
    goes on from what was kept. If such an error left this class, Rasa would keep the whole conversation in
    memory instead. In a form that next message would answer an earlier question: `is_lost` tells the channel.
    """

    def __init__(
        self, domain: Domain | None = None, event_broker: EventBroker | None = None, **kwargs: Any
    ) -> None:
        """Opens the database; `kwargs` is what Rasa passes on from its endpoints file."""
        super().__init__(domain, event_broker, **kwargs)
        self._conversations = open_conversations(Settings())

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keeps the conversation's latest session, without text."""
        events = scrubbed([event.as_dict() for event in tracker.events])
        found = getattr(tracker, KEPT, None)
        try:
            await asyncio.to_thread(self._conversations.keep, tracker.sender_id, events, _now(), found)
        except (SQLAlchemyError, MovedOnError):
            logger.exception("A conversation could not be kept.")
            is_lost.set(_is_in_form(tracker))
        else:
            setattr(tracker, KEPT, events)

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation, if it has not ended."""
        try:
            events = await asyncio.to_thread(self._conversations.find, sender_id, _now())
        except SQLAlchemyError:
            logger.exception("A conversation could not be read.")
            return None
        if events is None:
            return None
        restored = [_kind(event["event"])._from_parameters(event) for event in events]
        tracker = DialogueStateTracker.from_events(sender_id, restored, self.domain.slots)
        setattr(tracker, KEPT, events)
        return tracker

    async def keys(self) -> list[str]:
        """No conversation can be listed: only hashes of their names are kept."""
        return []


def _is_in_form(tracker: DialogueStateTracker) -> bool:
    """Whether a form asks something now, or did when the latest message came."""
    events = reversed(tracker.events)
    turn = takewhile(lambda event: not isinstance(event, UserUttered), events)
    return tracker.active_loop_name is not None or any(isinstance(event, ActiveLoop) for event in turn)


@cache
def _kind(name: str) -> Any:
    """The class of an event; Rasa's own `from_dict` goes through all classes anew for each event."""
    return Event.resolve_by_type(name)


def _now() -> datetime:
    return datetime.now(timezone.utc)

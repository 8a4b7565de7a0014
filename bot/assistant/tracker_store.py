"""Rasa's tracker store over our own conversations: what it gets back holds no text of a visitor."""

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
"""The slot that tells what a bare yes or no answers when no form is active (domain.yml)."""


class KeptTracker(DialogueStateTracker):  # type: ignore[misc]
    """Rasa's tracker, which carries from `retrieve` to `save` what is kept of its conversation."""

    kept: list[scrubbing.Event] | None = None


class TextFreeTrackerStore(TrackerStore):  # type: ignore[misc]
    """Keeps what the dialogue needs and nothing more, in the database that the settings name.

    A database that does not answer is no reason to keep silent: the visitor is answered, and the next message
    goes on from what was kept. If such an error left this class, Rasa would keep the whole conversation in
    memory instead. After a question that next message would answer an earlier one: the channel finds that in
    its turn (turn.py).
    """

    def __init__(
        self, domain: Domain | None = None, event_broker: EventBroker | None = None, **kwargs: Any
    ) -> None:
        """Opens the database; `kwargs` is what Rasa passes on from its endpoints file."""
        super().__init__(domain, event_broker, **kwargs)
        self._conversations = open_conversations(Settings())

    def init_tracker(self, sender_id: str) -> KeptTracker:
        """A conversation that begins."""
        return KeptTracker(sender_id, self.domain.slots)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keeps the conversation's latest session, without text."""
        found = tracker.kept if isinstance(tracker, KeptTracker) else None
        try:
            events = scrubbing.scrubbed([event.as_dict() for event in tracker.events])
            await asyncio.to_thread(self._conversations.keep, tracker.sender_id, events, _now(), found)
        except Exception:  # whatever it is: Rasa would keep the texts
            logger.exception("A conversation could not be kept.")
            if taken := turn.current():
                taken.is_lost = _asks(tracker)
        else:
            if isinstance(tracker, KeptTracker):
                tracker.kept = events

    async def retrieve(self, sender_id: str) -> DialogueStateTracker | None:
        """The conversation, if it has not ended."""
        taken = turn.current()
        events = taken.begins_from if taken else await kept(self._conversations, sender_id)
        if events is None:
            return None
        restored = [_kind(event["event"])._from_parameters(event) for event in events]
        tracker = KeptTracker.from_events(sender_id, restored, self.domain.slots)
        tracker.kept = events
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
    latest = list(takewhile(lambda event: not isinstance(event, UserUttered), reversed(tracker.events)))
    opened = [event.value for event in latest if isinstance(event, SlotSet) and event.key == OPEN_QUESTION]
    is_form = tracker.active_loop_name is not None or any(isinstance(event, ActiveLoop) for event in latest)
    return is_form or any(value not in (None, "none") for value in opened)


@cache
def _kind(name: str) -> Any:
    """The class of an event; Rasa's own `from_dict` goes through all classes anew for each event."""
    return Event.resolve_by_type(name)


def _now() -> datetime:
    return datetime.now(timezone.utc)

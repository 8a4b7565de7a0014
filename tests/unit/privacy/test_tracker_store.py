"""A conversation can be let go of."""

import asyncio

from rasa.shared.core.domain import Domain
from rasa.shared.core.events import UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.privacy.tracker_store import ForgettingTrackerStore


def test_a_conversation_saved_without_events_leaves_nothing_behind() -> None:
    store = ForgettingTrackerStore(Domain.empty())

    async def keep_and_forget() -> None:
        tracker = DialogueStateTracker("kim", [])
        tracker.update(UserUttered("mitt hemliga ärende"))
        await store.save(tracker)
        assert await store.exists("kim")
        await store.save(DialogueStateTracker("kim", []))
        assert not await store.exists("kim")

    asyncio.run(keep_and_forget())
    assert store.store == {}


def test_forgetting_what_was_never_there_is_no_error() -> None:
    asyncio.run(ForgettingTrackerStore(Domain.empty()).save(DialogueStateTracker("kim", [])))

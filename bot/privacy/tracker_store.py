"""Where conversations with the assistant are kept: in memory, and only until they are forgotten."""

from rasa.core.tracker_store import InMemoryTrackerStore
from rasa.shared.core.trackers import DialogueStateTracker


class ForgettingTrackerStore(InMemoryTrackerStore):  # type: ignore[misc]
    """Rasa's store in memory, which can also let go: a conversation without events leaves nothing."""

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keeps the conversation, or erases it when there is nothing in it."""
        if tracker.events:
            await super().save(tracker)
        else:
            self.store.pop(tracker.sender_id, None)

"""Rasa finds a conversation again as the dialogue needs it, and a broken database silences nobody."""

import asyncio
from contextlib import nullcontext
from pathlib import Path

import pytest
from rasa.core.tracker_store import FailSafeTrackerStore, TrackerStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, ActiveLoop, Event, SlotSet, UserUttered
from rasa.shared.core.slots import AnySlot
from rasa.shared.core.trackers import DialogueStateTracker
from rasa.utils.endpoints import read_endpoint_config

from bot.assistant.tracker_store import TextFreeTrackerStore
from bot.assistant.turn import Turn, taking
from bot.settings import ROOT

SECRET = "Papegoja"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "conversations.sqlite"
    monkeypatch.setenv("VAGVISAREN_CONVERSATIONS_URL", f"sqlite:///{path}")
    return path


@pytest.fixture
def store(path: Path) -> TrackerStore:
    """As Rasa makes it. It would use its own store in memory, with a warning, if ours could not be made."""
    made = TrackerStore.create(read_endpoint_config(str(ROOT / "endpoints.yml"), "tracker_store"))
    made.domain = Domain.empty()
    return made


def conversation() -> DialogueStateTracker:
    tracker = DialogueStateTracker("kim", [AnySlot("colour", [{"type": "custom"}])])
    tracker.update(UserUttered(SECRET, {"name": "greet", "confidence": 1.0}))
    tracker.update(SlotSet("colour", "blue"))
    return tracker


def save(store: TrackerStore, tracker: DialogueStateTracker) -> DialogueStateTracker | None:
    async def save_and_retrieve() -> DialogueStateTracker | None:
        await store.save(tracker)
        return await store.retrieve(tracker.sender_id)

    return asyncio.run(save_and_retrieve())


def test_the_endpoints_name_our_store(store: TrackerStore) -> None:
    assert isinstance(store, TextFreeTrackerStore)


@pytest.mark.parametrize("is_in_a_turn", [True, False], ids=["our channel", "Rasa's own"])
def test_the_first_turn_of_a_conversation_is_kept_by_the_store_as_rasa_wraps_it(
    is_in_a_turn: bool, store: TrackerStore
) -> None:
    """Rasa keeps it twice: when it begins, and when the turn is over."""
    wrapped = FailSafeTrackerStore(store)
    turn = Turn()

    async def first_turn() -> DialogueStateTracker | None:
        with taking(turn) if is_in_a_turn else nullcontext():
            tracker = await wrapped.get_or_create_tracker("kim")
            tracker.update(UserUttered(SECRET, {"name": "greet", "confidence": 1.0}))
            await wrapped.save(tracker)
        return await store.retrieve("kim")

    again = asyncio.run(first_turn())
    assert again is not None
    assert again.latest_message.intent == {"name": "greet"}
    assert not turn.is_lost


def test_a_conversation_comes_back_without_what_was_written(store: TrackerStore, path: Path) -> None:
    again = save(store, conversation())
    assert again is not None
    assert again.latest_message.intent["name"] == "greet"
    assert not again.latest_message.text
    assert [event.value for event in again.events if isinstance(event, SlotSet)] == ["blue"]
    assert SECRET.encode() not in path.read_bytes()


def test_conversations_cannot_be_listed(store: TrackerStore) -> None:
    save(store, conversation())
    assert asyncio.run(store.keys()) == []


def test_a_broken_database_is_logged_and_the_text_is_kept_nowhere(
    store: TrackerStore, path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path.write_bytes(b"no database" * 1000)
    assert save(store, conversation()) is None
    logged = caplog.text
    assert "A conversation could not be kept." in logged
    assert "DatabaseError" in logged
    assert SECRET not in logged


def save_two(store: TrackerStore, first: Event, second: Event) -> tuple[bool, DialogueStateTracker]:
    """Two servers take the same conversation on; whether the second one's turn is lost, and what is kept."""

    async def both() -> tuple[bool, DialogueStateTracker]:
        began = Turn()
        with taking(began):
            await store.save(conversation())
        taken = [Turn(began.stored), Turn(began.stored)]
        for turn, event in zip(taken, (first, second), strict=True):
            with taking(turn):
                tracker = await store.retrieve("kim")
                assert tracker
                tracker.update(UserUttered("ja"))
                tracker.update(event)
                await store.save(tracker)
        return taken[-1].is_lost, await store.retrieve("kim")

    return asyncio.run(both())


def test_a_server_that_comes_late_does_not_bring_an_earlier_turn_back(store: TrackerStore) -> None:
    lost, kept = save_two(store, SlotSet("colour", "red"), SlotSet("colour", "green"))
    assert kept.events[-1].value == "red"
    assert not lost, "what was said is true all the same"


@pytest.mark.parametrize(
    "event",
    [
        ActiveLoop("terms_form"),
        ActiveLoop(None),
        SlotSet("open_question", "safety"),
        SlotSet("open_question", "self_check"),
    ],
)
def test_a_turn_that_asks_and_is_not_kept_is_lost(store: TrackerStore, event: Event) -> None:
    lost, _ = save_two(store, ActionExecuted("action_listen"), event)
    assert lost


def test_a_turn_that_asks_nothing_is_not_lost(store: TrackerStore) -> None:
    lost, _ = save_two(store, ActionExecuted("action_listen"), SlotSet("open_question", "none"))
    assert not lost


def test_a_turn_goes_on_from_what_the_channel_saw(store: TrackerStore) -> None:
    """Were it read anew, a message that looked new could be acted on once more."""

    async def unread() -> DialogueStateTracker | None:
        await store.save(conversation())
        with taking(Turn()):
            return await store.retrieve("kim")

    assert asyncio.run(unread()) is None


def test_whatever_goes_wrong_rasa_gets_no_error_for_which_it_would_keep_the_texts(
    store: TrackerStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise KeyError

    monkeypatch.setattr("bot.conversations.scrubbing.scrubbed", broken)
    asyncio.run(store.save(conversation()))


def test_one_server_keeps_one_turn_after_the_other(store: TrackerStore) -> None:
    async def three() -> DialogueStateTracker:
        tracker = conversation()
        for _ in range(3):
            tracker.update(SlotSet("colour", "red"))
            await store.save(tracker)
        return await store.retrieve("kim")

    assert len(asyncio.run(three()).events) == 5

"""One turn of a conversation is taken at a time, and nothing of it reaches the next one."""

import asyncio
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.shared.core.events import BotUttered, UserUttered

from bot.assistant.channel import VagvisarenInput
from bot.assistant.replies import Replies
from bot.assistant.turn import Turn, current, taking
from bot.conversations.scrubbing import scrubbed
from bot.conversations.store import Conversations
from bot.database import open_database
from bot.wire import CHANNEL, Reply


def test_a_turn_is_the_current_one_until_it_is_over() -> None:
    turn = Turn()
    with taking(turn):
        assert current() is turn
    assert current() is None


def test_a_turn_that_breaks_down_is_forgotten_as_well() -> None:
    """The next visitor on the same connection would else go on from it."""
    with pytest.raises(RuntimeError), taking(Turn()):
        raise RuntimeError
    assert current() is None


class UnhurriedAgent:
    """Stands in for Rasa's agent: a turn takes a moment, is kept, and writes down when it begins and ends."""

    def __init__(self, conversations: Conversations) -> None:
        self.processor = self
        self.lock_store = InMemoryLockStore()
        self.log: list[str] = []
        self._conversations = conversations

    async def parse_message(self, text: str) -> dict[str, Any]:
        return {"text": text}

    async def handle_message(self, message: UserMessage) -> None:
        turn = current()
        assert turn
        self.log.append(f"{message.message_id} begins")
        await asyncio.sleep(0.1)
        await message.output_channel.send_response(message.sender_id, {"text": f"Svar {message.message_id}"})
        events = [UserUttered("ja", {"name": "affirm"}, message_id=message.message_id), BotUttered("Svar 1")]
        kept = [*(turn.stored or []), *scrubbed([event.as_dict() for event in events])]
        self._conversations.keep(message.sender_id, kept, datetime.now(timezone.utc), turn.stored)
        self.log.append(f"{message.message_id} ends")


def both(tmp_path: Path, *ids: str) -> tuple[list[str], list[list[Reply]]]:
    """What the agent did and what was answered, when these messages of one visitor come at once."""
    channel = VagvisarenInput()
    channel._conversations = Conversations(open_database(f"sqlite:///{tmp_path}/x"), timedelta(minutes=60))
    agent = UnhurriedAgent(channel._conversations)
    messages = [
        UserMessage("ja", Replies(), "eskilstuna.kim", input_channel=CHANNEL, message_id=each) for each in ids
    ]

    async def at_once() -> list[list[Reply]]:
        return await asyncio.gather(*(channel._replies(agent, each) for each in messages))

    replies = asyncio.run(at_once())
    return agent.log, replies


def test_two_messages_of_one_visitor_are_acted_on_one_after_the_other(tmp_path: Path) -> None:
    log, replies = both(tmp_path, "1", "2")
    assert sorted([log[:2], log[2:]]) == [["1 begins", "1 ends"], ["2 begins", "2 ends"]]
    assert [[reply.text for reply in each] for each in replies] == [["Svar 1"], ["Svar 2"]]


def test_a_message_that_comes_twice_at_once_is_acted_on_once_and_answered_twice(tmp_path: Path) -> None:
    log, replies = both(tmp_path, "1", "1")
    assert log == ["1 begins", "1 ends"]
    assert sorted((reply.text, reply.again) for each in replies for reply in each) == [
        ("Svar 1", False),
        ("Svar 1", True),
    ]

"""The channel passes on all that an answer carries."""

import asyncio
import json
import os
import re
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import yaml
from rasa.core.channels.channel import UserMessage
from rasa.core.lock_store import InMemoryLockStore
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import BotUttered, UserUttered

from bot.assistant import turn
from bot.assistant.channel import LONG_MESSAGE_NICENESS, VagvisarenInput, without_commands
from bot.assistant.replies import DANGER_RESPONSE, Replies
from bot.conversations.scrubbing import scrubbed
from bot.conversations.store import Conversations
from bot.database import open_database
from bot.dialogue.state import STATE, State, to_slot
from bot.limits import LONG, takes_long
from bot.municipality.answers import bubbles
from bot.settings import ROOT
from bot.wire import CHANNEL, Button, Reply


def test_a_blank_line_parts_bubbles() -> None:
    assert bubbles("ett\n\ntvå\n\n\n\ntre\n") == ["ett", "två", "tre"]
    assert bubbles("") == []


def test_buttons_and_sources_stand_on_the_last_bubble() -> None:
    replies = Replies()
    message = {
        "text": "ett\n\ntvå",
        "buttons": [{"title": "Ja", "payload": "/affirm"}],
        "metadata": {"sources": ["x"]},
    }
    asyncio.run(replies.send_response("a", message))
    assert replies.collected == [
        Reply(text="ett"),
        Reply(text="två", buttons=(Button(title="Ja", payload="/affirm"),), sources=("x",)),
    ]


def test_an_answers_name_stands_beside_it_for_the_front_to_count() -> None:
    replies = Replies()
    asyncio.run(replies.send_response("a", {"text": "ett\n\ntvå", "utter_action": "utter_faq/phone"}))
    assert [reply.response for reply in replies.collected] == [None, "utter_faq/phone"]


DOMAIN = Domain.from_dict({"intents": ["affirm", "human", {"faq": {"is_retrieval_intent": True}}, "restart"]})


@pytest.mark.parametrize("payload", ["/affirm", "/human", "affirm", "faq/phone", "ja/nej"])
def test_what_our_buttons_say_stays_as_it_is(payload: str) -> None:
    assert without_commands(payload, DOMAIN) == payload


@pytest.mark.parametrize(
    "text",
    [
        "/restart",
        "/session_start",
        '/affirm{"x": 1}',
        "//restart",
        "/faq",
        "/ back",
        "\t/restart",
        " \n/back",
    ],
)
def test_what_would_be_a_command_to_rasa_is_read_as_text(text: str) -> None:
    assert not without_commands(text, DOMAIN).strip().startswith("/")


class SlowWithLongOnes:
    """Stands in for Rasa's agent: a long message is not read before `is_over`."""

    def __init__(self) -> None:
        self.processor = self
        self.is_over = threading.Event()

    async def parse_message(self, message: UserMessage) -> dict[str, Any]:
        if takes_long(message.text):
            self.is_over.wait()
        return {"text": message.text}


def test_however_many_long_messages_are_read_a_short_one_does_not_wait_for_them() -> None:
    agent, channel = SlowWithLongOnes(), VagvisarenInput()

    async def read() -> list[dict[str, Any]]:
        long = [asyncio.create_task(channel._read(agent, UserMessage("a" * (LONG + 1)))) for _ in range(5)]
        try:
            short = await asyncio.wait_for(channel._read(agent, UserMessage("a" * LONG)), 30)
            assert not any(each.done() for each in long)
        finally:
            agent.is_over.set()
        return [short, *await asyncio.gather(*long)]

    assert [len(each["text"]) for each in asyncio.run(read())] == [LONG] + 5 * [LONG + 1]


def test_a_long_message_gives_way_to_short_ones_on_the_same_core() -> None:
    def niceness() -> int:
        return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    channel, own = VagvisarenInput(), niceness()
    assert channel._reading_long.submit(niceness).result() == min(own + LONG_MESSAGE_NICENESS, 19), (
        "19 is the most"
    )
    assert channel._reading.submit(niceness).result() == niceness() == own, "nobody else does"


def test_every_word_on_danger_ends_with_a_question_alone_which_may_be_left_out() -> None:
    said = yaml.safe_load((ROOT / "data/responses/danger.yml").read_text(encoding="utf-8"))["responses"]
    ends = [
        bubbles(each["text"])[-1]
        for name, all_ in said.items()
        if name.startswith(DANGER_RESPONSE)
        for each in all_
    ]
    assert ends
    assert [end for end in ends if not re.fullmatch(r"[^.!?]+ i säkerhet just nu\?", end)] == []


class LockedAgent:
    """Stands in for Rasa's agent: a turn of the conversation goes on while the lock is held."""

    def __init__(self) -> None:
        self.lock_store = InMemoryLockStore()


def test_forgetting_waits_for_a_turn_on_its_way_and_leaves_nothing_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A turn that ends after the conversation was erased would be kept, and nobody would erase it again."""
    address = f"sqlite:///{tmp_path}/conversations.sqlite"
    monkeypatch.setenv("VAGVISAREN_CONVERSATIONS_URL", address)
    channel, agent = VagvisarenInput(), LockedAgent()
    routes = channel.blueprint(lambda _: asyncio.sleep(0))
    [forget] = [each.handler for each in routes._future_routes if each.uri == "/forget"]
    kept = Conversations(open_database(address), timedelta(minutes=60))
    request = SimpleNamespace(json={"sender": "kim"}, app=SimpleNamespace(ctx=SimpleNamespace(agent=agent)))

    async def both() -> bool:
        async with agent.lock_store.lock("kim"):
            asked = asyncio.create_task(forget(request))
            await asyncio.sleep(0.2)
            had_to_wait = not asked.done()
            kept.keep("kim", [{"event": "restart"}], datetime.now(timezone.utc), None)
        await asked
        return had_to_wait

    assert asyncio.run(both())
    assert kept.find("kim", datetime.now(timezone.utc)) is None


@pytest.mark.parametrize("has_alarmed", [True, False])
def test_the_danger_that_was_heard_is_told_of_a_conversation(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, has_alarmed: bool
) -> None:
    address = f"sqlite:///{tmp_path}/conversations.sqlite"
    monkeypatch.setenv("VAGVISAREN_CONVERSATIONS_URL", address)
    routes = VagvisarenInput().blueprint(lambda _: asyncio.sleep(0))
    [danger] = [each.handler for each in routes._future_routes if each.uri == "/danger"]
    kept = Conversations(open_database(address), timedelta(minutes=60))
    state = to_slot(State(topic="faq/phone", has_alarmed=has_alarmed, alarm_kind="danger/child"))
    kept.keep("kim", [{"event": "slot", "name": STATE, "value": state}], datetime.now(timezone.utc), None)

    def told(content: object) -> object:
        return json.loads(asyncio.run(danger(SimpleNamespace(json=content))).body)

    assert told({"sender": "kim"}) == {"danger": "danger/child" if has_alarmed else ""}
    assert told({"sender": "alva"}) == {"danger": ""}
    assert told({}) == {"error": "Skicka sender som text."}


class OvertakenAgent:
    """Stands in for Rasa's agent: another server, given up on, keeps this turn while it is taken here."""

    def __init__(self, conversations: Conversations, kept_id: str) -> None:
        self.processor = self.lock_store = self
        self._conversations = conversations
        self._kept_id = kept_id

    @asynccontextmanager
    async def lock(self, _: str) -> AsyncIterator[None]:
        yield

    async def parse_message(self, text: str) -> dict[str, Any]:
        return {"text": text}

    async def handle_message(self, message: UserMessage) -> None:
        await message.output_channel.send_response("kim", {"text": "Fråga 3 av 9, som inte sparas"})
        user = UserUttered("ja", {"name": "affirm"}, message_id=self._kept_id).as_dict()
        events = scrubbed([user, BotUttered("Fråga 3 av 9").as_dict()])
        self._conversations.keep(message.sender_id, events, datetime.now(timezone.utc), None)
        taken = turn.current()
        assert taken
        taken.is_lost = True


@pytest.mark.parametrize(
    ("kept_id", "said"), [("1", "Fråga 3 av 9"), ("another", "Just nu fungerar inte allt")]
)
def test_a_turn_that_another_server_kept_is_what_the_visitor_reads(
    tmp_path: Path, kept_id: str, said: str
) -> None:
    """Else what is asked next would be answered by whoever was asked to write the same again."""
    channel = VagvisarenInput()
    channel._conversations = Conversations(open_database(f"sqlite:///{tmp_path}/x"), timedelta(minutes=60))
    agent = OvertakenAgent(channel._conversations, kept_id)
    message = UserMessage("ja", Replies(), "eskilstuna.kim", input_channel=CHANNEL, message_id="1")
    first, *_ = asyncio.run(channel._replies(agent, message))
    assert first.text.startswith(said)

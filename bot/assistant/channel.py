"""Rasa's input channel, which returns complete replies: bubbles, buttons and sources.

Rasa's `rest` channel drops metadata. This one answers the same request at `/webhooks/vagvisaren/webhook` with
one typed reply per bubble (bot/wire.py). A request may have a `message_id`. A message sent again with the
same id, after a lost connection, is not processed twice: it gets the same replies, marked `again` and without
the answer's name. A text equal to the title of a button that the last turn offered counts as pressing that
button. A question whose turn could not be stored is withdrawn, because the visitor's next message would
otherwise be taken as the answer to an earlier question.
"""

from __future__ import annotations

import asyncio
import logging
import os
import re
import time
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from typing import Any

from rasa.core.agent import Agent
from rasa.core.channels.channel import InputChannel, UserMessage
from rasa.shared.core.constants import DEFAULT_INTENTS
from rasa.shared.core.domain import Domain
from sanic import Blueprint, Sanic, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot import limits, memory
from bot.assistant.context import of_events
from bot.assistant.kept_routes import add_routes, content_of
from bot.assistant.last_turn import has_had_its_turn, last_turn, payload_of, said_in
from bot.assistant.measuring import LOCK_SECONDS, READING_SECONDS, measure_turn
from bot.assistant.policy import OUT_OF_ORDER
from bot.assistant.replies import Replies
from bot.assistant.running_turns import RunningTurns
from bot.assistant.tracker_store import kept
from bot.assistant.trial import tried
from bot.assistant.turn import Turn, taking
from bot.conversations.scrubbing import Event
from bot.conversations.store import Conversations, open_conversations
from bot.database_waits import waiting_at_most
from bot.limits import takes_long
from bot.metrics import announce_purge, measured_purge
from bot.municipality import UnknownMunicipalityError, english_phrases, load_profiles
from bot.municipality.answers import bubbles
from bot.privacy import logs
from bot.privacy.characters import normalized
from bot.settings import Settings
from bot.wire import CHANNEL, ENGLISH, SWEDISH, Reply

PURGE_EVERY_SECONDS = 60
CONVERSATIONS = "conversations"

WARM_UP = "jag heter nåt och bor på en gata"
"""Mentions a person, so that the name recognisers, which are loaded at first use, are loaded too."""

LONG_MESSAGE_NICENESS = 10
"""The niceness of the thread for long messages. On Linux, other threads then get 9/10 of a shared core."""

LEADING_SLASHES = re.compile(r"^[/\s]+")

logger = logging.getLogger(__name__)


def replies_in(body: dict[str, Any]) -> Replies:
    """Collects the replies to a request, which may say what language the visitor's page is in."""
    return Replies(ENGLISH if body.get("language") == ENGLISH else SWEDISH)


def without_commands(text: str, domain: Domain) -> str:
    """The text without the leading slash that makes it a Rasa command; our buttons' payloads keep theirs."""
    of_buttons = {*domain.intents} - {*DEFAULT_INTENTS} - {*domain.retrieval_intents}
    return text if text.removeprefix("/") in of_buttons else LEADING_SLASHES.sub("", text)


async def said_again(message: UserMessage, events: list[Event] | None) -> list[Reply]:
    """The last turn's replies, if the message has already been answered; empty for a new message."""
    replies = Replies()
    if events and has_had_its_turn(events, message.message_id):
        for said in said_in(last_turn(events)):
            await replies.send_response(message.sender_id, said)
    return [reply.model_copy(update={"again": True}) for reply in replies.collected]


def _as_json(replies: list[Reply]) -> list[dict[str, Any]]:
    return [reply.model_dump(mode="json") for reply in replies]


async def _purging(conversations: Conversations) -> None:
    """Erases conversations that have ended, once a minute. Several servers may do so at once."""
    announce_purge(CONVERSATIONS)
    while True:
        try:
            with measured_purge(CONVERSATIONS):
                await asyncio.to_thread(conversations.purge, datetime.now(timezone.utc))
        except Exception:  # tried again in a minute
            logger.exception("Purging conversations failed.")
        await asyncio.sleep(PURGE_EVERY_SECONDS)


class VagvisarenInput(InputChannel):  # type: ignore[misc]
    """Receives `{"sender": ..., "message": ...}` and answers with a list of bubbles."""

    @classmethod
    def name(cls) -> str:
        """The channel's name and the prefix of its address."""
        return CHANNEL

    def __init__(self) -> None:
        """Creates the threads that interpret messages, and loads the profiles.

        Two messages are interpreted at once, because most of that work releases the GIL. Long messages share
        one thread of low priority, so that they do not delay other visitors.
        """
        self._reading = ThreadPoolExecutor(2, "nlu")
        self._reading_long = ThreadPoolExecutor(1, "nlu-long", os.nice, (LONG_MESSAGE_NICENESS,))
        self._profiles = load_profiles(Settings().municipalities)

    def blueprint(self, _: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """`/` for health, `/webhook` for messages, `/danger`, `/forget` to erase a conversation, `/try`."""
        logs.protect()  # needed when Rasa is started by its own command
        routes = Blueprint("vagvisaren_webhook")
        conversations = self._conversations = open_conversations(Settings())
        is_warm = asyncio.Event()
        meanwhile: list[asyncio.Task[None]] = []
        turns = RunningTurns()
        add_routes(routes, conversations)

        @routes.route("/", methods=["GET"])  # type: ignore[untyped-decorator]
        async def health(_: Request) -> HTTPResponse:
            return response.json(
                {"status": "ok" if is_warm.is_set() else "waiting"}, 200 if is_warm.is_set() else 503
            )

        @routes.route("/webhook", methods=["POST"])  # type: ignore[untyped-decorator]
        async def receive(request: Request) -> HTTPResponse:
            body = content_of(request)
            sender, said = body.get("sender"), body.get("message")
            if not isinstance(sender, str) or not sender or not isinstance(said, str):
                return response.json({"error": "Skicka sender och message som text."}, status=400)
            if not self._is_served(sender):
                return response.json({"error": "Den kommunen finns inte här."}, status=404)
            if not is_warm.is_set():
                return response.json({"error": "Servern startar."}, status=503)  # nginx tries another server
            text = without_commands(normalized(said), request.app.ctx.agent.domain)
            message = UserMessage(
                text, replies_in(body), sender, input_channel=CHANNEL, message_id=body.get("message_id")
            )
            replies = await turns.run(self._measured(request.app.ctx.agent, message))
            return response.json(_as_json(replies))

        @routes.route("/try", methods=["POST"])  # type: ignore[untyped-decorator]
        async def try_out(request: Request) -> HTTPResponse:
            text = content_of(request).get("message")
            municipality = content_of(request).get("municipality", self._profiles.first.key)
            if not isinstance(text, str) or municipality not in list(self._profiles):
                return response.json({"error": "Skicka message, och municipality som finns."}, status=400)
            agent: Agent = request.app.ctx.agent
            said = without_commands(text, agent.domain)
            try:
                return response.json(await tried(agent, said, Replies(), municipality))
            except Exception:  # not 5xx: nginx would consider this server down, for visitors too
                logger.exception("A trial broke down.")
                return response.json({"error": "Det gick inte att prova."}, status=422)

        @routes.listener("after_server_start")  # type: ignore[untyped-decorator]
        async def purge_every_minute(*_: Any) -> None:
            meanwhile.append(asyncio.create_task(_purging(conversations)))

        @routes.listener("after_server_start")  # type: ignore[untyped-decorator]
        async def warm_up(app: Sanic, _: Any) -> None:
            """Loads what is loaded at the first message, so that no visitor waits for it."""
            await self._read(app.ctx.agent, UserMessage(WARM_UP))
            memory.freeze_objects()
            meanwhile.append(asyncio.create_task(memory.trim_every_minute()))
            is_warm.set()

        @routes.listener("before_server_stop")  # type: ignore[untyped-decorator]
        async def stop(*_: Any) -> None:
            for task in meanwhile:
                task.cancel()
            await asyncio.gather(*meanwhile, return_exceptions=True)
            await turns.wait()

        return routes

    def _is_served(self, sender: str) -> bool:
        try:
            self._profiles.of_conversation(sender)
        except UnknownMunicipalityError:
            return False
        return True

    async def _read(self, agent: Agent, message: UserMessage) -> dict[str, Any]:
        """Interprets a message in a thread. Rasa itself would block the event loop, and so all visitors."""
        loop = asyncio.get_running_loop()
        reading = self._reading_long if takes_long(message.text) else self._reading
        parsing = agent.processor.parse_message(message)
        parsed: dict[str, Any] = await loop.run_in_executor(reading, asyncio.run, parsing)
        return parsed

    async def _measured(self, agent: Agent, message: UserMessage) -> list[Reply]:
        with waiting_at_most(limits.DATABASE_WITHIN):  # for the whole turn
            replies = await self._replies(agent, message)
        measure_turn(replies)
        return replies

    async def _replies(self, agent: Agent, message: UserMessage) -> list[Reply]:
        """The turn's replies: new ones, those sent before to a repeat, or the calm line if it failed."""
        replies: Replies = message.output_channel
        turn = Turn()
        try:
            if said := await self._take(turn, agent, message):
                return said
        except Exception:
            logger.exception("A turn broke down.")
        if replies.collected and not turn.is_lost:
            return replies.collected
        # Another server may have stored this turn after nginx stopped waiting for it: its replies are valid.
        if said := await said_again(message, await kept(self._conversations, message.sender_id)):
            return said
        if turn.is_lost:
            replies.take_back()
        profile = self._profiles.of_conversation(message.sender_id)
        is_english = replies.language == ENGLISH
        calm = english_phrases.out_of_order(profile) if is_english else profile.out_of_order()
        if replies.collected:  # the advice on danger: add where a human is, not "wait and write again"
            calm = bubbles(calm)[0]
        line = {"text": calm, "utter_action": OUT_OF_ORDER, "metadata": {"lang": replies.language}}
        await replies.send_response(message.sender_id, line)
        return replies.collected

    async def _take(self, turn: Turn, agent: Agent, message: UserMessage) -> list[Reply]:
        """Processes the message; returns the earlier replies if it has already been answered.

        The lock lets all servers together process one message of a conversation at a time. The stored events
        are read again under it, because another server may have answered the same message meanwhile.
        """
        before = await kept(self._conversations, message.sender_id) or []
        if not has_had_its_turn(before, message.message_id):
            message.text = payload_of(message.text, last_turn(before)) or message.text
            with READING_SECONDS.time():
                context = of_events(message.sender_id, before)
                message.parse_data = await self._read(agent, UserMessage(message.text, metadata=context))
        asked_at = time.perf_counter()
        async with agent.lock_store.lock(message.sender_id):
            LOCK_SECONDS.observe(time.perf_counter() - asked_at)
            turn.stored = await kept(self._conversations, message.sender_id)
            if said := await said_again(message, turn.stored):
                return said
            with taking(turn):
                await agent.processor.handle_message(message)
        return []

"""The channel that passes a whole message on: its bubbles, buttons and sources.

Rasa's `rest` channel drops metadata. This one answers the same request at `/webhooks/vagvisaren/webhook` with
one object a bubble: `text`, and on the last bubble of an answer `buttons` and `metadata`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from rasa.core.channels.channel import CollectingOutputChannel, InputChannel, UserMessage
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.municipality import load_profile
from bot.settings import Settings

NAME = "vagvisaren"
logger = structlog.get_logger(__name__)


def bubbles(text: str) -> list[str]:
    """An answer's text, cut where a blank line stands."""
    return [part.strip() for part in text.split("\n\n") if part.strip()]


class Replies(CollectingOutputChannel):  # type: ignore[misc]
    """Collects a turn's replies with everything they carry."""

    @classmethod
    def name(cls) -> str:
        """The channel's name, as responses may ask for it."""
        return NAME

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keeps one bot message as its bubbles."""
        texts = bubbles(message.get("text") or "")
        extras = {key: message[key] for key in ("buttons", "metadata") if message.get(key)}
        for text in texts[:-1]:
            await self._persist_message({"recipient_id": recipient_id, "text": text})
        for text in texts[-1:]:
            await self._persist_message({"recipient_id": recipient_id, "text": text, **extras})


class VagvisarenInput(InputChannel):  # type: ignore[misc]
    """Receives `{"sender": ..., "message": ...}` and answers with a list of bubbles."""

    @classmethod
    def name(cls) -> str:
        """The channel's name and the prefix of its address."""
        return NAME

    def blueprint(self, on_new_message: Callable[[UserMessage], Awaitable[Any]]) -> Blueprint:
        """The channel's routes: `/` for health, `/webhook` for messages."""
        routes = Blueprint("vagvisaren_webhook")

        @routes.route("/", methods=["GET"])  # type: ignore[untyped-decorator]
        async def health(_: Request) -> HTTPResponse:
            return response.json({"status": "ok"})

        @routes.route("/webhook", methods=["POST"])  # type: ignore[untyped-decorator]
        async def receive(request: Request) -> HTTPResponse:
            body = request.json if isinstance(request.json, dict) else {}
            sender, text = body.get("sender"), body.get("message")
            if not isinstance(sender, str) or not sender or not isinstance(text, str):
                return response.json({"error": "Skicka sender och message som text."}, status=400)
            return response.json(await self._replies(on_new_message, sender, text))

        return routes

    async def _replies(
        self, on_new_message: Callable[[UserMessage], Awaitable[Any]], sender: str, text: str
    ) -> list[dict[str, Any]]:
        """The turn's bubbles, or the calm line when it broke down; errors are logged by their kind only."""
        replies = Replies()
        try:
            await on_new_message(UserMessage(text, replies, sender, input_channel=NAME))
        except Exception as error:
            logger.error("channel.turn.failed", error=type(error).__name__)
        if not replies.messages:
            await replies.send_response(
                sender, {"text": load_profile(Settings().municipality).out_of_order()}
            )
        messages: list[dict[str, Any]] = replies.messages
        return messages

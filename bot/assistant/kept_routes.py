"""The channel's routes about what is kept of a conversation."""

import asyncio
import logging
from typing import Any

from rasa.core.agent import Agent
from sanic import Blueprint, response
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.assistant.kept_state import kept_state
from bot.assistant.tracker_store import kept
from bot.conversations.store import Conversations

NO_SENDER = "Skicka sender som text."
logger = logging.getLogger(__name__)


def content_of(request: Request) -> dict[str, Any]:
    """The request's JSON object; empty if it is something else."""
    return request.json if isinstance(request.json, dict) else {}


def add_routes(routes: Blueprint, conversations: Conversations) -> None:
    """`/danger` tells the label of the danger heard last in a conversation, `/forget` erases it."""

    @routes.route("/danger", methods=["POST"])  # type: ignore[untyped-decorator]
    async def danger(request: Request) -> HTTPResponse:
        sender = content_of(request).get("sender")
        if not isinstance(sender, str) or not sender:
            return response.json({"error": NO_SENDER}, status=400)
        events = await kept(conversations, sender)
        state = kept_state(events or [])
        return response.json({"danger": state.alarm_kind if state.has_alarmed else ""})

    @routes.route("/forget", methods=["POST"])  # type: ignore[untyped-decorator]
    async def forget(request: Request) -> HTTPResponse:
        sender = content_of(request).get("sender")
        if not isinstance(sender, str) or not sender:
            return response.json({"error": NO_SENDER}, status=400)
        agent: Agent = request.app.ctx.agent
        try:
            async with agent.lock_store.lock(sender):
                await asyncio.to_thread(conversations.erase, sender)
        except Exception:  # not 5xx: nginx would try other servers, which use the same database and Redis
            logger.exception("A conversation could not be erased.")
            return response.json({"error": "Det gick inte att radera."}, status=422)
        return response.json({"forgotten": True})

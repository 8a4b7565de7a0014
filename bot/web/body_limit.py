"""Refuses request bodies that are longer than any that the visitor's page sends."""

from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.limits import PADDED_BYTES

MAX_BYTES = PADDED_BYTES[-1]
"""The longest conversation that may be handed over (bot/limits.py), as JSON and padded."""


class BodyLimit:
    """Counts the bytes that arrive, not those that Content-Length promises; answers 413."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, and fails when its body turns out to be too long."""
        received = 0

        async def counted() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > MAX_BYTES:
                raise HTTPException(413)
            return message

        await self._app(scope, counted if scope["type"] == "http" else receive, send)

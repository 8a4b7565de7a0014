"""Makes the answers of the visitor's API equally long, so that their length tells nothing on the line.

TLS hides what is said, but not how long it is, and every answer of ours is public: its length would name it.
So answers, errors and erasures all get the first length of a few that holds them, nearly always the shortest
(bot/limits.py): JSON ignores spaces at its end. One more header makes the headers equally long, together with
the status line.

The time that an answer takes tells danger from other topics in some cases (tests/attack). So messages are
answered a whole number of steps after they came.

It must see each answer as it leaves, so it is around all other middleware. Nothing after it may compress.
"""

import asyncio
from http import HTTPStatus

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.limits import padded_length
from bot.web.measuring import MESSAGES

PADDED = "/api/"
"""What begins the paths of the visitor's API."""

FILLER = "Padding"
HEAD_BYTES = 1_024
"""Headers take this much, or a multiple of it. Without a filler they are about 800 bytes."""

STEP = 0.2
"""Seconds. Several times as long as most answers take, so that nearly all come at the first step."""


class Padded:
    """Pads JSON under `/api/`; a stream pads its events itself (bot/web/events.py)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends an answer when it is complete, because its length stands at its beginning."""
        if scope["type"] != "http" or not scope["path"].startswith(PADDED):
            await self._app(scope, receive, send)
            return
        began = asyncio.get_running_loop().time()
        start: Message | None = None
        body = bytearray()

        async def padded(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start" and _is_json(message):
                start = message
                return
            if start is None:
                await send(message)
                return
            body.extend(message.get("body", b""))
            if not message.get("more_body", False):
                body.extend(b" " * (padded_length(len(body)) - len(body)))
                _fill_head(start, len(body))
                if scope["path"] == MESSAGES:
                    await asyncio.sleep((began - asyncio.get_running_loop().time()) % STEP)
                await send(start)
                await send({"type": "http.response.body", "body": bytes(body)})

        await self._app(scope, receive, padded)


def _is_json(start: Message) -> bool:
    return MutableHeaders(scope=start).get("content-type") == "application/json"


def _fill_head(start: Message, length: int) -> None:
    """Sets the body's length, and fills the status line and headers up to a fixed length."""
    headers = MutableHeaders(scope=start)
    headers["Content-Length"] = str(length)
    used = len(HTTPStatus(start["status"]).phrase) + len(f"{FILLER}: \r\n")
    used += sum(len(name) + len(value) + len(": \r\n") for name, value in headers.raw)
    headers[FILLER] = "0" * (-used % HEAD_BYTES)

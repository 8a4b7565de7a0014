"""Many simulated visitors' pages in one process, which listen to their event streams.

Uses plain sockets, because an HTTP library's connection pool takes more CPU than the streams themselves.
"""

import asyncio
import json
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

OPENING_AT_ONCE = 20
ERRORS = (OSError, asyncio.TimeoutError, asyncio.IncompleteReadError, ValueError)


@dataclass
class Page:
    """One page: whether its stream is open, and when each message arrived (monotonic seconds)."""

    token: str
    is_open: bool = False
    has_state: bool = False
    lines: dict[str, float] = field(default_factory=dict)

    async def open(self, port: int) -> asyncio.StreamReader:
        """Opens the stream; returns when the front has sent the case's state."""
        reader, self._writer = await asyncio.open_connection("127.0.0.1", port)
        body = json.dumps({"conversation": self.token})
        head = f"POST /api/events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        self._writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())
        if b" 200 " not in await reader.readline():
            raise ValueError("no stream")
        while not self.has_state:
            self._receive(await reader.readuntil(b"\n"))
        self.is_open = True
        return reader

    async def listen(self, reader: asyncio.StreamReader) -> None:
        """Reads events until either side closes the stream."""
        with suppress(*ERRORS):
            while True:
                self._receive(await reader.readuntil(b"\n"))
        self.is_open = False

    def close(self) -> None:
        """Drops the connection."""
        if self.is_open:
            self._writer.transport.abort()  # like a phone out of reach, which does not close it

    def _receive(self, line: bytes) -> None:
        if not line.startswith(b"data: {"):
            return
        data = json.loads(line.removeprefix(b"data: "))
        if "text" in data:
            self.lines[data["text"]] = time.monotonic()
        elif "state" in data:
            self.has_state = True


class Audience:
    """Pages that listen during the block."""

    def __init__(self, tokens: Sequence[str], port: int) -> None:
        self.pages = [Page(token) for token in tokens]
        self._port = port
        self._opening = asyncio.Semaphore(OPENING_AT_ONCE)

    async def __aenter__(self) -> "Audience":
        self._listening = [task for task in await asyncio.gather(*map(self._open, self.pages)) if task]
        return self

    async def __aexit__(self, *_: object) -> None:
        for page in self.pages:
            page.close()
        await asyncio.gather(*self._listening)

    @property
    def lost(self) -> int:
        """The number of streams that did not open or have ended."""
        return sum(not page.is_open for page in self.pages)

    async def _open(self, page: Page) -> "asyncio.Task[None] | None":
        async with self._opening:
            try:
                reader = await asyncio.wait_for(page.open(self._port), 30)
            except ERRORS:
                return None
        return asyncio.create_task(page.listen(reader))

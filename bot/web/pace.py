"""Rate limits and queues, without knowing who sends: no address is needed or kept."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext
from enum import Enum

from aiolimiter import AsyncLimiter
from anyio import Semaphore, fail_after
from cachetools import TTLCache

from bot.limits import takes_long
from bot.web.measuring import TOO_FAST, WAITING

PER_CONVERSATION = (20, 60)
"""Messages and seconds: nobody types faster than this, but a stuck key does."""

MINUTE = 60
REMEMBERED = 10_000

AT_ONCE = 40
"""Messages that may wait for the assistant at once: two Rasa servers answer as many in about two seconds."""

LONG_WAIT = 3.0
"""Seconds that work may wait in a queue; the page allows for them beside the time it takes to answer."""

LONG_REDACTION = 2_000
"""Characters above which redacting takes long: up to 4 s for the longest conversation that may be shared."""


class TooFastError(Exception):
    """More messages than a person writes, or than we can answer."""


def _too_fast(limit: str) -> TooFastError:
    """The error, counted by the limit that was met."""
    TOO_FAST.labels(limit).inc()
    return TooFastError()


class Turns:
    """A queue for one kind of work, done one at a time, so that it does not delay other kinds."""

    def __init__(self) -> None:
        self._free = Semaphore(1)

    @asynccontextmanager
    async def next(self) -> AsyncIterator[None]:
        """Waits for its turn, which lasts as long as the block.

        Raises:
            TooFastError: the turn did not come in time.
        """
        try:
            with fail_after(LONG_WAIT):
                await self._free.acquire()
        except TimeoutError:
            raise _too_fast("turn") from None
        try:
            yield
        finally:
            self._free.release()


class Asked(Enum):
    """What is counted, each by itself: a flood of one kind must not keep anybody from another."""

    MESSAGE = "message"
    HAND_OVER = "hand-over"
    RETURN_CODE = "return code"
    PREVIEW = "preview"
    ERASURE = "erasure"
    STREAM = "stream"
    START = "start"
    WAYS = "ways"
    DESCRIPTION = "description"


class Buckets:
    """A leaky bucket for each conversation and one for all.

    Kept in memory, for a minute after the last request.
    """

    def __init__(self, per_minute: int) -> None:
        self._together = AsyncLimiter(per_minute, MINUTE)
        self._each: TTLCache[str, AsyncLimiter] = TTLCache(REMEMBERED, PER_CONVERSATION[1])

    async def count(self, conversation: str) -> None:
        """Counts one request. One conversation alone cannot use up what all have together.

        Raises:
            TooFastError: it is one too many.
        """
        own = self._each.get(conversation) or AsyncLimiter(*PER_CONVERSATION)
        self._each[conversation] = own  # remembered for a minute from now
        await _count("conversation", own)
        await self.count_together()

    async def count_together(self) -> None:
        """Counts one request that belongs to no conversation.

        Raises:
            TooFastError: it is one too many.
        """
        await _count("minute", self._together)


async def _count(limit: str, limiter: AsyncLimiter) -> None:
    if not limiter.has_capacity():
        raise _too_fast(limit)
    await limiter.acquire()


class Pace:
    """The limits of one process."""

    def __init__(self, messages_per_minute: int) -> None:
        """`messages_per_minute` is the limit of all conversations of this process together, for each kind."""
        self._buckets = {asked: Buckets(messages_per_minute) for asked in Asked}
        self._waiting = 0
        self._reading, self._redacting, self._redacting_much = Turns(), Turns(), Turns()

    async def check(self, conversation: str, asked: Asked = Asked.MESSAGE) -> None:
        """Counts one request of a conversation.

        Raises:
            TooFastError: it is one too many.
        """
        await self._buckets[asked].count(conversation)

    async def check_together(self, asked: Asked) -> None:
        """Counts one request that belongs to no conversation.

        Raises:
            TooFastError: it is one too many.
        """
        await self._buckets[asked].count_together()

    @asynccontextmanager
    async def waiting(self, text: str) -> AsyncIterator[None]:
        """Counts one message for as long as the block, which waits for the answer; long messages queue first.

        Without a limit the queue would grow until every answer came too late. Long messages must not delay
        other visitors. They wait here and not in Rasa, where they would use up the time to answer, and nginx
        would send them to the next server as well.

        Raises:
            TooFastError: too many messages, or too many long ones, are waiting already.
        """
        async with self._reading.next() if takes_long(text) else nullcontext():
            if self._waiting >= AT_ONCE:
                raise _too_fast("waiting")
            self._waiting += 1
            try:
                with WAITING.one_more():
                    yield
            finally:
                self._waiting -= 1

    @asynccontextmanager
    async def redacting(self, characters: int) -> AsyncIterator[None]:
        """Waits until the block may redact so many characters in a thread.

        Only one text is redacted at a time anyway, and threads that wait for it would be missing elsewhere.

        Raises:
            TooFastError: too many texts are waiting to be redacted.
        """
        turns = self._redacting_much if characters > LONG_REDACTION else self._redacting
        async with turns.next() if characters else nullcontext():
            yield

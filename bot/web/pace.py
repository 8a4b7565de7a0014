"""How often messages may come, without knowing from whom: no address is needed or kept."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, nullcontext

from aiolimiter import AsyncLimiter
from anyio import Semaphore, fail_after
from cachetools import TTLCache

from bot.limits import takes_long
from bot.web.measuring import TOO_FAST, WAITING

PER_CONVERSATION = (20, 60)
"""Messages and seconds: nobody writes faster, and a stuck key does."""

MINUTE = 60
REMEMBERED = 10_000

AT_ONCE = 40
"""Messages that may wait for the assistant: two Rasa servers answer so many in about two seconds."""

LONG_WAIT = 3.0
"""Seconds in which such a piece of work must have its turn; a page waits so long, and the time to answer."""

LONG_REDACTION = 2_000
"""Characters of a visitor's own from which redacting takes long: up to 4 s for all that may go along."""


class TooFastError(Exception):
    """One message more than anybody writes, or than we can answer."""


def _too_fast(limit: str) -> TooFastError:
    """The error, counted by the limit that was met."""
    TOO_FAST.labels(limit).inc()
    return TooFastError()


class Turns:
    """Pieces of work, one after the other: whoever sends nothing else makes nobody wait for other work."""

    def __init__(self) -> None:
        self._free = Semaphore(1)

    @asynccontextmanager
    async def next(self) -> AsyncIterator[None]:
        """The block is the turn.

        Raises:
            TooFastError: it did not come in time.
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


class Pace:
    """A leaky bucket for each conversation, and one for all; kept in memory and forgotten after a minute."""

    def __init__(self, messages_per_minute: int) -> None:
        """All conversations of one process together have `messages_per_minute`."""
        self._together = AsyncLimiter(messages_per_minute, MINUTE)
        self._each: TTLCache[str, AsyncLimiter] = TTLCache(REMEMBERED, PER_CONVERSATION[1])
        self._waiting = 0
        self._reading, self._redacting, self._redacting_much = Turns(), Turns(), Turns()

    async def check(self, conversation: str) -> None:
        """Counts one message. The bucket of all is not filled by one sender.

        Raises:
            TooFastError: it is one too many.
        """
        own = self._each.get(conversation) or AsyncLimiter(*PER_CONVERSATION)
        self._each[conversation] = own  # remembered for a minute from now
        for limit, limiter in (("conversation", own), ("minute", self._together)):
            if not limiter.has_capacity():
                raise _too_fast(limit)
            await limiter.acquire()

    @asynccontextmanager
    async def waiting(self, text: str) -> AsyncIterator[None]:
        """Counts one message for as long as it waits for an answer; a long one has its turn first.

        A queue that only grows would end in answers that come too late for everybody. Long messages wait
        here, not in Rasa, where the time to answer runs: nginx would ask the next server for the same again.

        Raises:
            TooFastError: too many wait already, or too many long ones.
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
        """The block redacts so many characters, in a thread.

        One text is redacted at a time anyway: threads that waited for that would be none for others.

        Raises:
            TooFastError: too much is to be redacted already.
        """
        turns = self._redacting_much if characters > LONG_REDACTION else self._redacting
        async with turns.next() if characters else nullcontext():
            yield

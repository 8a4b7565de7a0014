"""How often messages may come, without knowing from whom: no address is needed or kept."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

from aiolimiter import AsyncLimiter
from anyio import Semaphore, fail_after
from cachetools import TTLCache

from bot.reading_time import takes_long

PER_CONVERSATION = (20, 60)
"""Messages and seconds: nobody writes faster, and a stuck key does."""

MINUTE = 60
REMEMBERED = 10_000

AT_ONCE = 40
"""Messages that may wait for the assistant: two Rasa servers answer so many in about two seconds."""

LONG_AT_ONCE = 1
"""Messages that take long to read which the assistant has at once. More would wait in Rasa, where the time to
answer runs already: nginx would ask the next server for the same again, and both would be too late."""

LONG_WAIT = 3.0
"""Seconds in which a long message's turn must come; a page waits so long, and the time to answer."""


class TooFastError(Exception):
    """One message more than anybody writes, or than we can answer."""


class Pace:
    """A leaky bucket for each conversation, and one for all; kept in memory and forgotten after a minute."""

    def __init__(self, messages_per_minute: int) -> None:
        """All conversations of one process together have `messages_per_minute`."""
        self._together = AsyncLimiter(messages_per_minute, MINUTE)
        self._each: TTLCache[str, AsyncLimiter] = TTLCache(REMEMBERED, PER_CONVERSATION[1])
        self._waiting = 0
        self._long_ones = Semaphore(LONG_AT_ONCE)

    async def check(self, conversation: str) -> None:
        """Counts one message. The bucket of all is not filled by one sender.

        Raises:
            TooFastError: it is one too many.
        """
        own = self._each.get(conversation) or AsyncLimiter(*PER_CONVERSATION)
        self._each[conversation] = own  # remembered for a minute from now
        for limiter in (own, self._together):
            if not limiter.has_capacity():
                raise TooFastError
            await limiter.acquire()

    @asynccontextmanager
    async def waiting(self, text: str) -> AsyncIterator[None]:
        """Counts one message for as long as it waits for an answer; a long one waits for its turn first.

        A queue that only grows would end in answers that come too late for everybody.

        Raises:
            TooFastError: too many wait already, or too many long ones.
        """
        if self._waiting >= AT_ONCE:
            raise TooFastError
        self._waiting += 1
        try:
            async with AsyncExitStack() as turn:
                if takes_long(text):
                    await self._wait_for_turn()
                    turn.callback(self._long_ones.release)
                yield
        finally:
            self._waiting -= 1

    async def _wait_for_turn(self) -> None:
        try:
            with fail_after(LONG_WAIT):
                await self._long_ones.acquire()
        except TimeoutError:
            raise TooFastError from None

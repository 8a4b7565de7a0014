"""How often messages may come, without knowing from whom: no address is needed or kept."""

from collections.abc import Iterator
from contextlib import contextmanager

from aiolimiter import AsyncLimiter
from cachetools import TTLCache

PER_CONVERSATION = (20, 60)
"""Messages and seconds: nobody writes faster, and a stuck key does."""

MINUTE = 60
REMEMBERED = 10_000

AT_ONCE = 40
"""Messages that may wait for the assistant: two Rasa servers answer so many in about two seconds."""


class TooFastError(Exception):
    """One message more than anybody writes, or than we can answer."""


class Pace:
    """A leaky bucket for each conversation, and one for all; kept in memory and forgotten after a minute."""

    def __init__(self, messages_per_minute: int) -> None:
        """All conversations of one process together have `messages_per_minute`."""
        self._together = AsyncLimiter(messages_per_minute, MINUTE)
        self._each: TTLCache[str, AsyncLimiter] = TTLCache(REMEMBERED, PER_CONVERSATION[1])
        self._waiting = 0

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

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """Counts one message for as long as it waits for an answer.

        A queue that only grows would end in answers that come too late for everybody.

        Raises:
            TooFastError: too many wait already.
        """
        if self._waiting >= AT_ONCE:
            raise TooFastError
        self._waiting += 1
        try:
            yield
        finally:
            self._waiting -= 1

"""Hashing that is slow on purpose, one at a time: each password or return code takes 0.1 s and 64 MB.

Threat: a flood of sign-ins or codes delays everybody else's. Method: each kind of hashing has a queue of its
own, and the first of each queue take turns. Whoever waits is therefore delayed by their own kind, and by no
more than one of each other kind. A queue is bounded by time: who would wait too long is told at once. Not
covered: during a flood of sign-ins, whoever measures times can tell whether a name has an account.
"""

from collections.abc import Callable
from enum import Enum, auto
from typing import TypeVar

from anyio import Semaphore
from starlette.concurrency import run_in_threadpool

from bot.web.pace import TooFastError, Turns

Result = TypeVar("Result")


class Hashed(Enum):
    """What is hashed. A name that nobody has is one that anybody can make up."""

    NEW_CODE = auto()
    TYPED_CODE = auto()
    PASSWORD_OF_ACCOUNT = auto()
    PASSWORD_OF_NOBODY = auto()


class HashingBusyError(TooFastError):
    """Too many of the same kind are waiting to be hashed."""


class SlowHashing:
    """The queues of one process."""

    def __init__(self) -> None:
        self._queues = {kind: Turns() for kind in Hashed}
        self._free = Semaphore(1)  # first come, first served: so the queues take turns

    async def run(self, kind: Hashed, hashing: Callable[[], Result]) -> Result:
        """The result of the hashing, which runs in a thread.

        Raises:
            HashingBusyError: its turn in its queue did not come in time.
        """
        try:
            async with self._queues[kind].next(), self._free:
                return await run_in_threadpool(hashing)
        except TooFastError:
            raise HashingBusyError from None

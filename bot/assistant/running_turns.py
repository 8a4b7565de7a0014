"""Turns that run to their end, also if the connection on which they were asked for is lost.

Sanic cancels a request's handler when its connection is lost. A cancelled turn might keep its conversation's
lock, and nothing of it would be stored for when the message is sent again.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

Result = TypeVar("Result")


class RunningTurns:
    """The turns in progress in this server."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    async def run(self, turn: Coroutine[Any, Any, Result]) -> Result:
        """The turn's result. If the caller is cancelled, the turn goes on."""
        task = asyncio.create_task(turn)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return await asyncio.shield(task)

    async def wait(self) -> None:
        """Returns when all turns have ended."""
        await asyncio.gather(*self._tasks, return_exceptions=True)

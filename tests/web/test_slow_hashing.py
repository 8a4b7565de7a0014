"""What is slow to hash waits for its own kind only, and is told at once when that takes too long."""

import asyncio
import threading
from collections.abc import Callable, Coroutine

import pytest
from anyio import wait_all_tasks_blocked
from anyio.from_thread import start_blocking_portal

from bot.web import pace
from bot.web.pace import TooFastError
from bot.web.slow_hashing import Hashed, SlowHashing


def in_a_loop(promise: Callable[[SlowHashing], Coroutine[None, None, None]]) -> Callable[[], None]:
    """Runs a test beside the event loop that the browser's tests have."""

    def test() -> None:
        with start_blocking_portal() as portal:
            portal.call(promise, SlowHashing())

    return test


class Flood:
    """Many hashings of a kind at once, the first of which lasts until it is let go."""

    def __init__(self, hashing: SlowHashing, kind: Hashed, done: list[Hashed]) -> None:
        self._go = threading.Event()
        self._tasks = [asyncio.create_task(self._one(hashing, kind, done)) for _ in range(5)]

    async def _one(self, hashing: SlowHashing, kind: Hashed, done: list[Hashed]) -> None:
        await hashing.run(kind, self._go.wait)
        done.append(kind)

    async def let_go(self) -> None:
        self._go.set()
        await asyncio.gather(*self._tasks)


@in_a_loop
async def test_one_is_hashed_at_a_time(hashing: SlowHashing) -> None:
    running, most = 0, 0

    def one() -> None:
        nonlocal running, most
        running += 1
        most = max(most, running)
        threading.Event().wait(0.01)
        running -= 1

    await asyncio.gather(*(hashing.run(kind, one) for kind in [*Hashed] * 3))
    assert most == 1


@in_a_loop
async def test_one_kind_waits_for_one_of_each_other_kind_and_not_for_all(hashing: SlowHashing) -> None:
    done: list[Hashed] = []
    flood = Flood(hashing, Hashed.PASSWORD_OF_NOBODY, done)
    await wait_all_tasks_blocked()
    others = Flood(hashing, Hashed.NEW_CODE, done)
    await wait_all_tasks_blocked()
    await asyncio.gather(flood.let_go(), others.let_go())
    assert done[:4] == [Hashed.PASSWORD_OF_NOBODY, Hashed.NEW_CODE] * 2


def test_who_would_wait_too_long_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pace, "LONG_WAIT", 0.05)

    @in_a_loop
    async def promise(hashing: SlowHashing) -> None:
        done: list[Hashed] = []
        flood = Flood(hashing, Hashed.TYPED_CODE, done)
        await wait_all_tasks_blocked()
        with pytest.raises(TooFastError):
            await hashing.run(Hashed.TYPED_CODE, bool)
        with pytest.raises(TooFastError):
            await flood.let_go()

    promise()


@in_a_loop
async def test_one_that_broke_holds_up_nobody(hashing: SlowHashing) -> None:
    def broken() -> None:
        raise ValueError("broken")

    for kind in [*Hashed] * 2:
        with pytest.raises(ValueError, match="broken"):
            await hashing.run(kind, broken)
    assert await hashing.run(Hashed.NEW_CODE, lambda: 7) == 7

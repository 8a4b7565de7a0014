"""Whoever looks at a case hears at once that it changed, from any worker; without Redis they look often."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator

import pytest
from anyio.from_thread import start_blocking_portal

from bot import limits
from bot.settings import Settings
from bot.web.bell import LOOKS_EVERY, LOOKS_EVERY_IF_RUNG, Bell, open_bell
from lab.redis_server import RedisServer
from lab.silence import frozen

FOR_EVER = 30.0
AT_ONCE = 5.0
CASE, OTHER = 7, 8


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    with RedisServer() as running:
        yield running


def with_two_workers(redis: RedisServer, what: Callable[[Bell, Bell], Awaitable[None]]) -> None:
    settings = Settings(redis_host="127.0.0.1", redis_port=redis.port)

    async def both() -> None:
        async with open_bell(settings) as one, open_bell(settings) as other:
            await until(lambda: one.looks_every == other.looks_every == LOOKS_EVERY_IF_RUNG)
            await what(one, other)

    with start_blocking_portal() as portal:  # beside the event loop that the browser's tests have
        portal.call(both)


async def until(is_so: Callable[[], bool]) -> None:
    start = time.monotonic()
    while not is_so():
        assert time.monotonic() - start < AT_ONCE
        await asyncio.sleep(0.02)


async def seconds_until_woken(bell: Bell, hears: int, ring: Callable[[], None]) -> float:
    with bell.listening() as listener:
        listener.hears = frozenset({hears})
        listener.begin_look()
        start = time.monotonic()
        ring()
        await listener.wait(2.0)
        return time.monotonic() - start


def test_another_worker_hears_it(redis: RedisServer) -> None:
    async def check(one: Bell, other: Bell) -> None:
        assert await seconds_until_woken(other, CASE, lambda: one.ring(frozenset({CASE}))) < 1.0

    with_two_workers(redis, check)


def test_who_looks_at_another_case_is_left_in_peace(redis: RedisServer) -> None:
    async def check(one: Bell, other: Bell) -> None:
        assert await seconds_until_woken(other, OTHER, lambda: one.ring(frozenset({CASE}))) >= 2.0

    with_two_workers(redis, check)


def test_when_redis_is_gone_all_look_often_and_hear_again_when_it_is_back(redis: RedisServer) -> None:
    async def check(one: Bell, other: Bell) -> None:
        redis.kill()
        await until(lambda: one.looks_every == other.looks_every == LOOKS_EVERY)
        one.ring(frozenset({CASE}))  # and nothing breaks
        await asyncio.to_thread(redis.start)
        await until(lambda: one.looks_every == other.looks_every == LOOKS_EVERY_IF_RUNG)
        assert await seconds_until_woken(other, CASE, lambda: one.ring(frozenset({CASE}))) < 1.0

    with_two_workers(redis, check)


@pytest.mark.parametrize("how", ["frozen", "accepts and says nothing"])
def test_a_silent_redis_holds_nobody_and_is_heard_again_when_it_answers(
    how: str, redis: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All look often as soon as it is noticed; a ring wakes whoever looks in the same worker in any case."""
    monkeypatch.setattr(limits, "REDIS_HEARD_EVERY", 0.5)

    async def check(one: Bell, other: Bell) -> None:
        with frozen(redis.pid) if how == "frozen" else redis.silent():
            start = time.monotonic()
            for case in range(50):
                one.ring(frozenset({case}))
            assert time.monotonic() - start < 0.5
            assert await seconds_until_woken(one, CASE, lambda: one.ring(frozenset({CASE}))) < 0.5
            await until(lambda: one.looks_every == other.looks_every == LOOKS_EVERY)
        await until(lambda: one.looks_every == other.looks_every == LOOKS_EVERY_IF_RUNG)
        assert await seconds_until_woken(other, CASE, lambda: one.ring(frozenset({CASE}))) < 1.0

    with_two_workers(redis, check)


def test_a_bell_can_be_closed_while_redis_is_silent(redis: RedisServer) -> None:
    settings = Settings(redis_host="127.0.0.1", redis_port=redis.port)

    async def open_and_close() -> None:
        async with open_bell(settings) as bell:
            await asyncio.sleep(0.2)
            bell.ring(frozenset({CASE}))

    with frozen(redis.pid), start_blocking_portal() as portal:
        portal.call(asyncio.wait_for, open_and_close(), AT_ONCE)


def test_a_ring_during_a_look_is_not_lost(redis: RedisServer) -> None:
    async def check(one: Bell, _: Bell) -> None:
        with one.listening() as listener:
            listener.begin_look()
            one.ring(frozenset({CASE}))  # while the database is being read
            start = time.monotonic()
            await listener.wait(FOR_EVER)
            assert time.monotonic() - start < 1.0

    with_two_workers(redis, check)


def test_without_redis_they_look_often() -> None:
    assert Bell(None).looks_every == LOOKS_EVERY

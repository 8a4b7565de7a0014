"""Streams are notified at once when their case changes, by any process; without Redis they poll."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Iterator

import pytest
from anyio.from_thread import start_blocking_portal

from bot import limits
from bot.metrics import REGISTRY
from bot.settings import Settings
from bot.web.case_changes import POLL_SECONDS, POLL_SECONDS_IF_NOTIFIED, CaseChanges, open_case_changes
from lab.redis_server import RedisServer
from lab.silence import frozen

FOR_EVER = 30.0
AT_ONCE = 5.0
CASE, OTHER = 7, 8


@pytest.fixture
def redis() -> Iterator[RedisServer]:
    with RedisServer() as running:
        yield running


def with_two_workers(redis: RedisServer, what: Callable[[CaseChanges, CaseChanges], Awaitable[None]]) -> None:
    settings = Settings(redis_host="127.0.0.1", redis_port=redis.port)

    async def both() -> None:
        async with open_case_changes(settings) as one, open_case_changes(settings) as other:
            await until(lambda: one.poll_seconds == other.poll_seconds == POLL_SECONDS_IF_NOTIFIED)
            await what(one, other)

    with start_blocking_portal() as portal:  # beside the event loop that the browser's tests have
        portal.call(both)


async def until(is_so: Callable[[], bool]) -> None:
    start = time.monotonic()
    while not is_so():
        assert time.monotonic() - start < AT_ONCE
        await asyncio.sleep(0.02)


async def seconds_until_notified(changes: CaseChanges, case: int, publish: Callable[[], None]) -> float:
    with changes.subscribe() as subscription:
        subscription.cases = frozenset({case})
        subscription.begin_read()
        start = time.monotonic()
        publish()
        await subscription.wait(2.0)
        return time.monotonic() - start


def redis_errors() -> float:
    return REGISTRY.get_sample_value("vagvisaren_redis_errors_total") or 0


def test_another_process_is_notified(redis: RedisServer) -> None:
    async def check(one: CaseChanges, other: CaseChanges) -> None:
        assert await seconds_until_notified(other, CASE, lambda: one.publish(frozenset({CASE}))) < 1.0

    with_two_workers(redis, check)


def test_a_stream_of_another_case_is_not_notified(redis: RedisServer) -> None:
    async def check(one: CaseChanges, other: CaseChanges) -> None:
        assert await seconds_until_notified(other, OTHER, lambda: one.publish(frozenset({CASE}))) >= 2.0

    with_two_workers(redis, check)


def test_when_redis_is_gone_all_poll_and_are_notified_again_when_it_is_back(redis: RedisServer) -> None:
    async def check(one: CaseChanges, other: CaseChanges) -> None:
        before = redis_errors()
        redis.kill()
        await until(lambda: one.poll_seconds == other.poll_seconds == POLL_SECONDS)
        await until(lambda: redis_errors() >= before + 2)  # what each of them says to Prometheus
        one.publish(frozenset({CASE}))  # and nothing breaks
        await asyncio.to_thread(redis.start)
        await until(lambda: one.poll_seconds == other.poll_seconds == POLL_SECONDS_IF_NOTIFIED)
        assert await seconds_until_notified(other, CASE, lambda: one.publish(frozenset({CASE}))) < 1.0

    with_two_workers(redis, check)


@pytest.mark.parametrize("how", ["frozen", "accepts and says nothing"])
def test_a_silent_redis_delays_nobody_and_notifies_again_when_it_answers(
    how: str, redis: RedisServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All poll as soon as it is noticed; streams of the same process are notified in any case."""
    monkeypatch.setattr(limits, "REDIS_PING_AFTER", 0.5)

    async def check(one: CaseChanges, other: CaseChanges) -> None:
        with frozen(redis.pid) if how == "frozen" else redis.silent():
            start = time.monotonic()
            for case in range(50):
                one.publish(frozenset({case}))
            assert time.monotonic() - start < 0.5
            assert await seconds_until_notified(one, CASE, lambda: one.publish(frozenset({CASE}))) < 0.5
            await until(lambda: one.poll_seconds == other.poll_seconds == POLL_SECONDS)
        await until(lambda: one.poll_seconds == other.poll_seconds == POLL_SECONDS_IF_NOTIFIED)
        assert await seconds_until_notified(other, CASE, lambda: one.publish(frozenset({CASE}))) < 1.0

    with_two_workers(redis, check)


def test_it_can_be_closed_while_redis_is_silent(redis: RedisServer) -> None:
    settings = Settings(redis_host="127.0.0.1", redis_port=redis.port)

    async def open_and_close() -> None:
        async with open_case_changes(settings) as changes:
            await asyncio.sleep(0.2)
            changes.publish(frozenset({CASE}))

    with frozen(redis.pid), start_blocking_portal() as portal:
        portal.call(asyncio.wait_for, open_and_close(), AT_ONCE)


def test_a_change_published_during_a_read_is_not_lost(redis: RedisServer) -> None:
    async def check(one: CaseChanges, _: CaseChanges) -> None:
        with one.subscribe() as subscription:
            subscription.begin_read()
            one.publish(frozenset({CASE}))  # while the database is being read
            start = time.monotonic()
            await subscription.wait(FOR_EVER)
            assert time.monotonic() - start < 1.0

    with_two_workers(redis, check)


def test_without_redis_streams_poll_often() -> None:
    assert CaseChanges(None).poll_seconds == POLL_SECONDS

"""Rasa's locks in Redis: one turn of a conversation at a time, and a silent Redis holds nobody for long."""

import asyncio
import multiprocessing
import os
import signal
import time
from collections.abc import Coroutine, Iterator
from typing import Any

import pytest
import redis as redis_py
from rasa.core.lock_store import LockStore
from rasa.utils.endpoints import read_endpoint_config
from redis.exceptions import RedisError

from bot import limits
from bot.assistant.locks import RedisLocks
from bot.metrics import REGISTRY
from bot.settings import ROOT
from lab.redis_server import RedisServer
from lab.silence import frozen

ENDPOINTS = "endpoints.production.yml"
WITHIN = 3.0
"""Seconds: the visitor has the calm line within five."""

VISITORS = 20
LIFETIME = 0.3
"""Seconds, of a lock in these tests."""


@pytest.fixture(scope="module")
def redis() -> Iterator[RedisServer]:
    with RedisServer() as running:
        yield running


@pytest.fixture
def locks(redis: RedisServer, monkeypatch: pytest.MonkeyPatch) -> RedisLocks:
    """As a server has them."""
    monkeypatch.setenv("VAGVISAREN_ACTIONS_URL", "http://127.0.0.1:1/webhook")
    monkeypatch.setenv("VAGVISAREN_REDIS_HOST", "127.0.0.1")
    monkeypatch.setenv("VAGVISAREN_REDIS_PORT", str(redis.port))
    monkeypatch.setenv("VAGVISAREN_REDIS_PASSWORD", "")
    made = LockStore.create(read_endpoint_config(str(ROOT / ENDPOINTS), "lock_store"))
    assert isinstance(made, RedisLocks)
    return made


def redis_errors() -> float:
    return REGISTRY.get_sample_value("vagvisaren_redis_errors_total") or 0


async def refused(turn: Coroutine[Any, Any, None]) -> bool:
    """Whether it was given up, and in time."""
    start = time.monotonic()
    try:
        await turn
    except RedisError:
        return True
    finally:
        assert time.monotonic() - start < WITHIN
    return False


def test_one_turn_of_a_conversation_goes_after_the_other_and_others_beside_it(locks: RedisLocks) -> None:
    seen: list[str] = []

    async def turn(conversation: str, name: str) -> None:
        async with locks.lock(conversation):
            seen.append(f"{name} begins")
            await asyncio.sleep(0.3)
            seen.append(f"{name} ends")

    async def turns() -> None:
        await asyncio.gather(turn("kim", "first"), turn("kim", "second"), turn("sam", "other"))

    asyncio.run(turns())
    own = [line for line in seen if not line.startswith("other")]
    first, second = own[0].split()[0], own[2].split()[0]
    assert own == [f"{name} {what}" for name in (first, second) for what in ("begins", "ends")]
    assert seen.index("other begins") < seen.index(f"{first} ends")


def test_nothing_is_left_in_redis_after_a_turn(locks: RedisLocks, redis: RedisServer) -> None:
    client = redis_py.Redis(port=redis.port)

    async def turn() -> None:
        async with locks.lock("kim"):
            assert len(client.keys()) == 1

    asyncio.run(turn())
    assert client.keys() == []


def test_a_lock_lasts_as_long_as_its_turn(locks: RedisLocks) -> None:
    async def turns() -> list[str]:
        seen = []

        async def long_turn() -> None:
            async with locks.lock("kim", lock_lifetime=LIFETIME):
                await asyncio.sleep(3 * LIFETIME)
                seen.append("the long turn ends")

        async def next_turn() -> None:
            await asyncio.sleep(LIFETIME / 2)
            async with locks.lock("kim"):
                seen.append("the next begins")

        await asyncio.gather(long_turn(), next_turn())
        return seen

    assert asyncio.run(turns()) == ["the long turn ends", "the next begins"]


def test_the_lock_of_a_server_that_died_is_free_before_nginx_stops_waiting(
    locks: RedisLocks, redis: RedisServer
) -> None:
    async def die_within_a_turn() -> None:
        async with locks.lock("kim"):
            os.kill(os.getpid(), signal.SIGKILL)

    async def take_the_next_turn() -> None:
        async with locks.lock("kim"):
            pass

    dying = multiprocessing.get_context("fork").Process(target=lambda: asyncio.run(die_within_a_turn()))
    dying.start()
    dying.join()
    client = redis_py.Redis(port=redis.port)
    (held,) = client.keys()
    assert 0 < client.pttl(held) / 1000 <= limits.LOCK_LIFETIME < limits.RASA_FAILOVER_AFTER
    asyncio.run(take_the_next_turn())


def test_a_turn_that_outlives_its_lock_is_not_lost_and_frees_nobody_elses(locks: RedisLocks) -> None:
    async def turns() -> list[str]:
        seen = []
        async with locks.lock("kim", lock_lifetime=LIFETIME):
            time.sleep(2 * LIFETIME)  # the server stands still: nothing can be renewed
            async with locks.lock("kim"):
                seen.append("another has it")
        seen.append("the first ends")
        return seen

    assert asyncio.run(turns()) == ["another has it", "the first ends"]


@pytest.mark.parametrize("how", ["frozen", "accepts and says nothing"])
def test_a_silent_redis_is_given_up_by_all_at_once_and_used_again_when_it_answers(
    how: str, redis: RedisServer, locks: RedisLocks
) -> None:
    async def turn(conversation: str) -> None:
        async with locks.lock(conversation):
            pass

    async def turns() -> None:
        assert not await refused(turn("kim"))
        with frozen(redis.pid) if how == "frozen" else redis.silent():
            start = time.monotonic()
            assert all(await asyncio.gather(*(refused(turn(f"kim {n}")) for n in range(VISITORS))))
            assert time.monotonic() - start < WITHIN, "one after the other would take longer"
        assert not await refused(turn("kim"))

    before = redis_errors()
    asyncio.run(turns())
    assert redis_errors() - before == VISITORS


def test_a_redis_that_falls_silent_within_a_turn_leaves_what_was_said(
    redis: RedisServer, locks: RedisLocks
) -> None:
    said: list[str] = []

    async def turn() -> None:
        async with locks.lock("kim"):
            freezing.__enter__()
            said.append("Hej")

    freezing = frozen(redis.pid)
    try:
        assert asyncio.run(refused(turn()))
    finally:
        freezing.__exit__(None, None, None)
    assert said == ["Hej"], "the channel passes it on, also when the lock could not be given back"


def test_a_redis_that_was_restarted_costs_nobody_their_turn(locks: RedisLocks, redis: RedisServer) -> None:
    """Connections from before it are in the pool, and whoever gets one of them must not notice."""
    taken: list[str] = []

    async def turn(conversation: str) -> None:
        async with locks.lock(conversation):
            taken.append(conversation)
            await asyncio.sleep(0.1)

    async def turns() -> None:
        names = [str(number) for number in range(5)]
        await asyncio.gather(*map(turn, names))
        redis.kill()
        redis.start()
        await asyncio.gather(*map(turn, names))

    asyncio.run(turns())
    assert len(taken) == 10

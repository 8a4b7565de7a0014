"""Tells the streams of events when to look at their case again.

Without Redis each stream looks twice a second: that works with any number of processes, and each visitor who
is connected costs a little all the time. With Redis every worker rings when it has changed a case, all hear
it, and a stream looks when it is rung for. Nothing rests on that: what is not heard is seen at the next look.
What is rung is numbers of cases, and no word of what happened.
"""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress

from redis.asyncio import Redis
from redis.asyncio.client import PubSub
from redis.exceptions import RedisError

from bot import limits
from bot.redis_limits import open_redis
from bot.settings import Settings

CHANNEL = "vagvisaren:cases"
LOOKS_EVERY = 0.5
LOOKS_EVERY_IF_RUNG = 10.0
"""Seconds: some things change on their own, such as that a worker has gone."""

AGAIN_AFTER = 1.0
logger = logging.getLogger(__name__)


class Listener:
    """One stream of events. `hears` is what it wakes for: at first whatever it is."""

    def __init__(self) -> None:
        self.hears: frozenset[int] | None = None
        self._rung = asyncio.Event()

    def begin_look(self) -> None:
        """What is rung from now on may come too late for the look that begins."""
        self._rung.clear()

    def wake(self, cases: frozenset[int] | None) -> None:
        """Rings, if it is for this listener; None is for all."""
        if cases is None or self.hears is None or cases & self.hears:
            self._rung.set()

    async def wait(self, seconds: float) -> None:
        """Until it is rung for, but no longer than this."""
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._rung.wait(), seconds)


class Bell:
    """Rings for cases, in this worker and, by Redis, in all."""

    def __init__(self, redis: "Redis[bytes] | None") -> None:
        self._redis = redis
        self._to_publish: set[int] = set()
        self._is_changed = asyncio.Event()
        self._listeners: set[Listener] = set()
        self._hears_others = False

    @property
    def looks_every(self) -> float:
        """Seconds after which a stream looks without being rung for."""
        return LOOKS_EVERY_IF_RUNG if self._hears_others else LOOKS_EVERY

    @contextmanager
    def listening(self) -> Iterator[Listener]:
        """A listener for as long as the block lasts."""
        listener = Listener()
        self._listeners.add(listener)
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    def ring(self, cases: frozenset[int]) -> None:
        """Wakes who looks at these cases; nobody waits for Redis, through which other workers hear it."""
        if not cases or self._redis is None:
            return
        self._wake(cases)
        self._to_publish |= cases
        self._is_changed.set()

    async def publish(self, redis: "Redis[bytes]") -> None:
        """Passes on to other workers what was rung for. What Redis does not take is lost: all is stored.

        Never ends on its own.
        """
        while True:
            await self._is_changed.wait()
            self._is_changed.clear()
            cases, self._to_publish = sorted(self._to_publish), set()
            try:
                await redis.publish(CHANNEL, json.dumps(cases))
            except (RedisError, OSError, asyncio.TimeoutError):
                logger.warning("A change could not be rung for.")

    def _wake(self, cases: frozenset[int] | None) -> None:
        for listener in self._listeners:
            listener.wake(cases)

    async def hear(self, redis: "Redis[bytes]") -> None:
        """Hears other workers, and hears them again when Redis comes back. Never ends on its own."""
        while True:
            try:
                async with redis.pubsub() as subscription:
                    await subscription.subscribe(CHANNEL)
                    await self._hear(subscription)
            except (RedisError, OSError, asyncio.TimeoutError):
                logger.warning("Redis does not answer: streams look twice a second.")
            self._hears_others = False
            self._wake(None)  # whoever waits long would hear nothing
            await asyncio.sleep(AGAIN_AFTER)

    async def _hear(self, subscription: PubSub) -> None:
        """Hears for as long as Redis lives: one that has said nothing for a while is asked.

        Raises:
            TimeoutError: it does not answer.
        """
        is_asked = True  # to confirm the subscription
        while True:
            within = limits.REDIS_WITHIN if is_asked else limits.REDIS_HEARD_EVERY
            heard = await subscription.get_message(timeout=within)
            if not heard and is_asked:
                raise asyncio.TimeoutError
            is_asked = not heard
            if not heard:
                await subscription.ping()
            elif heard["type"] == "subscribe":
                self._hears_others = True
                self._wake(None)
            elif heard["type"] == "message":
                self._wake(frozenset(json.loads(heard["data"])))


@asynccontextmanager
async def open_bell(settings: Settings) -> AsyncIterator[Bell]:
    """A bell that other workers hear if the settings name a Redis."""
    if not settings.redis_host:
        yield Bell(None)
        return
    password = settings.redis_password.get_secret_value() if settings.redis_password else None
    redis = open_redis(settings.redis_host, settings.redis_port, password)
    bell = Bell(redis)
    work = [asyncio.create_task(each) for each in (bell.hear(redis), bell.publish(redis))]
    try:
        yield bell
    finally:
        await _end(work)
        await redis.close()


async def _end(tasks: "list[asyncio.Task[None]]") -> None:
    """Cancels until all have ended: before Python 3.12 `wait_for`, which redis-py uses, may swallow it."""
    while going_on := {task for task in tasks if not task.done()}:
        for task in going_on:
            task.cancel()
        await asyncio.wait(going_on, timeout=0.1)

"""Notifies the event streams that a case has changed, so that they read it again.

Without Redis each stream polls the database twice a second: that works with any number of processes, but
every connected visitor costs a little all the time. With Redis, each process publishes the cases that it has
changed, every process receives them, and a stream reads when its case is among them. Correctness does not
depend on that: a lost notification is made up for by the next poll. A notification holds case numbers and
nothing else.
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
from bot.metrics import REDIS_ERRORS
from bot.redis_limits import open_redis
from bot.settings import Settings

CHANNEL = "vagvisaren:cases"
POLL_SECONDS = 0.5
POLL_SECONDS_IF_NOTIFIED = 10.0
"""Never only on notification: some things change by themselves, such as that a worker has gone."""

RECONNECT_SECONDS = 1.0
logger = logging.getLogger(__name__)


class Subscription:
    """One event stream's. `cases` are those it is notified of; None, as at first, is all of them."""

    def __init__(self) -> None:
        self.cases: frozenset[int] | None = None
        self._notified = asyncio.Event()

    def begin_read(self) -> None:
        """To be called before the database is read.

        A change published from now on may be missed by that read.
        """
        self._notified.clear()

    def notify(self, cases: frozenset[int] | None) -> None:
        """Ends the wait if one of these cases is subscribed to; None is all cases."""
        if cases is None or self.cases is None or cases & self.cases:
            self._notified.set()

    async def wait(self, seconds: float) -> None:
        """Waits for a notification, but no longer than this."""
        with suppress(asyncio.TimeoutError):
            await asyncio.wait_for(self._notified.wait(), seconds)


class CaseChanges:
    """Publishes changes to this process's subscriptions and, through Redis, to those of all others."""

    def __init__(self, redis: "Redis[bytes] | None") -> None:
        self._redis = redis
        self._to_send: set[int] = set()
        self._has_more = asyncio.Event()
        self._subscriptions: set[Subscription] = set()
        self._receives = False

    @property
    def poll_seconds(self) -> float:
        """How long a stream may wait for a notification before it reads by itself."""
        return POLL_SECONDS_IF_NOTIFIED if self._receives else POLL_SECONDS

    @contextmanager
    def subscribe(self) -> Iterator[Subscription]:
        """A subscription for as long as the block lasts."""
        subscription = Subscription()
        self._subscriptions.add(subscription)
        try:
            yield subscription
        finally:
            self._subscriptions.discard(subscription)

    def publish(self, cases: frozenset[int]) -> None:
        """Notifies the subscriptions to these cases. Redis is told in the background: nobody waits for it."""
        if not cases or self._redis is None:
            return
        self._notify(cases)
        self._to_send |= cases
        self._has_more.set()

    def _notify(self, cases: frozenset[int] | None) -> None:
        for subscription in self._subscriptions:
            subscription.notify(cases)

    async def send(self, redis: "Redis[bytes]") -> None:
        """Sends published changes to the other processes. Runs until cancelled.

        What Redis does not accept is dropped: the database holds everything, and streams poll.
        """
        while True:
            await self._has_more.wait()
            self._has_more.clear()
            cases, self._to_send = sorted(self._to_send), set()
            try:
                await redis.publish(CHANNEL, json.dumps(cases))
            except (RedisError, OSError, asyncio.TimeoutError):
                REDIS_ERRORS.inc()
                logger.warning("A change could not be published.")

    async def receive(self, redis: "Redis[bytes]") -> None:
        """Receives the other processes' changes; reconnects when Redis comes back. Runs until cancelled."""
        while True:
            try:
                async with redis.pubsub() as pubsub:
                    await pubsub.subscribe(CHANNEL)
                    await self._receive(pubsub)
            except (RedisError, OSError, asyncio.TimeoutError):
                REDIS_ERRORS.inc()
                logger.warning("Redis does not answer: streams poll twice a second.")
            self._receives = False
            self._notify(None)  # streams that wait long would not be notified
            await asyncio.sleep(RECONNECT_SECONDS)

    async def _receive(self, pubsub: PubSub) -> None:
        """Receives for as long as Redis lives; after a silence it is pinged.

        Raises:
            TimeoutError: it does not answer.
        """
        awaits_answer = True  # to the subscription
        while True:
            within = limits.REDIS_WITHIN if awaits_answer else limits.REDIS_PING_AFTER
            message = await pubsub.get_message(timeout=within)
            if not message and awaits_answer:
                raise asyncio.TimeoutError
            awaits_answer = not message
            if not message:
                await pubsub.ping()
            elif message["type"] == "subscribe":
                self._receives = True
                self._notify(None)
            elif message["type"] == "message":
                self._notify(frozenset(json.loads(message["data"])))


@asynccontextmanager
async def open_case_changes(settings: Settings) -> AsyncIterator[CaseChanges]:
    """Change notifications, which reach other processes too if the settings name a Redis."""
    if not settings.redis_host:
        yield CaseChanges(None)
        return
    password = settings.redis_password.get_secret_value() if settings.redis_password else None
    redis = open_redis(settings.redis_host, settings.redis_port, password)
    changes = CaseChanges(redis)
    work = [asyncio.create_task(each) for each in (changes.receive(redis), changes.send(redis))]
    try:
        yield changes
    finally:
        await _end(work)
        await redis.aclose()


async def _end(tasks: "list[asyncio.Task[None]]") -> None:
    """Cancels until all have ended.

    redis-py uses `wait_for`, which swallowed a cancellation before Python 3.12.
    """
    while going_on := {task for task in tasks if not task.done()}:
        for task in going_on:
            task.cancel()
        await asyncio.wait(going_on, timeout=0.1)

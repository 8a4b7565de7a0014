"""Locks in Redis, so that only one Rasa server at a time processes a conversation.

Rasa's own lock store calls Redis synchronously in the event loop, so a Redis that does not answer blocks
every conversation of the server. This one is asynchronous, and gives up after a second. It uses redis-py's
lock, which takes one atomic command: Rasa's is read and then written, so two servers can take it at once.

A lock is short and renewed for as long as its turn runs. If a server dies within a turn, another can
therefore take the turn before nginx and the visitor stop waiting.
"""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

from rasa.core.lock_store import LockStore
from rasa.utils.endpoints import EndpointConfig
from redis.asyncio.lock import Lock
from redis.exceptions import LockNotOwnedError, RedisError

from bot import limits
from bot.metrics import REDIS_ERRORS
from bot.redis_limits import open_redis

PREFIX = "vagvisaren:lock:"
ASKED_AGAIN_AFTER = 0.1
"""Seconds between attempts to take a lock that another server holds."""

RENEWALS = 3
"""How often a lock is renewed in its lifetime: one or two may be late without the lock being lost."""

logger = logging.getLogger(__name__)


async def _renew(lock: Lock, lifetime: float) -> None:
    """Renews the lock until cancelled, or until it is another's or Redis does not answer."""
    with suppress(RedisError):  # giving the lock back then reports it
        while True:
            await asyncio.sleep(lifetime / RENEWALS)
            await lock.reacquire()


class RedisLocks(LockStore):  # type: ignore[misc]
    """One lock per conversation; endpoints.production.yml gives Redis's address."""

    def __init__(self, endpoint_config: EndpointConfig) -> None:
        """Creates the client, which connects when the first lock is taken."""
        named = endpoint_config.kwargs
        self._redis = open_redis(endpoint_config.url, int(named["port"]), named["password"])
        super().__init__()

    @asynccontextmanager
    async def lock(
        self,
        conversation_id: str,
        lock_lifetime: float = limits.LOCK_LIFETIME,
        wait_time_in_seconds: float = ASKED_AGAIN_AFTER,
    ) -> AsyncIterator[Any]:
        """Holds the conversation's lock during the block.

        Raises:
            redis.exceptions.RedisError: another server kept the lock for as long as the front waits for an
                answer, or Redis does not answer.
        """
        lock = self._redis.lock(
            PREFIX + conversation_id,
            timeout=lock_lifetime,
            sleep=wait_time_in_seconds,
            blocking_timeout=limits.ANSWER_WITHIN,
            thread_local=False,
        )
        try:
            async with lock:
                renewing = asyncio.create_task(_renew(lock, lock_lifetime))
                try:
                    yield lock
                finally:
                    renewing.cancel()
        except LockNotOwnedError:  # the server stood still for the lifetime; the turn's result stands
            logger.warning("A turn outlived its lock.")
        except RedisError:
            REDIS_ERRORS.inc()
            raise

"""Locks in Redis, so that only one Rasa server at a time processes a conversation.

Rasa's own lock store calls Redis synchronously in the event loop, so a Redis that does not answer blocks
every conversation of the server. This one is asynchronous, and gives up after a second. It uses redis-py's
lock, which takes one atomic command: Rasa's is read and then written, so two servers can take it at once.
"""

import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from rasa.core.lock_store import LockStore
from rasa.utils.endpoints import EndpointConfig
from redis.exceptions import LockNotOwnedError, RedisError

from bot import limits
from bot.metrics import REDIS_ERRORS
from bot.redis_limits import open_redis

PREFIX = "vagvisaren:lock:"
ASKED_AGAIN_AFTER = 0.1
"""Seconds between attempts to take a lock that another server holds."""

logger = logging.getLogger(__name__)


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
            redis.exceptions.RedisError: another server kept the lock for its whole lifetime, or Redis does
                not answer.
        """
        lock = self._redis.lock(
            PREFIX + conversation_id,
            timeout=lock_lifetime,
            sleep=wait_time_in_seconds,
            blocking_timeout=lock_lifetime,
            thread_local=False,
        )
        try:
            async with lock:
                yield lock
        except LockNotOwnedError:  # the turn took longer than the lock's lifetime; its result stands
            logger.warning("A turn outlived its lock.")
        except RedisError:
            REDIS_ERRORS.inc()
            raise

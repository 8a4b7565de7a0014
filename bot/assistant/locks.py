"""The locks that let one Rasa server at a time act on a conversation, in Redis.

Rasa's own lock store asks Redis in the event loop, where all visitors wait for it: a silent Redis holds every
conversation of the server, one after the other. This one lets others go on meanwhile, and gives up after a
second. It uses redis-py's lock, which is taken in one command: Rasa's is read and then written, which two
servers may do at once.
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
"""Seconds after which a lock that somebody else has is asked for again."""

logger = logging.getLogger(__name__)


class RedisLocks(LockStore):  # type: ignore[misc]
    """A lock for each conversation; endpoints.production.yml says where Redis is."""

    def __init__(self, endpoint_config: EndpointConfig) -> None:
        """Connects when the first lock is taken."""
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
        """The block has the conversation to itself.

        Raises:
            redis.exceptions.RedisError: somebody else has had it for a lifetime, or Redis does not answer.
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
        except LockNotOwnedError:  # it lasted longer than the lock: what was done is done
            logger.warning("A turn outlived its lock.")
        except RedisError:
            REDIS_ERRORS.inc()
            raise

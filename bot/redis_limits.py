"""How Redis is reached: a command that it does not answer is given up, and not tried again."""

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff

from bot import limits


def open_redis(host: str, port: int, password: str | None) -> "Redis[bytes]":
    """A client that connects when it is first used. From version 6 on redis-py would try three times more."""
    return Redis(
        host=host,
        port=port,
        password=password or None,
        socket_connect_timeout=limits.REDIS_WITHIN,
        socket_timeout=limits.REDIS_WITHIN,
        retry=Retry(NoBackoff(), 0),
    )

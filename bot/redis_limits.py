"""Redis clients with time limits: a command that is not answered in time fails, and is not retried.

A command whose connection turns out to be closed is sent once more, on a new connection. After Redis was
restarted, a pool has connections from before it, and each would otherwise cost a visitor an answer.
"""

from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import ConnectionError as ConnectionLostError

from bot import limits


def open_redis(host: str, port: int, password: str | None) -> "Redis[bytes]":
    """A client that connects at its first command. redis-py would by default retry it three times."""
    return Redis(
        host=host,
        port=port,
        password=password or None,
        socket_connect_timeout=limits.REDIS_WITHIN,
        socket_timeout=limits.REDIS_WITHIN,
        retry=Retry(NoBackoff(), 1, supported_errors=(ConnectionLostError,)),
        retry_on_error=[ConnectionLostError],
    )

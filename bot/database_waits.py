"""Time limits for a PostgreSQL server that is unreachable, silent or frozen (docs/decisions/0014).

The server's own time limits do not apply while it is frozen. libpq has a limit for dead connections
(`tcp_user_timeout`) but none for reading, and a frozen server's kernel still acknowledges packets. Therefore
psycopg2 waits in our callback (`psycopg2.extensions.set_wait_callback`), which has a time limit. When it
is reached, psycopg2 closes the connection, and SQLAlchemy drops it and all older ones from its pool.
"""

import select
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from psycopg2 import OperationalError, extensions

from bot import limits


class Patience:
    """How many seconds of waiting are left. Only waiting counts, not the work in between."""

    def __init__(self, seconds: float) -> None:
        self.left = seconds

    @contextmanager
    def used(self) -> Iterator[None]:
        """Counts the time that the block takes as waiting."""
        start = time.monotonic()
        try:
            yield
        finally:
            self.left -= time.monotonic() - start


_patience: ContextVar[Patience | None] = ContextVar("patience", default=None)
"""The limit of the current request or turn; threads that copy its context share it."""


@contextmanager
def waiting_at_most(seconds: float) -> Iterator[Patience]:
    """Limits how long the block waits for the database in all. An enclosing limit still applies."""
    around = _patience.get()
    own = Patience(seconds if around is None else min(seconds, around.left))
    before = own.left
    token = _patience.set(own)
    try:
        yield own
    finally:
        _patience.reset(token)
        if around is not None:
            around.left -= before - own.left


class LimitedConnection(extensions.connection):  # type: ignore[misc]
    """A connection that always has a time limit; the process's other connections may wait for ever."""


def _wait(connection: Any) -> None:
    """Waits until the database has answered.

    Raises:
        OperationalError: the time limit was reached; psycopg2 closes the connection.
    """
    patience = _patience.get()
    if patience is None and isinstance(connection, LimitedConnection):
        patience = Patience(limits.DATABASE_WITHIN)
    while (state := connection.poll()) != extensions.POLL_OK:
        poll = select.poll()
        poll.register(connection.fileno(), select.POLLIN if state == extensions.POLL_READ else select.POLLOUT)
        if patience is None:
            poll.poll()
            continue
        with patience.used():
            is_ready = poll.poll(max(patience.left, 0) * 1000)
        if not is_ready:
            raise OperationalError("the database does not answer in time")


def connect(dialect: Any, _: Any, arguments: Any, keywords: dict[str, Any]) -> Any:
    """Opens a connection, with a time limit: a listener for SQLAlchemy's event `do_connect`."""
    with waiting_at_most(limits.CONNECT_WITHIN):
        return dialect.connect(*arguments, **keywords)


def connect_arguments() -> dict[str, Any]:
    """The arguments to open a connection with, so that neither side waits for ever for the other.

    Also installs the wait callback, for all connections of this process.
    """
    extensions.set_wait_callback(_wait)
    server = {
        "statement_timeout": limits.STATEMENT_WITHIN,
        "lock_timeout": limits.LOCK_WITHIN,
        "idle_in_transaction_session_timeout": limits.IDLE_IN_TRANSACTION,
    }
    probes = 3
    return {
        "connection_factory": LimitedConnection,
        "options": " ".join(f"-c {name}={_ms(seconds)}" for name, seconds in server.items()),
        "keepalives_idle": int(limits.PEER_GONE_AFTER / 2),
        "keepalives_interval": int(limits.PEER_GONE_AFTER / 2 / probes),
        "keepalives_count": probes,
        "tcp_user_timeout": _ms(limits.PEER_GONE_AFTER),
    }


def statements_for_maintenance() -> list[str]:
    """The first statements of a transaction that may take longer than a visitor's request."""
    names = "statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"
    return [f"SET LOCAL {name} = {_ms(limits.MAINTENANCE_WITHIN)}" for name in names]


def _ms(seconds: float) -> int:
    return round(seconds * 1000)

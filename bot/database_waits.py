"""Gives up a PostgreSQL that does not answer, whether it is gone, silent, or frozen (docs/decisions/0014).

The server's own time limits do not help against a server that is frozen. libpq has one for dead connections
(`tcp_user_timeout`) but none for reading, and the kernel of a frozen server answers for it. Here psycopg2
waits in a callback of ours instead (`psycopg2.extensions.set_wait_callback`), which knows when to give up.
psycopg2 then closes the connection, and SQLAlchemy takes it out of its pool with all that are older.
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
    """Seconds that are left for waiting. Only waiting uses them up, not what is done in between."""

    def __init__(self, seconds: float) -> None:
        self.left = seconds

    @contextmanager
    def used(self) -> Iterator[None]:
        """The block waits."""
        start = time.monotonic()
        try:
            yield
        finally:
            self.left -= time.monotonic() - start


_patience: ContextVar[Patience | None] = ContextVar("patience", default=None)
"""Of whatever is being done now; threads that are given a part of it share it."""


@contextmanager
def waiting_at_most(seconds: float) -> Iterator[Patience]:
    """Limits how long what is done in the block waits for the database; a limit around it holds as well."""
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
    """One that is given up when the database does not answer; others in this process wait for ever."""


def _wait(connection: Any) -> None:
    """Waits until what was asked of the database is done.

    Raises:
        OperationalError: it was not in time; psycopg2 closes the connection.
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
    """Opens a connection for SQLAlchemy, whose event `do_connect` this is for."""
    with waiting_at_most(limits.CONNECT_WITHIN):
        return dialect.connect(*arguments, **keywords)


def connect_arguments() -> dict[str, Any]:
    """What a connection is opened with, so that neither side waits for ever for the other."""
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
    """What a transaction begins with that may take longer than a visitor's request."""
    names = "statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout"
    return [f"SET LOCAL {name} = {_ms(limits.MAINTENANCE_WITHIN)}" for name in names]


def _ms(seconds: float) -> int:
    return round(seconds * 1000)

"""Databases: SQLite in a file by default, PostgreSQL in production. Nothing is opened on import."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import create_engine, event, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import URL, Connection, Engine, make_url
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as NoConnectionError
from sqlalchemy.orm import Session

from bot import database_waits, limits
from bot.database_waits import waiting_at_most
from bot.metrics import DATABASE_ERRORS

SQLITE_WAIT_MS = 10_000
ERASED = "erased"

INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
"""Inserts with ON CONFLICT, which is safe when two processes write the same row; not part of standard SQL."""


class Transaction(Protocol):
    """Begins a transaction, which is committed when its block ends without an error."""

    def __call__(self, *, is_maintenance: bool = False) -> AbstractContextManager[Session]:
        """Maintenance may take minutes; all else is limited to seconds, because somebody waits for it."""


def open_database(url: str) -> Engine:
    """An engine whose errors contain no values. SQLite overwrites deleted rows, and has one writer."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return _open_postgres(parsed)
    if parsed.database:
        path = Path(parsed.database)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)  # SQLite creates its journal with the same mode
    engine = create_engine(url, future=True, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _open_postgres(url: URL) -> Engine:
    engine = create_engine(
        url.set(drivername="postgresql+psycopg2"),  # SQLAlchemy's default differs between versions
        future=True,
        hide_parameters=True,
        client_encoding="utf8",  # a server without a locale would otherwise reject Swedish letters
        pool_pre_ping=True,
        pool_size=limits.DATABASE_POOL,
        max_overflow=limits.DATABASE_CONNECTIONS - limits.DATABASE_POOL,
        pool_timeout=limits.DATABASE_WITHIN,
        connect_args=database_waits.connect_arguments(),
    )
    event.listen(engine, "do_connect", database_waits.connect)
    return engine


def _prepare_sqlite(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # otherwise the driver begins transactions by itself
    for pragma in (
        f"busy_timeout = {SQLITE_WAIT_MS}",
        "foreign_keys = ON",
        "secure_delete = ON",
        "journal_mode = TRUNCATE",  # unlike a write-ahead log, it is empty once a transaction has ended
    ):
        connection.execute(f"PRAGMA {pragma}")


def transactions(engine: Engine) -> Transaction:
    """A function that begins transactions on this engine."""
    is_sqlite = engine.dialect.name == "sqlite"

    @contextmanager
    def transaction(*, is_maintenance: bool = False) -> Iterator[Session]:
        within = limits.MAINTENANCE_WITHIN if is_maintenance else limits.DATABASE_WITHIN
        with _writer_lock(str(engine.url)) if is_sqlite else nullcontext(), waiting_at_most(within):
            with (
                _errors_counted(),
                Session(engine, future=True, expire_on_commit=False) as session,
                session.begin(),
            ):
                if is_maintenance:
                    _lift_limits(session.connection())
                yield session
            if session.info.get(ERASED) and is_sqlite:
                _rewrite(engine)

    return transaction


@contextmanager
def _errors_counted() -> Iterator[None]:
    """What breaks a rule of the tables is no fault of the database's: two may do the same at once."""
    try:
        yield
    except IntegrityError:
        raise
    except (DBAPIError, NoConnectionError):
        DATABASE_ERRORS.inc()
        raise


@contextmanager
def maintaining(engine: Engine) -> Iterator[Connection]:
    """A transaction that may take minutes, without a session: for creating or changing tables."""
    with waiting_at_most(limits.MAINTENANCE_WITHIN), engine.begin() as connection:
        _lift_limits(connection)
        yield connection


def _lift_limits(connection: Connection) -> None:
    """Raises PostgreSQL's time limits until the transaction ends."""
    if connection.dialect.name == "postgresql":
        for statement in database_waits.statements_for_maintenance():
            connection.execute(text(statement))


@cache
def _writer_lock(_url: str) -> threading.RLock:
    """The lock that threads take before they write to an SQLite file.

    SQLite's own waiting polls with ever longer pauses. The lock is reentrant, so that a transaction inside
    another fails with SQLite's error instead of a deadlock.
    """
    return threading.RLock()


def mark_erased(session: Session) -> None:
    """Marks that the session removes data of which nothing may remain in the database file."""
    session.info[ERASED] = True


def _rewrite(engine: Engine) -> None:
    """Rewrites the file, because SQLite's `secure_delete` does not clear the unused gaps in a page.

    This fails while others read. The rows are deleted all the same, and the next rewrite clears the gaps.
    """
    with engine.connect() as connection, suppress(sqlite3.OperationalError):
        driver = connection.connection
        driver.execute("PRAGMA temp_store = MEMORY")
        driver.execute("VACUUM")

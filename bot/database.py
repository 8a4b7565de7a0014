"""Databases: SQLite in a file by default, PostgreSQL in production. Nothing is opened on import."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Engine, make_url
from sqlalchemy.orm import Session

SQLITE_WAIT_MS = 10_000
ERASED = "erased"

INSERTS: dict[str, Any] = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
"""What can also replace a row, two processes at once; it is no part of standard SQL."""

Transaction = Callable[[], AbstractContextManager[Session]]
"""Begins a transaction; what is done in it is kept when its block ends without an error."""


def open_database(url: str) -> Engine:
    """An engine for `url`. Its errors hold no values; SQLite erases what is deleted, one writer at a time."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(
            parsed.set(drivername="postgresql+psycopg2"),  # SQLAlchemy's default differs between versions
            future=True,
            hide_parameters=True,
            pool_pre_ping=True,
            client_encoding="utf8",  # else a server set up without a language takes no Swedish letter
        )
    if parsed.database:
        path = Path(parsed.database)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)  # SQLite gives its journal the same
    engine = create_engine(url, future=True, hide_parameters=True)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def _prepare_sqlite(connection: Any, _: Any) -> None:
    connection.isolation_level = None  # the driver would otherwise begin where it sees fit
    for pragma in (
        f"busy_timeout = {SQLITE_WAIT_MS}",
        "foreign_keys = ON",
        "secure_delete = ON",
        "journal_mode = TRUNCATE",  # unlike a write-ahead log it holds nothing once a transaction has ended
    ):
        connection.execute(f"PRAGMA {pragma}")


def transactions(engine: Engine) -> Transaction:
    """Begins transactions on this engine."""
    is_sqlite = engine.dialect.name == "sqlite"

    @contextmanager
    def transaction() -> Iterator[Session]:
        with _turn(str(engine.url)) if is_sqlite else nullcontext():
            with Session(engine, future=True, expire_on_commit=False) as session, session.begin():
                yield session
            if session.info.get(ERASED) and is_sqlite:
                _rewrite(engine)

    return transaction


@cache
def _turn(_url: str) -> threading.RLock:
    """Threads queue here for an SQLite file: SQLite itself has them ask again, after ever longer pauses."""
    return threading.RLock()  # one within the other is an error of SQLite's, not a silence


def mark_erased(session: Session) -> None:
    """Tells that something was removed which nobody may find in the database's file afterwards."""
    session.info[ERASED] = True


def _rewrite(engine: Engine) -> None:
    """Writes the file anew: SQLite's `secure_delete` leaves what lies in a page's unused gaps.

    While others read, it cannot be done. Nothing is lost then: the rows are gone, and the next time does it.
    """
    with engine.connect() as connection, suppress(sqlite3.OperationalError):
        driver = connection.connection
        driver.execute("PRAGMA temp_store = MEMORY")
        driver.execute("VACUUM")

"""Opens the databases for checks: with time limits, and read-only."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DBAPIError

from bot.database import open_database
from bot.settings import Settings


class NoDatabaseError(Exception):
    """The database is missing or refuses the connection. Contains nothing of its address."""


def databases(settings: Settings) -> dict[str, str]:
    """Their URLs, by a Swedish name for their content."""
    return {"ärendena": settings.database_url, "samtalen": settings.conversations_url}


def is_postgres(url: str) -> bool:
    """Whether it is a PostgreSQL server rather than an SQLite file."""
    return bool(make_url(url).get_backend_name() == "postgresql")


@contextmanager
def opened(url: str) -> Iterator[Any]:
    """A connection. A missing file is not created, and a server has the time limits of bot/limits.py.

    Raises:
        NoDatabaseError: the database is missing or refuses the connection.
    """
    parsed = make_url(url)
    if not is_postgres(url) and not (parsed.database and Path(parsed.database).is_file()):
        raise NoDatabaseError
    try:
        engine = open_database(url)
        connection = engine.connect()
    except (DBAPIError, OSError):
        raise NoDatabaseError from None
    try:
        if is_postgres(url):
            connection.execute(text("SET TRANSACTION READ ONLY"))
        yield connection
    finally:
        connection.close()
        engine.dispose()

"""The databases as a check opens them: soon, and so that nothing in them can change."""

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
    """It is not there, or does not let us in. Nothing of its address is in here."""


def databases(settings: Settings) -> dict[str, str]:
    """Their addresses, by what is kept in them."""
    return {"ärendena": settings.database_url, "samtalen": settings.conversations_url}


def is_postgres(url: str) -> bool:
    """Whether it is a server, rather than a file."""
    return bool(make_url(url).get_backend_name() == "postgresql")


@contextmanager
def opened(url: str) -> Iterator[Any]:
    """A connection. A file is not made where there is none; a silent server is given up (bot/limits.py).

    Raises:
        NoDatabaseError: there is nothing to look at.
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

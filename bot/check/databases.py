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

PATIENCE_SECONDS = 5


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
    """A connection. A file is not made where there is none, and a server may not keep us waiting.

    Raises:
        NoDatabaseError: there is nothing to look at.
    """
    parsed = make_url(url)
    if is_postgres(url):
        parsed = parsed.update_query_dict({"connect_timeout": str(PATIENCE_SECONDS)})
    elif not (parsed.database and Path(parsed.database).is_file()):
        raise NoDatabaseError
    try:
        engine = open_database(parsed.render_as_string(hide_password=False))
        connection = engine.connect()
    except (DBAPIError, OSError):
        raise NoDatabaseError from None
    try:
        if is_postgres(url):
            connection.execute(text("SET TRANSACTION READ ONLY"))
            connection.execute(text(f"SET LOCAL statement_timeout = '{PATIENCE_SECONDS}s'"))
        yield connection
    finally:
        connection.close()
        engine.dispose()

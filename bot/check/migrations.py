"""Checks that the tables exist and have this version's schema."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

import bot.intake.migrations
from bot.check.databases import NoDatabaseError, opened
from bot.check.results import Result, fine, wrong
from bot.conversations.store import Conversation
from bot.settings import Settings

START_IT = "starta databasen, och prova adressen, lösenordet och rättigheterna."


@dataclass(frozen=True)
class Tables:
    """The newest revision, the cases' revision, and whether conversations have a table; None: no answer."""

    newest: str | None
    cases: tuple[str, ...] | None
    conversations: bool | None


def newest_revision() -> str | None:
    """The revision that this version needs."""
    folder = Path(bot.intake.migrations.__file__).parent
    return ScriptDirectory(str(folder)).get_current_head()


def _cases(url: str) -> tuple[str, ...] | None:
    try:
        with opened(url) as connection:
            return tuple(MigrationContext.configure(connection).get_current_heads())
    except NoDatabaseError:
        return None


def _conversations(url: str) -> bool | None:
    try:
        with opened(url) as connection:
            return bool(inspect(connection).has_table(Conversation.__tablename__))
    except NoDatabaseError:
        return None


def gather(settings: Settings) -> Tables:
    """Asks both databases, without migrating them."""
    return Tables(
        newest_revision(), _cases(settings.database_url), _conversations(settings.conversations_url)
    )


def results(tables: Tables) -> Iterator[Result]:
    """A result for each database."""
    if tables.cases is None:
        yield wrong("Ärendenas databas svarar inte.", START_IT)
    elif tables.cases != (tables.newest,):
        yield wrong(
            "Ärendenas tabeller hör inte till den här versionen.",
            "starta om webbfronten, som för tabellerna framåt; är de nyare än programmet, uppdatera det.",
        )
    else:
        yield fine("Ärendenas tabeller hör till den här versionen.")
    if tables.conversations is None:
        yield wrong("Samtalens databas svarar inte.", START_IT)
    elif not tables.conversations:
        yield wrong("Samtalens tabell saknas.", "starta om Rasa, som gör den.")
    else:
        yield fine("Samtalens tabell finns.")


def check(settings: Settings) -> Iterator[Result]:
    """Asks the databases, and judges their answers."""
    yield from results(gather(settings))

"""Schema migrations of the case store."""

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy.engine import Engine

from bot.database import maintaining


class SeveralMunicipalitiesError(Exception):
    """The data belong to several municipalities, and an earlier version would mix them."""


_one_migration = threading.Lock()  # Alembic's configuration is global to the process


def migrate(engine: Engine, revision: str = "head") -> None:
    """Migrates to a revision, up or down. Safe to repeat, and in several processes at once."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    with _one_migration, maintaining(engine) as connection:
        config.attributes["connection"] = connection
        current = MigrationContext.configure(connection).get_current_revision() or ""
        if revision == "base" or (revision.isdigit() and revision < current):
            command.downgrade(config, revision)
        else:
            command.upgrade(config, revision)


def current_revision(engine: Engine) -> str:
    """The database's revision."""
    with engine.connect() as connection:
        return str(MigrationContext.configure(connection).get_current_revision())

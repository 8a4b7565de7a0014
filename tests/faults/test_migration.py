"""A migration that is cut off leaves the tables as they were, and the next start completes it."""

import os
import signal
import subprocess
import sys
import time

from sqlalchemy import text

from bot.database import open_database
from bot.intake.migrations import current_revision, migrate
from bot.settings import ROOT
from lab.postgres import DURABLE, Postgres

MIGRATE = """
import sys
from bot.database import open_database
from bot.intake.migrations import migrate
migrate(open_database(sys.argv[1]))
"""

OLD, TOUCHED_LAST = "0001", "staff"
"""A revision, and a table that no step after it changes before others have been changed."""


def test_a_migration_that_is_killed_in_the_middle_leaves_the_tables_as_they_were() -> None:
    with Postgres(DURABLE) as postgres:
        wholly_migrated, database = postgres.create(), postgres.create()
        migrate(open_database(postgres.url(wholly_migrated)))
        url = postgres.url(database)
        engine = open_database(url)
        migrate(engine, OLD)
        before = postgres.schema(database)
        with engine.begin() as holder:
            holder.execute(text(f"LOCK TABLE {TOUCHED_LAST} IN ACCESS EXCLUSIVE MODE"))
            process = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-c", MIGRATE, url],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )
            assert {TOUCHED_LAST, "cases"} <= tables_of_who_waits(url), "it has come to the middle"
            process.send_signal(signal.SIGKILL)
            process.wait()
        assert postgres.schema(database) == before
        assert current_revision(engine) == OLD
        migrate(engine)
        assert postgres.schema(database) == postgres.schema(wholly_migrated)
        engine.dispose()


def tables_of_who_waits(url: str, within: float = 20) -> set[str]:
    """What whoever waits for a lock asks for and holds already, once somebody waits."""
    asked = text(
        "SELECT relation::regclass::text FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND pid IN "
        "(SELECT pid FROM pg_locks WHERE NOT granted)"
    )
    engine = open_database(url)
    start = time.monotonic()
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            while not (found := {*connection.scalars(asked)}):
                assert time.monotonic() - start < within
                time.sleep(0.05)
        return {str(each) for each in found}
    finally:
        engine.dispose()

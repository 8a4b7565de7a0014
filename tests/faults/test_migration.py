"""A migration that is cut off leaves the tables as they were, and the next start completes it."""

import os
import signal
import subprocess
import sys
import time

from sqlalchemy import text

from bot.database import open_database
from bot.intake.migrations import migrate
from bot.settings import ROOT
from tests.support.postgres import DURABLE, Postgres

MIGRATE = """
import sys
from bot.database import open_database
from bot.intake.migrations import migrate
migrate(open_database(sys.argv[1]))
"""


def test_a_migration_that_is_killed_leaves_all_or_nothing() -> None:
    with Postgres(DURABLE) as postgres:
        url = postgres.url(postgres.create())
        engine = open_database(url)
        migrate(engine, "0001")
        with engine.begin() as holder:
            holder.execute(
                text("LOCK TABLE cases IN ACCESS EXCLUSIVE MODE")
            )  # the migration waits in the middle
            process = subprocess.Popen(
                [sys.executable, "-W", "ignore", "-c", MIGRATE, url],
                cwd=ROOT,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )
            wait_until_something_waits(url)
            process.send_signal(signal.SIGKILL)
            process.wait()
        with engine.connect() as connection:
            assert connection.scalar(text("SELECT version_num FROM alembic_version")) == "0001"
        migrate(engine)
        with engine.connect() as connection:
            assert connection.scalar(text("SELECT version_num FROM alembic_version")) != "0001"
        engine.dispose()


def wait_until_something_waits(url: str, within: float = 20) -> None:
    engine = open_database(url)
    start = time.monotonic()
    try:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            while not connection.scalar(text("SELECT count(*) FROM pg_locks WHERE NOT granted")):
                assert time.monotonic() - start < within
                time.sleep(0.05)
    finally:
        engine.dispose()

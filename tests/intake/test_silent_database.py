"""A PostgreSQL that does not answer is given up, and used again as soon as it answers."""

import time
from collections.abc import Iterator

import psycopg2
import pytest
from sqlalchemy import text
from sqlalchemy.engine import Engine
from sqlalchemy.exc import OperationalError

from bot import limits
from bot.database import open_database, transactions
from bot.database_waits import waiting_at_most
from lab.postgres import Postgres
from lab.processes import free_port
from lab.silence import frozen, silent_server

A_LITTLE = 1.5
"""Seconds for a machine that has much to do."""

SHORT = 0.3
LONGER = "SELECT pg_sleep(1)"


@pytest.fixture
def silenced(postgres: Postgres) -> Iterator[Engine]:
    """An engine of a new database."""
    name = postgres.create()
    engine = open_database(postgres.url(name))
    yield engine
    engine.dispose()
    postgres.drop(name)


def answers(engine: Engine) -> bool:
    """Whether the database answers; it is given up in time where it does not."""
    start = time.monotonic()
    try:
        with transactions(engine)() as session:
            return bool(session.execute(text("SELECT 1")).scalar() == 1)
    except OperationalError:
        return False
    finally:
        assert time.monotonic() - start < limits.DATABASE_WITHIN + A_LITTLE


def test_a_frozen_one_is_given_up_and_used_again_when_it_goes_on(
    postgres: Postgres, silenced: Engine
) -> None:
    assert answers(silenced)
    with frozen(postgres.pid):
        assert not answers(silenced), "over the connection that it has"
        assert not answers(silenced), "over a new one"
    assert answers(silenced)


def test_one_that_freezes_within_a_transaction_is_given_up(postgres: Postgres, silenced: Engine) -> None:
    with pytest.raises(OperationalError, match="in time"), transactions(silenced)() as session:
        session.execute(text("CREATE TABLE words (word TEXT)"))
        with frozen(postgres.pid):
            session.execute(text("SELECT 1"))
    with transactions(silenced)() as session:
        assert session.execute(text("SELECT to_regclass('words')")).scalar() is None, "nothing of it stays"


def test_one_that_accepts_and_says_nothing_is_given_up() -> None:
    port = free_port()
    engine = open_database(f"postgresql://somebody@127.0.0.1:{port}/cases")
    with silent_server(port):
        assert not answers(engine)


def test_who_waited_in_vain_once_does_not_wait_again(postgres: Postgres, silenced: Engine) -> None:
    start = time.monotonic()
    with frozen(postgres.pid), waiting_at_most(limits.DATABASE_WITHIN):
        for _ in range(5):
            assert not answers(silenced)
    assert time.monotonic() - start < limits.DATABASE_WITHIN + A_LITTLE


def test_who_works_for_long_between_two_questions_is_answered_both(
    silenced: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only waiting counts: reading a long message takes longer than the database may."""
    monkeypatch.setattr(limits, "DATABASE_WITHIN", SHORT)
    with waiting_at_most(limits.DATABASE_WITHIN):
        assert answers(silenced)
        time.sleep(2 * SHORT)
        assert answers(silenced)


def test_postgres_itself_ends_a_statement_that_takes_too_long(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "STATEMENT_WITHIN", SHORT)
    engine = open_database(postgres.url("postgres"))
    with pytest.raises(OperationalError, match="statement timeout"), transactions(engine)() as session:
        session.execute(text(LONGER))
    engine.dispose()


def test_a_row_that_somebody_else_has_locked_is_not_waited_for_long(silenced: Engine) -> None:
    with transactions(silenced)() as session:
        session.execute(text("CREATE TABLE words AS SELECT 'a' AS word"))
    locking = text("SELECT word FROM words FOR UPDATE")
    with transactions(silenced)() as holder:
        holder.execute(locking)
        with pytest.raises(OperationalError, match="lock timeout"), transactions(silenced)() as session:
            session.execute(locking)


def test_the_lock_of_a_client_that_has_stopped_is_freed(
    silenced: Engine, monkeypatch: pytest.MonkeyPatch, postgres: Postgres
) -> None:
    with transactions(silenced)() as session:
        session.execute(text("CREATE TABLE words AS SELECT 'a' AS word"))
    locking = text("SELECT word FROM words FOR UPDATE")
    monkeypatch.setattr(limits, "IDLE_IN_TRANSACTION", SHORT)
    stops = open_database(str(silenced.url))
    with pytest.raises(OperationalError), transactions(stops)() as holder:
        holder.execute(locking)
        time.sleep(2 * SHORT)
        with transactions(silenced)() as session:
            assert session.execute(locking).scalar() == "a"
    stops.dispose()


def test_maintenance_is_not_cut_short(postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_WITHIN", "STATEMENT_WITHIN", "LOCK_WITHIN", "IDLE_IN_TRANSACTION"):
        monkeypatch.setattr(limits, name, SHORT)
    engine = open_database(postgres.url("postgres"))
    with transactions(engine)(is_maintenance=True) as session:
        session.execute(text(LONGER))
        time.sleep(2 * SHORT)
        session.execute(text(LONGER))
    with pytest.raises(OperationalError), transactions(engine)() as session:
        session.execute(text(LONGER))
    engine.dispose()


def test_connections_of_others_in_the_process_are_left_in_peace(
    postgres: Postgres, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "DATABASE_WITHIN", SHORT)
    open_database(postgres.url("postgres")).dispose()
    postgres.execute(LONGER)
    assert psycopg2.extensions.get_wait_callback() is not None

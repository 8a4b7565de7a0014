"""The audit log: the database itself keeps it as it was written."""

from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError

from bot.database import Transaction
from bot.intake import audit
from bot.intake.audit import Action
from bot.intake.models import AuditEntry
from tests.intake.conftest import about

TODAY = datetime.now(timezone.utc)  # the database goes by its own clock
A_DAY = timedelta(days=1)


@pytest.fixture
def connection(engine: Engine, transaction: Transaction) -> Iterator[Connection]:
    """A log with a line of today."""
    with transaction() as session:
        audit.record(session, "Alva", Action.CASE_READ, about("blå hare"), TODAY)
    with engine.connect() as opened:
        yield opened


def subjects(transaction: Transaction) -> list[str]:
    with transaction() as session:
        return list(session.scalars(select(AuditEntry.subject).order_by(AuditEntry.id)))


CHANGES = [
    "UPDATE audit SET actor = 'Bo'",
    "UPDATE audit SET at = '2001-01-01'",
    "UPDATE audit SET subject = subject",
    "DELETE FROM audit",
    "DELETE FROM audit WHERE id > 0",
]
ONLY_POSTGRESQL = [
    "TRUNCATE audit",
    "TRUNCATE audit, cases CASCADE",
    "INSERT INTO audit SELECT * FROM audit ON CONFLICT (id) DO UPDATE SET actor = 'Bo'",
]
ONLY_SQLITE = [
    "UPDATE OR REPLACE audit SET actor = 'Bo'",
    "INSERT INTO audit SELECT * FROM audit WHERE true ON CONFLICT (id) DO UPDATE SET actor = 'Bo'",
    "INSERT OR REPLACE INTO audit (id, at, actor, action, subject) "
    "SELECT id, at, 'Bo', action, subject FROM audit",
]


@pytest.mark.parametrize(
    ("kind", "statement"),
    [("sqlite", statement) for statement in CHANGES + ONLY_SQLITE]
    + [("postgresql", statement) for statement in CHANGES + ONLY_POSTGRESQL],
    indirect=["kind"],
)
def test_a_line_can_neither_be_changed_nor_removed(
    connection: Connection, transaction: Transaction, statement: str
) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text(statement))
    connection.rollback()
    with transaction() as session:
        (entry,) = audit.latest(session, "eskilstuna", 10)
    assert (entry.actor, entry.action, entry.subject) == ("Alva", "case_read", "blå hare")
    assert entry.at == TODAY


def test_a_line_of_almost_two_years_ago_cannot_be_removed(
    connection: Connection, transaction: Transaction
) -> None:
    with transaction() as session:
        audit.record(session, "Alva", Action.CASE_READ, about("grön svala"), TODAY - 729 * A_DAY)
    with pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text("DELETE FROM audit WHERE subject = 'grön svala'"))


def test_an_old_line_cannot_be_changed_either(connection: Connection, transaction: Transaction) -> None:
    with transaction() as session:
        audit.record(
            session,
            "Alva",
            Action.CASE_READ,
            about("grön svala"),
            TODAY - 2 * audit.KEPT,
        )
    with pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text("UPDATE audit SET actor = 'Bo' WHERE subject = 'grön svala'"))


def test_lines_past_their_time_are_removed_and_no_others(transaction: Transaction) -> None:
    with transaction() as session:
        for subject, age in {"old": audit.KEPT + A_DAY, "kept": audit.KEPT - A_DAY, "new": A_DAY}.items():
            audit.record(session, "Alva", Action.CASE_READ, about(subject), TODAY - age)
    for removed in (1, 0):
        with transaction() as session:
            assert audit.forget_old(session, TODAY) == removed
    assert subjects(transaction) == ["kept", "new"]


def test_what_is_removed_in_time_the_database_always_lets_go(transaction: Transaction) -> None:
    """Two years have 730 or 731 days; the limit lies beyond both."""
    assert timedelta(days=731) < audit.KEPT
    with transaction() as session:
        audit.record(
            session,
            "Alva",
            Action.CASE_READ,
            about("old"),
            TODAY - audit.KEPT - timedelta(seconds=1),
        )
    with transaction() as session:
        assert audit.forget_old(session, TODAY) == 1


def test_the_newest_lines_come_first(transaction: Transaction) -> None:
    for number in range(5):
        with transaction() as session:
            audit.record(session, audit.VISITOR, Action.CASE_OPENED, about(f"{number}"), TODAY)
    with transaction() as session:
        assert [entry.subject for entry in audit.latest(session, "eskilstuna", 3)] == ["4", "3", "2"]


def test_a_line_goes_with_what_it_tells_of(transaction: Transaction) -> None:
    with pytest.raises(InterruptedError), transaction() as session:
        audit.record(session, "Alva", Action.CASE_READ, about("blå hare"), TODAY)
        session.flush()
        raise InterruptedError
    assert subjects(transaction) == []

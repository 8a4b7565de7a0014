"""Somebody has the servers' password for PostgreSQL: the audit log stays. Roles are as docs/drift.md says."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

import pytest
from pydantic import SecretStr
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError

from bot.database import open_database, transactions
from bot.intake import audit, cases, database_roles
from bot.intake.audit import Action
from bot.intake.case_store import open_case_store
from bot.intake.cases import HandOver
from bot.intake.migrations import migrate
from bot.intake.models import AuditEntry
from bot.intake.retention import purge
from bot.intake.vault import new_keys
from bot.municipality import load_profiles
from bot.settings import ROOT, Settings
from lab.postgres import Postgres

FRONT, OWNER, CONVERSATIONS = "vagvisaren", "vagvisaren_agare", "vagvisaren_samtal"
A_DAY = timedelta(days=1)
NOW = datetime.now(timezone.utc)
ATTACKS = [
    "UPDATE audit SET actor = 'Bo'",
    "DELETE FROM audit",
    "DELETE FROM audit WHERE at < now() - interval '10 years'",
    "TRUNCATE audit",
    "DROP TABLE audit",
    "ALTER TABLE audit DISABLE TRIGGER ALL",
    "DROP TRIGGER audit_append_only ON audit",
    "DROP FUNCTION refuse_audit_change() CASCADE",
    "SET session_replication_role = replica",
    f"SET ROLE {OWNER}",
    "CREATE RULE silent AS ON INSERT TO audit DO INSTEAD NOTHING",
]


def url(server: Postgres, role: str, database: str = "arenden") -> str:
    return server.url(database).replace("tests@", f"{role}@")


def blocks() -> list[str]:
    """The SQL in the section of docs/drift.md: in the cases' database, and in the conversations'."""
    section = (ROOT / "docs/drift.md").read_text().split("### Skilj databasens roller åt")[1]
    return re.findall(r"```sql\n(.*?)```", section.split("\n## ")[0], re.DOTALL)


@pytest.fixture(scope="module")
def server() -> Iterator[Postgres]:
    """A server set up in the way of docs/drift.md, first with one role and then with three."""
    with Postgres() as running:
        running.execute(f"CREATE ROLE {FRONT} LOGIN")
        for name in ("arenden", "samtal"):
            running.execute(f"CREATE DATABASE {name} OWNER {FRONT} TEMPLATE template0")
        migrate(open_database(url(running, FRONT)), "0007")  # an installation of the last release
        in_cases, in_conversations = blocks()
        running.execute(in_cases, "arenden")
        running.execute(in_conversations, "samtal")
        as_owner = open_database(url(running, OWNER))
        migrate(as_owner)
        database_roles.grant(as_owner, FRONT)
        as_owner.dispose()
        yield running


def entry(subject: str, at: datetime) -> AuditEntry:
    return AuditEntry(at=at, actor="Alva", action=Action.CASE_READ.value, subject=subject)


@pytest.mark.parametrize("statement", ATTACKS)
def test_the_servers_role_can_only_add_to_the_log(server: Postgres, statement: str) -> None:
    engine = open_database(url(server, FRONT))
    with transactions(engine)() as session:
        session.add(entry("blå hare (1)", NOW))
    with engine.connect() as connection, pytest.raises(DBAPIError, match=r"permission denied|must be owner"):
        connection.execute(text(statement))
    with engine.connect() as connection:
        assert connection.scalar(text("SELECT count(*) FROM audit WHERE actor = 'Alva'"))
    engine.dispose()


def test_the_servers_do_their_work_with_it_and_the_log_is_purged_in_time(server: Postgres) -> None:
    store = open_case_store(Settings(database_url=url(server, FRONT), keys=SecretStr(str(new_keys()))))
    profiles = load_profiles("eskilstuna")
    with store.transaction() as session:
        case = cases.open_case(session, store.vault, "t" * 32, HandOver("eskilstuna", is_live=True), NOW)
        cases.say(session, store.vault, case, "Hej", NOW)
        session.add_all([entry("old", NOW - audit.KEPT - A_DAY), entry("kept", NOW - audit.KEPT + A_DAY)])
    with store.transaction(is_maintenance=True) as session:
        done = purge(session, {key: each.retention for key, each in profiles.items()}, NOW)
        assert done.audit_lines == 1
        erased = cases.of_visitor(session, "t" * 32)
        assert erased
        cases.erase(session, erased, audit.VISITOR, NOW)
    with store.transaction() as session:
        assert "kept" in session.scalars(select(AuditEntry.subject)).all()


def test_what_removes_old_lines_removes_no_others(server: Postgres) -> None:
    engine = open_database(url(server, FRONT))
    with transactions(engine)() as session:
        session.add(entry("of today", NOW))
    with engine.connect() as connection, pytest.raises(DBAPIError, match="append-only"):
        connection.execute(text("SELECT remove_old_audit(now() + interval '1 day')"))
    engine.dispose()


@pytest.mark.parametrize(("role", "database"), [(FRONT, "samtal"), (CONVERSATIONS, "arenden")])
def test_neither_databases_password_opens_the_other(server: Postgres, role: str, database: str) -> None:
    with pytest.raises(DBAPIError, match="permission denied for database"):
        open_database(url(server, role, database)).connect()


def test_a_role_that_owns_the_log_is_not_called_safe(server: Postgres) -> None:
    engine = open_database(url(server, OWNER))
    with pytest.raises(database_roles.StillMayError):
        database_roles.grant(engine, OWNER)
    engine.dispose()

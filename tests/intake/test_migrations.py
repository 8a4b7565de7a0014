"""The tables that the migrations make are those of the models, whichever way and however often they run."""

import subprocess
import sys
from datetime import datetime, timezone
from functools import partial
from subprocess import PIPE

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import inspect, select, text
from sqlalchemy.engine import Engine

from bot.database import open_database, transactions
from bot.intake import audit
from bot.intake.audit import Action
from bot.intake.migrations import SeveralMunicipalitiesError, current_revision, migrate
from bot.intake.models import Case, tables
from bot.settings import ROOT
from lab.postgres import Postgres
from tests.intake.conftest import together

EVERY_TABLE = set(tables.metadata.tables)
NOT_OURS = {"alembic_version", "sqlite_sequence"}
BEGIN_AT_A_WORD = """
import sys
from bot.database import open_database
from bot.intake.migrations import migrate
engine = open_database(sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
migrate(engine)
"""


@pytest.fixture
def bare(bare_database_url: str) -> Engine:
    """A database without tables."""
    opened = open_database(bare_database_url)
    yield opened
    opened.dispose()


def schema(engine: Engine, request: pytest.FixtureRequest) -> object:
    """All there is in the database but rows."""
    if engine.dialect.name == "postgresql":
        server: Postgres = request.getfixturevalue("postgres")
        return server.schema(str(engine.url.database))
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY 1, 2"))
        return [tuple(row) for row in kept]


def names(engine: Engine) -> set[str]:
    return set(inspect(engine).get_table_names()) - NOT_OURS


def differences(engine: Engine) -> list[object]:
    with engine.connect() as connection:
        ours = {"compare_type": True, "include_name": lambda name, kind, _: name not in NOT_OURS}
        context = MigrationContext.configure(connection, opts=ours)
        return list(compare_metadata(context, tables.metadata))


def test_the_newest_tables_are_those_of_the_models(bare: Engine) -> None:
    migrate(bare)
    assert names(bare) == EVERY_TABLE
    assert differences(bare) == []


def test_ids_of_cases_and_messages_are_never_used_again(bare: Engine) -> None:
    """On SQLite that takes a word of its own, which no comparison sees."""
    migrate(bare)
    if bare.dialect.name == "postgresql":
        return
    with bare.connect() as connection:
        made = dict(
            connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'table'")).all()
        )
    assert all("AUTOINCREMENT" in made[name] for name in ("cases", "messages"))


def test_down_and_up_again_is_as_before(bare: Engine, request: pytest.FixtureRequest) -> None:
    nothing = schema(bare, request)
    migrate(bare)
    before = schema(bare, request)
    migrate(bare, "base")
    assert names(bare) == set()
    without_tables = schema(bare, request)
    migrate(bare)
    assert schema(bare, request) == before != nothing
    migrate(bare, "base")
    assert schema(bare, request) == without_tables


def log_a_line(engine: Engine, municipality: str = "eskilstuna") -> None:
    whose = audit.Subject("blå hare", municipality)
    with transactions(engine)() as session:
        audit.record(session, "Alva", Action.CASE_READ, whose, datetime.now(timezone.utc))


def test_the_audit_log_can_be_taken_down_with_what_is_in_it(bare: Engine) -> None:
    migrate(bare)
    log_a_line(bare)
    migrate(bare, "base")
    assert names(bare) == set()


def test_migrating_twice_changes_nothing_and_keeps_what_is_there(
    bare: Engine, request: pytest.FixtureRequest
) -> None:
    migrate(bare)
    before = schema(bare, request)
    log_a_line(bare)
    migrate(bare)
    assert schema(bare, request) == before
    with transactions(bare)() as session:
        assert [entry.subject for entry in audit.latest(session, "eskilstuna", 10)] == ["blå hare"]


def test_an_upgrade_keeps_the_cases_there_are(bare: Engine) -> None:
    migrate(bare, "0001")
    with bare.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO cases (label, state, is_danger, opened_at, waiting_since, changed_at) "
                "VALUES ('blå hare', 'waiting', false, :at, :at, :at)"
            ),
            {"at": datetime.now(timezone.utc)},
        )
    migrate(bare)
    with transactions(bare)() as session:
        assert [case.label for case in session.scalars(select(Case))] == ["blå hare"]


def test_accounts_at_a_provider_come_and_go_without_taking_sessions_or_cases_along(bare: Engine) -> None:
    migrate(bare, "0004")
    moment = {"at": datetime.now(timezone.utc)}
    with bare.begin() as connection:
        for statement in (
            "INSERT INTO staff (id, name, municipality, role, password_hash, sealed_totp_secret, "
            "has_proved_totp, last_totp_step) VALUES (1, 'Alva', 'eskilstuna', 'worker', 'x', 'x', true, 0)",
            "INSERT INTO desk_sessions (token_hash, csrf_token, staff_id, is_signed_in, active_at, seen_at) "
            "VALUES ('x', 'x', 1, true, :at, :at)",
            "INSERT INTO cases (label, municipality, state, is_danger, taken_by_id, waiting_since, "
            "changed_at) VALUES ('blå hare', 'eskilstuna', 'taken', false, 1, :at, :at)",
        ):
            connection.execute(text(statement), moment)
    migrate(bare)
    with bare.begin() as connection:
        connection.execute(
            text(
                "INSERT INTO staff (id, name, municipality, role, password_hash, sealed_totp_secret, "
                "has_proved_totp, last_totp_step, external_id) "
                "VALUES (2, 'Bo', 'eskilstuna', 'worker', 'none', 'x', false, 0, 'hash')"
            )
        )
    migrate(bare, "0004")  # to which such an account would be a local one
    with bare.connect() as connection:
        assert connection.scalars(text("SELECT name FROM staff")).all() == ["Alva"]
        assert connection.scalars(text("SELECT staff_id FROM desk_sessions")).all() == [1]
        assert connection.scalars(text("SELECT taken_by_id FROM cases")).all() == [1]


def test_a_migration_that_fails_leaves_nothing_behind(bare: Engine) -> None:
    with bare.begin() as connection:
        connection.execute(text("CREATE TABLE messages (id INTEGER)"))
    with pytest.raises(Exception, match="already exists"):
        migrate(bare)
    assert names(bare) == {"messages"}


def test_several_processes_may_migrate_at_once(bare: Engine, bare_database_url: str) -> None:
    command = [sys.executable, "-c", BEGIN_AT_A_WORD, bare_database_url]
    running = [
        subprocess.Popen(command, cwd=ROOT, text=True, stdin=PIPE, stdout=PIPE, stderr=PIPE) for _ in range(3)
    ]
    try:
        for process in running:
            assert process.stdout and process.stdout.readline() == "ready\n"
        for process in running:
            assert process.stdin
            process.stdin.write("go\n")
            process.stdin.flush()
        said = [process.communicate(timeout=30)[1] for process in running]
    finally:
        for process in running:
            process.kill()
            process.wait()
    assert [process.returncode for process in running] == [0, 0, 0], said
    assert differences(bare) == []


def test_several_threads_may_migrate_at_once(bare: Engine) -> None:
    for _ in range(3):
        assert together(*[partial(migrate, bare)] * 3) == [None, None, None]
        assert differences(bare) == []
        migrate(bare, "base")


def test_going_back_never_mixes_municipalities(bare: Engine) -> None:
    migrate(bare)
    newest = current_revision(bare)
    for key in ("eskilstuna", "botkyrka"):
        log_a_line(bare, key)
    with pytest.raises(SeveralMunicipalitiesError):
        migrate(bare, "0003")
    assert current_revision(bare) == newest


def test_what_an_earlier_worker_stores_during_the_upgrade_is_the_first_municipalitys(bare: Engine) -> None:
    migrate(bare)
    older = (
        "INSERT INTO cases (label, state, is_danger, waiting_since, changed_at) "
        "VALUES ('blå hare', 'waiting', false, :at, :at)"
    )
    with bare.begin() as connection:
        connection.execute(text(older), {"at": datetime.now(timezone.utc)})
        owners = connection.execute(text("SELECT municipality FROM cases")).scalars().all()
    assert owners == ["eskilstuna"]

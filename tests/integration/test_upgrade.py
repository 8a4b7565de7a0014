"""An upgrade brings what there is along, a roll-back leaves it readable, and visitors notice neither."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime, timezone
from pathlib import Path

import httpx
import psutil
import pytest
from sqlalchemy import text
from sqlalchemy.engine import Connection, Engine

from bot.database import open_database
from bot.intake import cases, messages, visits
from bot.intake.case_store import CaseStore, open_case_store
from bot.intake.cases import HandOver
from bot.intake.migrations import current_revision, migrate
from bot.intake.vault import KeyFile, Vault, new_keys
from bot.run.servers import environment
from bot.settings import ROOT, Settings
from lab.postgres import Postgres
from lab.processes import free_port

BEFORE = "0002"
VISITOR, LATER = "a-visitor-before-the-upgrade-0001", "a-visitor-after-the-upgrade-00001"
WITHIN = 90
"""Seconds for what takes ten."""

OLDER_CASE = (
    "INSERT INTO cases (label, state, is_danger, sealed_contact, waiting_since, changed_at) "
    "VALUES ('blå hare', 'left', true, :sealed, :at, :at) RETURNING id"
)
OLDER_MESSAGE = (
    "INSERT INTO messages (case_id, sender, sealed_text, delivery, sent_at) "
    "VALUES (:case, 'visitor', :sealed, 'once', :at)"
)
OLDER_AUDIT = (
    "INSERT INTO audit (at, actor, action, subject) VALUES (:at, 'Alva', 'case_read', 'blå hare (1)')"
)


@pytest.fixture
def database_url(postgres: Postgres) -> Iterator[str]:
    name = postgres.create()
    yield postgres.url(name)
    postgres.drop(name)


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """An installation that has its keys already."""
    KeyFile(tmp_path / "keys").write(new_keys())
    return Settings(database_url=database_url, key_file=tmp_path / "keys")


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    opened = open_database(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def vault(settings: Settings) -> Vault:
    return Vault(KeyFile(settings.key_file))


@pytest.fixture
def older_case(engine: Engine, vault: Vault) -> int:
    """The tables at an older revision, and a case in them as they were filled then."""
    migrate(engine, BEFORE)
    at = datetime.now(timezone.utc)
    with engine.begin() as connection:
        number = connection.execute(text(OLDER_CASE), {"at": at, "sealed": vault.seal("0700000000")}).scalar()
        values = {"case": number, "at": at, "sealed": vault.seal("Är någon där?")}
        connection.execute(text(OLDER_MESSAGE), values)
        connection.execute(text(OLDER_AUDIT), {"at": at})
    return int(number)


def lines(case_store: CaseStore, number: int) -> list[str]:
    with case_store.transaction() as session:
        return [line.text for line in messages.after(session, case_store.vault, number, 0)]


def sealed(connection: Connection, vault: Vault, statement: str, **values: object) -> list[str]:
    """The sealed texts that the older tables' columns hold."""
    return [vault.open(value) for (value,) in connection.execute(text(statement), values)]


def test_what_there_was_goes_along_and_all_of_it_can_be_read_after_the_way_back(
    settings: Settings, engine: Engine, vault: Vault, older_case: int
) -> None:
    case_store = open_case_store(settings)
    assert current_revision(engine) != BEFORE
    assert lines(case_store, older_case) == ["Är någon där?"]
    now = datetime.now(timezone.utc)
    with case_store.transaction() as session:
        later = cases.open_case(session, vault, LATER, HandOver("eskilstuna", is_live=False), now)
        visits.write(session, vault, LATER, ("1", "Efter uppgraderingen"), now)

    migrate(engine, BEFORE)
    assert current_revision(engine) == BEFORE
    with engine.connect() as connection:
        of_case = "SELECT sealed_text FROM messages WHERE case_id = :case ORDER BY id"
        assert sealed(connection, vault, of_case, case=older_case) == ["Är någon där?"]
        assert sealed(connection, vault, of_case, case=later.id)[-1] == "Efter uppgraderingen"
        contact = "SELECT sealed_contact FROM cases WHERE id = :case"
        assert sealed(connection, vault, contact, case=older_case) == ["0700000000"]
        kept = "SELECT label, state, is_danger FROM cases WHERE id = :case"
        assert connection.execute(text(kept), {"case": older_case}).all() == [("blå hare", "left", True)]
        audited = "SELECT action FROM audit WHERE subject = 'blå hare (1)'"
        assert connection.execute(text(audited)).all() == [("case_read",)]

    assert lines(open_case_store(settings), older_case) == ["Är någon där?"]  # and forward once more


def workers(front: subprocess.Popen[bytes]) -> set[int]:
    """The processes that answer; beside them is one of Python's own."""
    found = set()
    for each in psutil.Process(front.pid).children():
        with suppress(psutil.NoSuchProcess):  # it ended meanwhile
            if "spawn_main" in " ".join(each.cmdline()):
                found.add(each.pid)
    return found


def answers(address: str) -> bool:
    try:
        return httpx.get(f"{address}/ready", timeout=20).status_code == 200
    except httpx.HTTPError:
        return False


@pytest.fixture
def address() -> str:
    return f"http://127.0.0.1:{free_port()}"


@pytest.fixture
def front(
    database_url: str, settings: Settings, address: str, tmp_path: Path
) -> Iterator[subprocess.Popen[bytes]]:
    """The public front with two workers, as vagvisaren-web.service starts it; turned off it needs no Rasa."""
    variables = {
        **environment(),
        "VAGVISAREN_DATABASE_URL": database_url,
        "VAGVISAREN_KEY_FILE": str(settings.key_file),
        "VAGVISAREN_CONVERSATIONS_URL": f"sqlite:///{tmp_path}/conversations.sqlite",
        "VAGVISAREN_WEB_PORT": address.rpartition(":")[2],
        "VAGVISAREN_WEB_WORKERS": "2",
        "VAGVISAREN_TURNED_OFF": "true",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.web"], cwd=ROOT, env=variables, start_new_session=True
    )
    try:
        start = time.monotonic()
        while not answers(address):
            assert process.poll() is None and time.monotonic() - start < WITHIN
            time.sleep(0.1)
        yield process
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def test_the_front_is_replaced_without_a_visitor_who_gets_no_answer(
    front: subprocess.Popen[bytes], address: str
) -> None:
    """`systemctl kill --signal=HUP`. If a new worker is not ready in time the old one stays."""
    old, start, asked = workers(front), time.monotonic(), 0.0
    assert len(old) == 2
    while workers(front) & old:
        assert time.monotonic() - start < WITHIN
        if time.monotonic() - asked > 20:
            front.send_signal(signal.SIGHUP)
            asked = time.monotonic()
        assert answers(address)
    assert len(workers(front)) == 2 and answers(address)

"""Every test of the intake runs on SQLite and on PostgreSQL, each time with a database of its own."""

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timezone
from pathlib import Path
from threading import Barrier
from typing import Any

import pytest
from sqlalchemy import inspect, select, text
from sqlalchemy.engine import Engine

from bot.database import Transaction, open_database, transactions
from bot.intake import audit, cases, messages, sessions
from bot.intake.case_store import CaseStore
from bot.intake.cases import HandOver
from bot.intake.migrations import migrate
from bot.intake.models import Case, CaseState, Role, StaffMember, tables
from bot.intake.vault import FixedKeys, Vault, new_keys
from lab.postgres import Postgres
from tests.support.hashing import make_hashing_cheap

TOKEN = "the-visitor-whose-case-it-is-0001"


def together(*actions: Callable[[], Any]) -> list[Any]:
    """Does all at the same moment, each in a thread; gives what each returned or raised."""
    start = Barrier(len(actions))

    def one(action: Callable[[], Any]) -> Any:
        start.wait(timeout=10)
        try:
            return action()
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(actions)) as pool:
        return list(pool.map(one, actions))


def everything_stored(engine: Engine) -> list[str]:
    """Every row of every table, as text."""
    with engine.connect() as connection:
        return [
            repr([bytes(value) if isinstance(value, memoryview) else value for value in row])
            for table in inspect(connection).get_table_names()
            for row in connection.execute(text(f"SELECT * FROM {table}"))
        ]


def about(name: str) -> audit.Subject:
    """Something in Eskilstuna that the audit log can tell of."""
    return audit.Subject(name, "eskilstuna")


@dataclass(frozen=True)
class Scene:
    """Puts people and cases in place."""

    case_store: CaseStore
    now: datetime

    def account(self, name: str, role: Role = Role.WORKER) -> StaffMember:
        """An account that nobody can sign in to: hashing a password takes a tenth of a second."""
        with self.case_store.transaction() as session:
            secret = self.case_store.vault.seal("no secret")
            made = StaffMember(name=name, role=role, password_hash="none", sealed_totp_secret=secret)
            made.municipality = "eskilstuna"
            session.add(made)
        return made

    def signs_in(self, account: StaffMember, at: datetime | None = None) -> str:
        with self.case_store.transaction() as session:
            return sessions.begin(session, account, is_signed_in=True, now=at or self.now)

    def worker(self, name: str = "Alva", role: Role = Role.WORKER) -> StaffMember:
        """Somebody who has signed in and sits at the desk."""
        account = self.account(name, role)
        self.signs_in(account)
        return account

    def case(
        self, token: str = TOKEN, asked: HandOver | None = None, at: datetime | None = None, **columns: Any
    ) -> Case:
        """A visitor's case, as the hand-over opens it; `columns` are then set."""
        wanted = asked or HandOver("eskilstuna", is_live=True)
        with self.case_store.transaction() as session:
            case = cases.open_case(session, self.case_store.vault, token, wanted, at or self.now)
            for name, value in columns.items():
                setattr(case, name, value)
        return case

    def taken_case(self, worker: StaffMember, token: str = TOKEN) -> Case:
        case = self.case(token)
        with self.case_store.transaction() as session:
            return cases.take(session, self.case_store.vault, case.id, worker, self.now)

    def fresh(self, case: Case) -> Case:
        """The case as the database has it now."""
        with self.case_store.transaction() as session:
            found: Case = session.scalars(select(Case).where(Case.id == case.id)).one()
            return found

    def state(self, case: Case) -> CaseState:
        state: CaseState = self.fresh(case).state
        return state

    def texts(self, case: Case) -> list[str]:
        with self.case_store.transaction() as session:
            return [line.text for line in messages.after(session, self.case_store.vault, case.id, 0)]


@pytest.fixture(scope="session")
def postgres_with_tables(postgres: Postgres) -> str:
    """The name of a database in which every test finds the tables, and nothing in them."""
    name = postgres.create()
    engine = open_database(postgres.url(name))
    migrate(engine)
    engine.dispose()
    return name


@pytest.fixture(autouse=True)
def cheap_hashing(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hashes that cost next to nothing, but in the tests of what production's cost."""
    if not request.node.get_closest_marker("real_hashing"):
        make_hashing_cheap(monkeypatch)


@pytest.fixture
def database_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A database with tables, and nothing in them."""
    if kind == "sqlite":
        path = tmp_path / "cases.sqlite"
        shutil.copyfile(request.getfixturevalue("sqlite_template"), path)
        return f"sqlite:///{path}"
    server: Postgres = request.getfixturevalue("postgres")
    name: str = request.getfixturevalue("postgres_with_tables")
    server.empty(name, tables.metadata.tables)
    return server.url(name)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    opened = open_database(database_url)
    yield opened
    opened.dispose()


@pytest.fixture
def transaction(engine: Engine) -> Transaction:
    return transactions(engine)


@pytest.fixture
def vault() -> Vault:
    return Vault(FixedKeys(new_keys()))


@pytest.fixture
def case_store(transaction: Transaction, vault: Vault) -> CaseStore:
    return CaseStore(transaction, vault)


@pytest.fixture
def now() -> datetime:
    """A Monday morning."""
    return datetime(2026, 3, 2, 9, 0, tzinfo=timezone.utc)


@pytest.fixture
def scene(case_store: CaseStore, now: datetime) -> Scene:
    return Scene(case_store, now)

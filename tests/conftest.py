"""The two servers, started once on ports of their own, conversations with them, and empty databases."""

import os
import uuid
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from bot.database import open_database
from lab.chat import Chat
from lab.postgres import Postgres
from lab.processes import Processes, servers_on_free_ports

for _name in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS"):
    os.environ.pop(_name, None)  # `make test` starts us, and a `make` that a test starts is no part of it

ONLY_WITH_RASA = {"actions", "assistant", "swedish"}
"""The Swedish pipeline is trained there too: a newer spaCy reads what an older one has written."""

IN_BOTH = {"conversations", "municipality", "privacy", "programme"}
"""Rooms that both environments import, each with libraries of its own."""

LONGEST_FIRST = ("swedish", "integration", "scripts", "web")
"""Rooms with files that take long: begun last, one of them would go on alone while the other workers idle."""

if find_spec("rasa"):
    _here = Path(__file__).parent
    _kept = ONLY_WITH_RASA | IN_BOTH | {"support"}
    collect_ignore = [each.name for each in _here.iterdir() if each.name not in _kept]
else:
    collect_ignore = sorted(ONLY_WITH_RASA)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files run side by side, each as a whole; those that talk to the shared Rasa take turns with it."""
    for item in items:
        group = "rasa" if _shares_rasa(item) else str(item.path)
        item.add_marker(pytest.mark.xdist_group(group))
    items.sort(key=_place)


def _shares_rasa(item: pytest.Item) -> bool:
    return "processes" in getattr(item, "fixturenames", ())


def _place(item: pytest.Item) -> int:
    """How soon an item runs: those with the shared Rasa at once, as they are the longest group of all."""
    if _shares_rasa(item):
        return 0
    room = item.path.relative_to(Path(__file__).parent).parts[0]
    return 1 + (LONGEST_FIRST.index(room) if room in LONGEST_FIRST else len(LONGEST_FIRST))


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pictures", help="a folder for screenshots of the main states")
    parser.addoption("--long", action="store_true", help="faults that last as long as they may in life")
    parser.addoption("--every-fault", action="store_true", help="each fault, not only one of each class")
    parser.addoption("--faults", help="a file for what each fault did to visitors")


@pytest.fixture(scope="session")
def processes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    """Rasa and the action server, on free ports, for two municipalities."""
    folder = tmp_path_factory.mktemp("servers")
    both = {"VAGVISAREN_MUNICIPALITIES": "eskilstuna botkyrka"}
    servers = Processes(servers_on_free_ports(folder), folder / "servers.log", both)
    with servers.run("actions", "rasa") as running:
        yield running


@pytest.fixture
def chat(processes: Processes) -> Chat:
    """A new conversation."""
    return Chat(processes.servers.webhook, uuid.uuid4().hex)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with Postgres() as running:
        yield running


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file in which a test finds the tables of the cases, and nothing in them."""
    from bot.intake.migrations import migrate  # noqa: PLC0415 - of the front's environment

    path = tmp_path_factory.mktemp("template") / "empty.sqlite"
    engine = open_database(f"sqlite:///{path}")
    migrate(engine)
    engine.dispose()
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def bare_database_url(kind: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """A database without tables."""
    if kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'bare.sqlite'}"
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = server.create()
    yield server.url(name)
    server.drop(name)

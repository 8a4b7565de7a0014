"""The two servers, started once on ports of their own, conversations with them, and empty databases."""

import socket
import subprocess
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.servers import Servers
from bot.settings import ROOT
from tests.support.chat import Chat
from tests.support.postgres import Postgres


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--pictures", help="a folder for screenshots of the main states")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def servers_on_free_ports(folder: Path) -> Servers:
    """Servers that no other test and no `make run` has; their endpoints are written into the folder."""
    rasa_port, actions_port = free_port(), free_port()
    endpoints = folder / "endpoints.yml"
    endpoints.write_text((ROOT / "endpoints.yml").read_text().replace("5055", str(actions_port)))
    return Servers(rasa_port, actions_port, free_port(), endpoints)


class Processes:
    """The servers as processes that a test may stop and start."""

    def __init__(
        self,
        servers: Servers,
        log: Path,
        extra: dict[str, str] | None = None,
        commands: dict[str, list[str]] | None = None,
    ) -> None:
        self.servers = servers
        self.folder = log.parent
        self._commands = {**servers.commands(), **(commands or {})}
        own_data = {
            "VAGVISAREN_DATABASE_URL": f"sqlite:///{log.parent}/cases.sqlite",
            "VAGVISAREN_CONVERSATIONS_URL": f"sqlite:///{log.parent}/conversations.sqlite",
            "VAGVISAREN_KEY_FILE": f"{log.parent}/keys",
        }
        self._environment = {**servers.environment(), **own_data, **(extra or {})}
        self._log = log
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str) -> None:
        with self._log.open("ab") as log:
            self._running[name] = subprocess.Popen(
                self._commands[name],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
            )

    def stop(self, name: str) -> None:
        process = self._running.pop(name)
        process.terminate()
        process.wait(timeout=20)

    def pid(self, name: str) -> int:
        return self._running[name].pid

    def wait_until_ready(self, within: float = 120) -> None:
        start = time.monotonic()
        while not self.servers.are_ready(*self._running):
            ended = [name for name, process in self._running.items() if process.poll() is not None]
            assert not ended, f"{ended} ended:\n{self._log.read_text()[-3000:]}"
            assert time.monotonic() - start < within, self._log.read_text()[-3000:]
            time.sleep(0.3)

    def stop_all(self) -> None:
        for name in list(self._running):
            self.stop(name)


@pytest.fixture(scope="session")
def processes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Processes]:
    """Rasa and the action server, on free ports."""
    folder = tmp_path_factory.mktemp("servers")
    running = Processes(servers_on_free_ports(folder), folder / "servers.log")
    try:
        running.start("actions")
        running.start("rasa")
        running.wait_until_ready()
        yield running
    finally:
        running.stop_all()


@pytest.fixture
def chat(processes: Processes) -> Chat:
    """A new conversation."""
    return Chat(processes.servers.webhook, uuid.uuid4().hex)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    with Postgres() as running:
        yield running


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

"""The servers as processes for one test, on free ports."""

import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from bot.run.servers import Servers
from bot.settings import ROOT


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def free_offset(*ports: int) -> int:
    """By how much each of these ports can be raised, and be one that nobody has."""

    def is_free(port: int) -> bool:
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return True
        return False

    return next(offset for offset in range(1000, 4000) if all(is_free(port + offset) for port in ports))


def servers_on_free_ports(folder: Path) -> Servers:
    """Servers on free ports; their endpoints file is written into the folder."""
    rasa_port, actions_port = free_port(), free_port()
    endpoints = folder / "endpoints.yml"
    endpoints.write_text((ROOT / "endpoints.yml").read_text().replace("5055", str(actions_port)))
    return Servers(rasa_port, actions_port, free_port(), endpoints)


class Processes:
    """Server processes that a test can stop and start."""

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
        self.environment = {**servers.environment(), **own_data, **(extra or {})}
        self._log = log
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self, name: str) -> None:
        with self._log.open("ab") as log:
            self._running[name] = subprocess.Popen(
                self._commands[name],
                cwd=ROOT,
                env=self.environment,
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

    @contextmanager
    def run(self, *names: str) -> Iterator["Processes"]:
        """Runs these servers, or all, during the block; they are ready when it begins."""
        try:
            for name in names or self._commands:
                self.start(name)
            self.wait_until_ready()
            yield self
        finally:
            for name in list(self._running):
                self.stop(name)

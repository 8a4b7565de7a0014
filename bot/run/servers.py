"""The server processes: how they are started, and whether they answer. All listen on loopback only."""

import os
import socket
from dataclasses import dataclass
from pathlib import Path

import httpx

from bot.run.environments import Environment
from bot.run.train import MODEL
from bot.settings import ROOT
from bot.wire import CHANNEL_PATH

BOT = ("actions", "rasa")
"""The servers of a conversation without a web page."""


@dataclass(frozen=True)
class Servers:
    """Where the servers listen. The action server's port must be the one that `endpoints` names."""

    rasa_port: int = 5005
    actions_port: int = 5055
    web_port: int = 8080
    endpoints: Path = ROOT / "endpoints.yml"

    @property
    def webhook(self) -> str:
        """The address of the channel that passes sources on."""
        return f"{self._channel}/webhook"

    @property
    def trial(self) -> str:
        """Where staff try a message."""
        return f"{self._channel}/try"

    @property
    def _channel(self) -> str:
        return f"http://127.0.0.1:{self.rasa_port}{CHANNEL_PATH}"

    def commands(self) -> dict[str, list[str]]:
        """One command a server."""
        front, rasa = str(Environment.FRONT.python), str(Environment.RASA.python)
        served = ["--interface", "127.0.0.1", "--port", str(self.rasa_port)]
        return {
            "actions": [rasa, "-m", "bot.run.actions", str(self.actions_port)],
            "rasa": [
                *(rasa, "-m", "bot.run.rasa", "run", *served),
                *("--endpoints", str(self.endpoints), "--model", str(MODEL)),
            ],
            "web": [front, "-m", "bot.web"],
        }

    def environment(self) -> dict[str, str]:
        """What all of them are started with: on loopback, quiet, and nothing sent to third parties."""
        return {
            **environment(),
            "OMP_NUM_THREADS": "1",  # a second thread for an embedding wins little, and waits under load
            "MALLOC_ARENA_MAX": "2",  # threads that each keep what they freed cost a tenth of the memory
            "VAGVISAREN_WEB_PORT": str(self.web_port),
            "VAGVISAREN_RASA_URL": f"http://127.0.0.1:{self.rasa_port}",
        }

    def taken_ports(self) -> list[int]:
        """Ports of ours that something already listens on."""
        taken = []
        for port in (self.rasa_port, self.actions_port, self.web_port):
            with socket.socket() as probe:
                probe.settimeout(1)
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    taken.append(port)
        return taken

    def are_ready(self, *names: str) -> bool:
        """Whether these servers answer; Rasa does so when its models are loaded."""
        pages = {
            "rasa": f"{self._channel}/",
            "actions": f"http://127.0.0.1:{self.actions_port}/health",
            "web": f"http://127.0.0.1:{self.web_port}/ready",
        }
        try:
            return all(httpx.get(pages[name], timeout=2).is_success for name in names)
        except httpx.HTTPError:
            return False


def environment() -> dict[str, str]:
    """A Python process's environment: loopback, quiet, and nothing sent to third parties."""
    return {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "PYTHONWARNINGS": "ignore",
        "RASA_TELEMETRY_ENABLED": "false",
        "SANIC_HOST": "127.0.0.1",
        "LOG_LEVEL": os.environ.get("LOG_LEVEL", "WARNING"),
        "TF_CPP_MIN_LOG_LEVEL": "3",
        "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
    }

"""The server processes' commands, environment and readiness. All listen on loopback only."""

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
"""The servers that a conversation in the terminal needs."""


@dataclass(frozen=True)
class Servers:
    """Where the servers listen. The action server's port must be the one in the file `endpoints`."""

    rasa_port: int = 5005
    actions_port: int = 5055
    web_port: int = 8080
    endpoints: Path = ROOT / "endpoints.yml"

    @property
    def webhook(self) -> str:
        """Where the channel takes messages."""
        return f"{self._channel}/webhook"

    @property
    def trial(self) -> str:
        """Where a message can be tried."""
        return f"{self._channel}/try"

    @property
    def _channel(self) -> str:
        return f"http://127.0.0.1:{self.rasa_port}{CHANNEL_PATH}"

    def commands(self) -> dict[str, list[str]]:
        """Each server's command, by name."""
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
        """The servers' environment: loopback, few log lines, no telemetry."""
        return {
            **environment(),
            "OMP_NUM_THREADS": "1",  # a second thread gains a message little, and waits under load
            "MALLOC_ARENA_MAX": "2",  # one arena per thread would use a tenth more memory
            "VAGVISAREN_WEB_PORT": str(self.web_port),
            "VAGVISAREN_RASA_URL": f"http://127.0.0.1:{self.rasa_port}",
        }

    def taken_ports(self) -> list[int]:
        """Our ports that are already in use."""
        taken = []
        for port in (self.rasa_port, self.actions_port, self.web_port):
            with socket.socket() as probe:
                probe.settimeout(1)
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    taken.append(port)
        return taken

    def are_ready(self, *names: str) -> bool:
        """Whether these servers are ready; Rasa is when its models are loaded."""
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
    """The environment of any of our Python processes: loopback, few log lines, no telemetry."""
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

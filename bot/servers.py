"""The two server processes: how they are started, and whether they answer. Both listen on loopback only."""

import os
import socket
import sys
from dataclasses import dataclass
from pathlib import Path

import httpx

from bot.settings import ROOT
from bot.train import MODEL


@dataclass(frozen=True)
class Servers:
    """Where the servers listen. The action server's port must be the one that `endpoints` names."""

    rasa_port: int = 5005
    actions_port: int = 5055
    endpoints: Path = ROOT / "endpoints.yml"

    @property
    def webhook(self) -> str:
        """The address of the channel that passes sources on."""
        return f"http://127.0.0.1:{self.rasa_port}/webhooks/vagvisaren/webhook"

    def commands(self) -> dict[str, list[str]]:
        """One command a server."""
        rasa = ["bot.rasa_cli", "run", "--interface", "127.0.0.1", "--port", str(self.rasa_port)]
        actions = ["rasa_sdk", "--actions", "actions", "--port", str(self.actions_port)]
        return {
            "actions": [sys.executable, "-m", *actions],
            "rasa": [sys.executable, "-m", *rasa, "--endpoints", str(self.endpoints), "--model", str(MODEL)],
        }

    def taken_ports(self) -> list[int]:
        """Ports of ours that something already listens on."""
        taken = []
        for port in (self.rasa_port, self.actions_port):
            with socket.socket() as probe:
                probe.settimeout(1)
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    taken.append(port)
        return taken

    def are_ready(self) -> bool:
        """Whether the action server answers, and Rasa does with its model loaded."""
        try:
            rasa = httpx.get(f"http://127.0.0.1:{self.rasa_port}/webhooks/vagvisaren/", timeout=2)
            actions = httpx.get(f"http://127.0.0.1:{self.actions_port}/health", timeout=2)
        except httpx.HTTPError:
            return False
        return rasa.status_code == actions.status_code == 200


def environment() -> dict[str, str]:
    """The servers' environment: loopback, quiet, and nothing sent to third parties."""
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

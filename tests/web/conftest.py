"""The public front with a Rasa of the test's own making behind it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest
from starlette.testclient import TestClient

from bot.municipality import load_profile
from bot.settings import Settings
from bot.web.app import create_app

ANSWER: list[dict[str, Any]] = [
    {"text": "Ett svar i två delar."},
    {
        "text": "Del två.",
        "buttons": [{"title": "Mer om det", "payload": "faq/programme"}],
        "metadata": {"sources": ["Överenskommelsen 2023, avsnitt 1.1"]},
    },
]


@dataclass
class StandInRasa:
    """Answers as Rasa's channel does, and remembers what it was asked."""

    answer: Callable[[str], list[dict[str, Any]]] = lambda _: ANSWER
    error: Exception | None = None
    status: int = 200
    heard: list[dict[str, str]] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)

    def handle(self, request: httpx.Request) -> httpx.Response:
        if self.error:
            raise self.error
        if request.method == "GET":
            return httpx.Response(self.status, json={"status": "ok"})
        content = json.loads(request.content)
        if request.url.path.endswith("/forget"):
            if self.status == 200:
                self.forgotten.append(content["sender"])
            return httpx.Response(self.status, json={})
        self.heard.append(content)
        return httpx.Response(self.status, json=self.answer(content["message"]))


@pytest.fixture
def rasa() -> StandInRasa:
    return StandInRasa()


@pytest.fixture
def client(rasa: StandInRasa) -> Iterator[TestClient]:
    profile = load_profile("eskilstuna").copy(update={"origins": ("https://www.example.se",)})
    app = create_app(Settings(), profile, httpx.MockTransport(rasa.handle))
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


@pytest.fixture
def conversation(client: TestClient) -> str:
    started: str = client.post("/api/conversations").json()["conversation"]
    return started

"""Locust's simulated visitors: most ask, some do the self-check, a few leave a message for a human.

BENCH_PACE is `full` (turns without a pause), or one visitor's approximate number of turns per second, at
random intervals. A turn is a message to the assistant, or two requests that leave a message for a human. Each
conversation is one from an address of its own, and so on a new connection, as nginx limits what one address
may do.
"""

import os
import random
import secrets
from typing import Any

from locust import HttpUser, constant, task
from requests.adapters import HTTPAdapter

from bench.load import QUESTION
from bench.questions import QUESTIONS, is_out_of_order
from lab.addresses import address_of_its_own

PACE = os.environ.get("BENCH_PACE", "full")
MESSAGES_A_CONVERSATION = 4


def at_random(_: HttpUser) -> float:
    """Seconds from an answer to the next turn. The response time comes on top, so turns are a bit fewer."""
    return random.expovariate(float(PACE))


class FromAddress(HTTPAdapter):
    """Connections from one address."""

    def __init__(self, address: str) -> None:
        self._address = address
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Binds the pool's connections to the address."""
        super().init_poolmanager(*args, source_address=(self._address, 0), **kwargs)


class Visitor(HttpUser):
    """A visitor who has one conversation after the other."""

    wait_time = constant(0) if PACE == "full" else at_random

    def on_start(self) -> None:
        """Starts the first conversation."""
        self.client.verify = os.environ.get("BENCH_CERTIFICATE") or True
        self._begin()
        self.wait()  # so that not all start at the same moment

    def _begin(self, *texts: str) -> None:
        self._conversation = secrets.token_urlsafe(24)
        adapter = FromAddress(address_of_its_own())
        for scheme in ("https://", "http://"):
            self.client.get_adapter(scheme).close()
            self.client.mount(scheme, adapter)
        self._texts = list(texts)
        self._number = 0

    def _say(self, text: str, name: str) -> None:
        self._number += 1
        body = {"conversation": self._conversation, "id": str(self._number), "text": text}
        with self.client.post("/api/messages", json=body, name=name, catch_response=True) as answer:
            if answer.status_code != 200:
                answer.failure(f"status {answer.status_code}")
            elif not answer.json()["messages"] and answer.json()["stored"] is None:
                answer.failure("an empty reply")
            elif is_out_of_order(answer.text):
                answer.failure("out of order")

    @task(70)
    def ask(self) -> None:
        """Asks a question."""
        if self._number >= MESSAGES_A_CONVERSATION:
            self._begin()
        self._say(random.choice(QUESTIONS), QUESTION)

    @task(20)
    def check(self) -> None:
        """Starts a self-check, or answers its question."""
        if not self._texts or self._number >= MESSAGES_A_CONVERSATION:
            self._begin("kan jag göra självkontrollen", "ja", "nej", "ja")
        self._say(self._texts.pop(0), "self-check")

    @task(10)
    def leave_message(self) -> None:
        """Leaves a message for a human."""
        self._begin()
        body = {
            "conversation": self._conversation,
            "id": "0",
            "way": "message",
            "danger": False,
            "shared": [],
        }
        self.client.post("/api/hand-over", json=body, name="hand-over")
        self._say("kan ni höra av er till mig här", "message to a human")
        self._begin()

"""Visitors, as Locust has them: most ask, some do the self-check, a few leave a message for a human.

BENCH_PACE is `full` (no pause: as many turns as come through), or a number: about so many turns a second of
one visitor, at random. A turn is a message to the assistant, or two requests that leave one for a human.
"""

import os
import random
import secrets

from locust import HttpUser, constant, task

from bench.load import QUESTION
from bench.questions import QUESTIONS, is_out_of_order

PACE = os.environ.get("BENCH_PACE", "full")
MESSAGES_A_CONVERSATION = 4


def at_random(_: HttpUser) -> float:
    """Seconds from an answer until the next turn; the answers' own time makes turns that much fewer."""
    return random.expovariate(float(PACE))


class Visitor(HttpUser):
    """One conversation after the other."""

    wait_time = constant(0) if PACE == "full" else at_random

    def on_start(self) -> None:
        """Begins the first conversation."""
        self.client.verify = os.environ.get("BENCH_CERTIFICATE") or True
        self._begin()
        self.wait()  # not all at the same moment

    def _begin(self, *texts: str) -> None:
        self._conversation = secrets.token_urlsafe(24)
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
        """A question."""
        if self._number >= MESSAGES_A_CONVERSATION:
            self._begin()
        self._say(random.choice(QUESTIONS), QUESTION)

    @task(20)
    def check(self) -> None:
        """A message of a self-check: it is begun, or answered."""
        if not self._texts or self._number >= MESSAGES_A_CONVERSATION:
            self._begin("kan jag göra självkontrollen", "ja", "nej", "ja")
        self._say(self._texts.pop(0), "self-check")

    @task(10)
    def leave_message(self) -> None:
        """A message that a human answers later."""
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

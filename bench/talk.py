"""Simulated visitors who write to Rasa directly, without the front; measures each turn."""

import random
import secrets
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import httpx

from bench.questions import QUESTIONS, is_out_of_order

VISITORS = 8
"""How many at once."""

Script = Callable[[random.Random], list[str]]
"""Returns one visitor's messages and buttons in one conversation."""


@dataclass
class Turns:
    """Seconds of each turn, and how many of them got no answer or the message about a failure.

    Rasa's default gives no answer if a turn or its action server fails, but also if it has not learnt what
    comes next.
    """

    seconds: list[float] = field(default_factory=list)
    unanswered: int = 0

    def __add__(self, other: "Turns") -> "Turns":
        return Turns(self.seconds + other.seconds, self.unanswered + other.unanswered)


def questions(chance: random.Random) -> list[str]:
    """Only free-text messages, all different, which cost most."""
    return chance.sample(QUESTIONS, 4)


def whole_conversation(chance: random.Random) -> list[str]:
    """Two free-text questions, a button below an answer, and the start of a self-check."""
    answers = chance.choices(["/affirm", "/deny", "/unsure"], k=3)
    return [*questions(chance)[:2], "faq/support", "/start_self_check", "/affirm", *answers]


def talk(address: str, script: Script, seconds: float, seed: int) -> Turns:
    """Runs one visitor after another, without a pause."""
    chance, turns = random.Random(seed), Turns()
    ends = time.monotonic() + seconds
    with httpx.Client(timeout=60) as client:
        while time.monotonic() < ends:
            sender = secrets.token_urlsafe(24)
            for text in script(chance):
                start = time.monotonic()
                answer = client.post(address, json={"sender": sender, "message": text}).raise_for_status()
                turns.seconds.append(time.monotonic() - start)
                turns.unanswered += not answer.json() or is_out_of_order(answer.text)
    return turns


def talk_at_once(address: str, script: Script, seconds: float) -> tuple[Turns, float]:
    """Runs several visitors at once; returns their turns, and the turns per second."""
    began = time.monotonic()
    with ThreadPoolExecutor(VISITORS) as pool:
        each = pool.map(lambda seed: talk(address, script, seconds, seed), range(2, 2 + VISITORS))
        turns = sum(each, Turns())
    return turns, len(turns.seconds) / (time.monotonic() - began)

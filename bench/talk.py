"""Visitors of Rasa itself, without the front: what they write, and how long each turn takes."""

import random
import secrets
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import httpx

from bench.questions import QUESTIONS, is_out_of_order

VISITORS = 8
"""So many at once."""

Script = Callable[[random.Random], list[str]]
"""What one visitor writes, or says by a button, in one conversation."""


@dataclass
class Turns:
    """Seconds of each turn, and how many of them were answered with nothing, or that something is broken.

    Rasa's default says nothing where a turn or its action server fails, but also where it has not learnt
    what comes next.
    """

    seconds: list[float] = field(default_factory=list)
    unanswered: int = 0

    def __add__(self, other: "Turns") -> "Turns":
        return Turns(self.seconds + other.seconds, self.unanswered + other.unanswered)


def questions(chance: random.Random) -> list[str]:
    """Nothing but messages of a visitor's own, all different: what costs most."""
    return chance.sample(QUESTIONS, 4)


def whole_conversation(chance: random.Random) -> list[str]:
    """Two questions of the visitor's own, a button below an answer, and the beginning of a self-check."""
    answers = chance.choices(["/affirm", "/deny", "/unsure"], k=3)
    return [*questions(chance)[:2], "faq/support", "/start_self_check", "/affirm", *answers]


def talk(address: str, script: Script, seconds: float, seed: int) -> Turns:
    """One visitor after another, without pause."""
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
    """Several visitors at once; their turns, and how many turns a second that is."""
    began = time.monotonic()
    with ThreadPoolExecutor(VISITORS) as pool:
        each = pool.map(lambda seed: talk(address, script, seconds, seed), range(2, 2 + VISITORS))
        turns = sum(each, Turns())
    return turns, len(turns.seconds) / (time.monotonic() - began)

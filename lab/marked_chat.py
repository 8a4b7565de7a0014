"""Chat messages with private parts marked as `[text](kind)`, and how many of these redaction finds."""

import re
import statistics
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bot.privacy.redaction import find
from bot.settings import ROOT

HELD_OUT = ROOT / "tests/held_out_chat.txt"
"""Not used in training the recogniser or writing the patterns, or for choosing parameters."""

MARK = re.compile(r"\[([^\]]*)\]\((\w+)\)")
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Message:
    """A message, and its private parts: start, end, kind."""

    text: str
    marks: list[tuple[int, int, str]]


def read(path: Path = HELD_OUT) -> list[Message]:
    """The messages of a file, one per line."""
    return [_parsed(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def _parsed(line: str) -> Message:
    text, marks, end = "", [], 0
    for mark in MARK.finditer(line):
        text += line[end : mark.start()]
        marks.append((len(text), len(text) + len(mark[1]), mark[2]))
        text, end = text + mark[1], mark.end()
    return Message(text + line[end:], marks)


@dataclass
class Score:
    """What was redacted, rightly and wrongly. A part counts if no letter or digit of it is left."""

    marked: Counter[str] = field(default_factory=Counter)
    hidden: Counter[str] = field(default_factory=Counter)
    ordinary_words: int = 0
    hidden_in_vain: int = 0
    milliseconds: list[float] = field(default_factory=list)

    def recall(self, *kinds: str) -> float:
        """The share of all parts of these kinds that were redacted."""
        return sum(self.hidden[kind] for kind in kinds) / sum(self.marked[kind] for kind in kinds)

    @property
    def in_vain(self) -> float:
        """The share of ordinary words that were wrongly redacted."""
        return self.hidden_in_vain / self.ordinary_words

    @property
    def median_ms(self) -> float:
        """The median time for a message, including the recognisers."""
        return statistics.median(self.milliseconds)


def score(messages: list[Message]) -> Score:
    """Redacts all messages and compares with the marks."""
    total = Score()
    for message in messages:
        start = time.perf_counter()
        found = find(message.text)
        total.milliseconds.append(1000 * (time.perf_counter() - start))
        shown = set(range(len(message.text)))
        for part in found:
            shown -= set(range(part.start, part.end))
        for start_at, end, kind in message.marks:
            total.marked[kind] += 1
            total.hidden[kind] += not any(
                message.text[i].isalnum() for i in range(start_at, end) if i in shown
            )
        for word in WORD.finditer(message.text):
            if not any(start_at < word.end() and word.start() < end for start_at, end, _ in message.marks):
                total.ordinary_words += 1
                total.hidden_in_vain += not shown.issuperset(range(*word.span()))
    return total

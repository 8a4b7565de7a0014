"""Chat messages in which what is private is marked, as `[text](kind)`, and how much of it redaction hides."""

import re
import statistics
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from bot.privacy.redaction import find
from bot.settings import ROOT

HELD_OUT = ROOT / "tests/held_out_chat.txt"
"""Written apart from all that the recogniser and the patterns were made with, and used to choose nothing."""

MARK = re.compile(r"\[([^\]]*)\]\((\w+)\)")
WORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Message:
    """A message, and where in it something private stands: start, end, kind."""

    text: str
    marks: list[tuple[int, int, str]]


def read(path: Path = HELD_OUT) -> list[Message]:
    """The messages of a file, one a line."""
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
    """What was hidden, and what in vain. A part counts as hidden when no letter or digit of it is left."""

    marked: Counter[str] = field(default_factory=Counter)
    hidden: Counter[str] = field(default_factory=Counter)
    ordinary_words: int = 0
    hidden_in_vain: int = 0
    milliseconds: list[float] = field(default_factory=list)

    def recall(self, *kinds: str) -> float:
        """The share hidden, of all that is of these kinds."""
        return sum(self.hidden[kind] for kind in kinds) / sum(self.marked[kind] for kind in kinds)

    @property
    def in_vain(self) -> float:
        """The share of ordinary words that were hidden."""
        return self.hidden_in_vain / self.ordinary_words

    @property
    def median_ms(self) -> float:
        """What a message takes, the recogniser included."""
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

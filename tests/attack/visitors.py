"""Whole conversations through a tapped line: what was said, and what a listener saw of it."""

import json
import subprocess
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import IO

from bot.web.pages import LIMITS
from lab.production import Production
from tests.attack.tap import OVERHEAD, Record, Tap
from tests.support.page_scripts import NODE

VISITOR = Path(__file__).with_name("visitor.mjs")
START = 1
"""Exchanges before the first message: the one that begins the conversation."""


@dataclass(frozen=True)
class Exchange:
    """A request and its answer on the line: bytes up and down, and seconds until the answer began."""

    up: int
    down: int
    seconds: float


@dataclass(frozen=True)
class Seen:
    """What a listener saw of one conversation, and the label of its first message, which is to be guessed."""

    label: str
    exchanges: tuple[Exchange, ...]

    @property
    def question(self) -> Exchange:
        """The first message and its answer."""
        return self.exchanges[START]


class Visitors:
    """Visitors of an installation, whose line is tapped."""

    def __init__(self, tap: Tap, page: "subprocess.Popen[str]") -> None:
        self._tap, self._page = tap, page

    def seen(self, asked: Iterable[tuple[str, str]]) -> Iterator[Seen]:
        """One conversation for each label and message."""
        for label, text in asked:
            _pipe(self._page.stdin).write(json.dumps([text]) + "\n")
            _pipe(self._page.stdin).flush()
            assert _pipe(self._page.stdout).readline() == "gone\n"
            yield Seen(label, tuple(exchanges(self._tap.taken())))


def exchanges(records: Iterable[Record]) -> Iterator[Exchange]:
    """What the visitor sent, and what came back before the visitor sent more."""
    turns = [list(turn) for _, turn in groupby(records, key=lambda record: record.is_from_visitor)]
    for up, down in zip(turns[::2], turns[1::2], strict=False):
        yield Exchange(_size(up), _size(down), down[0].at - up[-1].at)


def _size(records: Iterable[Record]) -> int:
    """The bytes inside the records, because a server's write is sometimes one record and sometimes two."""
    return sum(record.size - OVERHEAD for record in records)


def _pipe(pipe: IO[str] | None) -> IO[str]:
    assert pipe
    return pipe


@contextmanager
def visitors(production: Production) -> Iterator[Visitors]:
    """Visitors during the block."""
    with Tap(production.ports["https"]).run() as tap:
        options = json.dumps({"base": f"https://127.0.0.1:{tap.port}", "limits": LIMITS})
        with subprocess.Popen(
            [NODE, str(VISITOR), options],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={"NODE_EXTRA_CA_CERTS": str(production.certificate)},
        ) as page:
            met = Visitors(tap, page)
            for _ in met.seen([("", "hej")]):  # with the handshake, which no later conversation has
                pass
            yield met
            page.kill()

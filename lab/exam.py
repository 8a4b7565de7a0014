"""Held-out messages and conversations, and how the assistant's replies to them are judged.

Their writers had not seen the training data. They choose nothing: no threshold, no label, no example.
"""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage
from rasa.core.tracker_store import InMemoryTrackerStore

from bot.assistant.replies import Replies
from bot.municipality.served import END_OF_KEY
from bot.settings import ROOT
from bot.wire import Reply

FOLDER = ROOT / "tests/held_out"
MUNICIPALITY = "eskilstuna"
SOFT_LINE = "soft_alarm"


@dataclass(frozen=True)
class Message:
    """A held-out message, the labels that a careful reader would accept, and the file it is in."""

    text: str
    accepted: tuple[str, ...]
    file: str

    @property
    def is_danger(self) -> bool:
        """Whether the first label is danger."""
        return self.accepted[0].startswith("danger/")


@dataclass(frozen=True)
class Turn:
    """What a visitor says, the accepted replies, and whether it needs what came before."""

    text: str
    accepted: tuple[str, ...]
    needs_context: bool


@dataclass(frozen=True)
class Judged:
    """A reply's responses, by name without `utter_`, and whether they are right or offer what is right."""

    said: tuple[str, ...]
    offered: tuple[str, ...]
    is_right: bool
    is_offered: bool


@cache
def messages() -> list[Message]:
    """All held-out messages."""
    return [
        Message(text, tuple(labels.split("|")), path.stem)
        for path in sorted(FOLDER.glob("*.tsv"))
        for labels, _, text in (line.partition("\t") for line in _lines(path))
    ]


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line]


@cache
def conversations() -> list[list[Turn]]:
    """All held-out conversations."""
    content: list[dict[str, Any]] = yaml.safe_load((FOLDER / "conversations.yml").read_text(encoding="utf-8"))
    return [
        [Turn(str(t["say"]), tuple(t["want"]), bool(t.get("context"))) for t in each["turns"]]
        for each in content
    ]


async def hold(agent: Agent, texts: Sequence[str]) -> list[list[Reply]]:
    """The replies to the messages of one conversation, which is kept in memory only."""
    processor = copy.copy(agent.processor)
    processor.tracker_store = InMemoryTrackerStore(processor.domain)
    turns = []
    for text in texts:
        replies = Replies()
        await processor.handle_message(UserMessage(text, replies, f"{MUNICIPALITY}{END_OF_KEY}exam"))
        turns.append(replies.collected)
    return turns


def judged(replies: Sequence[Reply], accepted: Sequence[str]) -> Judged:
    """How the replies to one message are judged: right if one of them is accepted."""
    said = tuple(
        dict.fromkeys((reply.response or "").removeprefix("utter_") for reply in replies if reply.response)
    )
    offered = tuple(button.payload.removeprefix("/") for reply in replies for button in reply.buttons)
    names = {_accepted(name) for name in accepted}
    return Judged(said, offered, bool(names & {*said, *map(_accepted, said)}), bool(names & {*offered}))


SAME = {"again": "repair/again", "simpler": "clarify", "same_again": "repair/again"}
"""Responses that carry out what a label asks for under another name."""


def _accepted(name: str) -> str:
    return SAME.get(name, name)

"""The held-out messages and conversations: not used in training or for choosing anything, only for measuring.

`tests/held_out.tsv` is the older file. Those in `tests/held_out` were written by people who had not seen the
training data, the labels' examples or each other's. Files that have been read to mend something are moved to
`tests/development`, and new ones are written by others.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.settings import ROOT

HELD_OUT = ROOT / "tests/held_out"
DEVELOPMENT = ROOT / "tests/development"
"""Files of the same kinds that have been read: thresholds and rules are chosen by them."""


def held_out() -> list[tuple[str, str]]:
    """Pairs of label and message of the older file."""
    lines = _lines(ROOT / "tests/held_out.tsv")
    return [(label, text) for label, _, text in (line.partition("\t") for line in lines)]


@dataclass(frozen=True)
class Asked:
    """A message, the labels that a careful reader would accept, and whether it needs what came before."""

    text: str
    accepted: tuple[str, ...]
    file: str
    needs_context: bool = False


@cache
def messages(folder: Path = HELD_OUT) -> list[Asked]:
    """All messages of a folder."""
    return [
        Asked(text, tuple(labels.split("|")), path.stem)
        for path in sorted(folder.glob("*.tsv"))
        for labels, _, text in (line.partition("\t") for line in _lines(path))
    ]


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text(encoding="utf-8").splitlines() if line]


@cache
def conversations(folder: Path = HELD_OUT) -> list[list[Asked]]:
    """All conversations of a folder."""
    return [
        [Asked(str(t["say"]), tuple(t["want"]), path.stem, bool(t.get("context"))) for t in each["turns"]]
        for path in sorted(folder.glob("conversations-*.yml"))
        for each in _held(path)
    ]


def _held(path: Path) -> list[dict[str, Any]]:
    content: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content

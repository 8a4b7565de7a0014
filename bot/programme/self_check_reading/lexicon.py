"""The words and patterns that the reader knows, from `lexicon.yml` and `patterns.yml` beside this file."""

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml


@cache
def _content(file: str) -> dict[str, Any]:
    path = Path(__file__).with_name(file)
    content: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)  # noqa: S506 - BaseLoader makes strings only
    return content


def lexicon(name: str) -> frozenset[str]:
    """The list of words of this name."""
    return frozenset(_content("lexicon.yml")[name].split())


def pattern(name: str, around: str = "{}") -> re.Pattern[str]:
    """The pattern of this name, any of its alternatives, within what stands around it."""
    return re.compile(around.format("(?:" + "|".join(_content("patterns.yml")[name]) + ")"))


def has_pattern(name: str) -> bool:
    """Whether there is a pattern of this name."""
    return name in _content("patterns.yml")

"""What visitors' pages are told when something fails, in each language that a conversation is held in."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml

from bot import limits
from bot.wire import SWEDISH


@cache
def _texts(language: str) -> Mapping[str, str]:
    path = Path(__file__).with_name(f"{language}.yml")
    texts: dict[str, str] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return texts


def problem_text(code: str, language: str = SWEDISH, human: str = "") -> str:
    """Why there is no answer; `human` is where a human is, for the text that has it in its midst.

    Raises:
        KeyError: there is no such code.
    """
    return _texts(language)[code].format(longest=limits.MESSAGE_CHARACTERS, human=human)

"""The two environments: the public front's, and Rasa's with the action server (docs/decisions/0015).

Each has its own lock in requirements/, and neither imports what only the other has. A container image has one
of them; an installation without containers has both.
"""

import re
from enum import Enum
from pathlib import Path

from bot.settings import ROOT


def normal(name: str) -> str:
    """A package's name, normalised as by PyPI."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(requirements: Path) -> dict[str, str]:
    """The version of each package in a lock, by normalised name."""
    text = requirements.read_text(encoding="utf-8")
    return {
        normal(name): version
        for name, version in re.findall(r"^([\w.-]+)(?:\[[\w,.-]+\])?==([^\s;\\]+)", text, re.MULTILINE)
    }


class Environment(Enum):
    """An environment, by the name of its lock: `requirements/<name>.txt`."""

    FRONT = "front"
    RASA = "rasa"

    @property
    def version(self) -> str:
        """Its Python version, as scripts/setup.sh installs it."""
        return "3.13" if self is Environment.FRONT else "3.10"

    @property
    def is_public(self) -> bool:
        """Whether the processes that visitors reach run in it."""
        return self is Environment.FRONT

    @property
    def python(self) -> Path:
        """Its interpreter, which exists only if the environment is installed."""
        return ROOT / f".venv-{self.value}" / "bin" / "python"

    @property
    def lock(self) -> Path:
        """The lock with its production packages, without those for development."""
        return ROOT / "requirements" / f"{self.value}.txt"

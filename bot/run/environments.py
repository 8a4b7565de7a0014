"""The two environments: the public front's, and Rasa's with the action server (docs/decisions/0015).

Each has a lock of its own in requirements/, and neither imports what only the other has. A container holds
one of them, and starts its one server with it; on a machine both lie beside each other.
"""

import re
from enum import Enum
from pathlib import Path

from bot.settings import ROOT


def normal(name: str) -> str:
    """A package's name as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(requirements: Path) -> dict[str, str]:
    """The version of each package that a file of locked requirements names, by normalised name."""
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
        """Its Python, as scripts/setup.sh installs it."""
        return "3.13" if self is Environment.FRONT else "3.10"

    @property
    def is_public(self) -> bool:
        """Whether a process that visitors reach runs in it."""
        return self is Environment.FRONT

    @property
    def python(self) -> Path:
        """Its interpreter, which is there only where the environment is."""
        return ROOT / f".venv-{self.value}" / "bin" / "python"

    @property
    def lock(self) -> Path:
        """The packages that it is made of in production; development's are left out."""
        return ROOT / "requirements" / f"{self.value}.txt"

"""The two environments: the public front's, and Rasa's with the action server (docs/decisions/0015).

Each has a lock of its own in requirements/, and neither imports what only the other has. A container holds
one of them, and starts its one server with it; on a machine both lie beside each other.
"""

from enum import Enum
from pathlib import Path

from bot.settings import ROOT


class Environment(Enum):
    """An environment, by the name of its lock: `requirements/<name>.txt`."""

    FRONT = "front"
    RASA = "rasa"

    @property
    def python(self) -> Path:
        """Its interpreter, which is there only where the environment is."""
        return ROOT / f".venv-{self.value}" / "bin" / "python"

    @property
    def lock(self) -> Path:
        """The packages that it is made of in production."""
        return ROOT / "requirements" / f"{self.value}.txt"

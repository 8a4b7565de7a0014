"""The environments that an installation runs in: the one list that licences and bills of materials go by."""

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True)
class Environment:
    """A Python, and the file that has locked every package it runs with (development's are left out)."""

    name: str
    python: Path
    requirements: Path
    is_public: bool
    """Whether a process that visitors reach runs in it."""


ENVIRONMENTS = (
    Environment("front", ROOT / ".venv-front/bin/python", ROOT / "requirements/front.txt", is_public=True),
    Environment("rasa", ROOT / ".venv-rasa/bin/python", ROOT / "requirements/rasa.txt", is_public=False),
)

"""Checks that the versions we run on are still supported (requirements/end_of_life.yml).

Threat: something that the public reaches goes out of support, and nobody notices. Method: a version must not
be past its end date; one without an end date, or kept beyond it for a reason, has a date for its next review.
Not covered: a project that stops fixing a version before the announced date.
"""

import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml

from bot.run.environments import Environment, pinned
from bot.settings import ROOT

DATES = ROOT / "requirements/end_of_life.yml"


@dataclass(frozen=True)
class Supported:
    """A version that we run on. `again`, the next review, is required if `ends` is missing or past."""

    name: str
    public: bool
    ends: date | None
    source: str
    because: str
    again: date | None = None
    stands_in: dict[str, str] | None = None
    package: str | None = None

    def faults(self, today: date) -> Iterator[str]:
        """What is wrong with this entry on that day."""
        is_past = self.ends is not None and self.ends < today
        if is_past and self.public:
            yield f"{self.name} faces the public and has been unsupported since {self.ends}: {self.source}"
        if self.again is None and (self.ends is None or is_past):
            yield f"{self.name}: has no date for its next review"
        if self.again is not None and self.again < today:
            yield f"{self.name}: was due for review on {self.again}: {self.source}"
        if self.stands_in and self.stands_in["as"] not in (ROOT / self.stands_in["file"]).read_text(
            encoding="utf-8"
        ):
            yield f"{self.stands_in['file']} no longer names {self.name}"


def read(path: Path = DATES) -> list[Supported]:
    """All entries of the list."""
    return [Supported(**entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8"))]


def python_of(environment: Environment) -> str:
    """The name of an environment's Python in the list, such as `Python 3.13`."""
    code = "import sys; print('Python {}.{}'.format(*sys.version_info))"
    command = [str(environment.python), "-c", code]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()  # noqa: S603 - ours


def faults(known: list[Supported], environments: Sequence[Environment], today: date) -> list[str]:
    """Everything wrong with the list and with the installed Pythons."""
    found = [fault for each in known for fault in each.faults(today)]
    by_name = {each.name: each for each in known}
    locked = {package for each in environments for package in pinned(each.lock)}
    found += [
        f"{each.name} is not locked any more" for each in known if each.package and each.package not in locked
    ]
    for environment in environments:
        python = by_name.get(python_of(environment))
        if python is None:
            found.append(f"{environment.value}: {python_of(environment)} is not in the list")
        elif environment.is_public and not python.public:
            found.append(f"{environment.value} faces the public on {python.name}, which is not allowed to")
    return found

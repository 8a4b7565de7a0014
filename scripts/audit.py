"""Compares pip-audit's findings for our pinned packages with the vulnerabilities that we have reviewed.

Threat: a known vulnerability in a package is overlooked, or accepted without thought. Method: every
vulnerability of a package in either lock must be in requirements/vulnerabilities.yml; that list must be up to
date, and must not contain any package in the public front's lock. A package that the service does not know
counts as a problem. Not covered: vulnerabilities that nobody has reported, packages that are not on PyPI, and
what is below Python (Debian, nginx, Redis). Run by scripts/audit.sh.
"""

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from bot.run.environments import Environment, normal, pinned
from bot.settings import ROOT

REVIEWED = ROOT / "requirements/vulnerabilities.yml"

CLEAN, NOT_REVIEWED, NOT_ASKED, TOOL_FAILED = 0, 1, 2, 3

NOBODY_ANSWERED = re.compile(r"ConnectionError|ProxyError|Timeout|Could not connect")
"""Matches the last line of pip-audit's error output when the service could not be reached."""

ASKED_FIRST = "pydantic"
"""A package in both locks. A service that does not know it, such as a mirror, is not asked about others."""

Pin = tuple[str, str]
"""A package and its version."""


def pins_of(lock: Path) -> set[Pin]:
    """All packages in a lock."""
    return set(pinned(lock).items())


@dataclass(frozen=True)
class Reviewed:
    """A vulnerability that somebody has reviewed; every field is required."""

    package: str
    version: str
    advisory: str
    what: str
    reachable: bool
    because: str
    who: str
    again: date

    @property
    def pin(self) -> Pin:
        """The package and version that it affects."""
        return self.package, self.version

    def faults(self, front: set[Pin], rasa: set[Pin], today: date) -> list[str]:
        """Why this entry must be removed, or reviewed again."""
        name = f"{self.package} {self.version}, {self.advisory}"
        return [
            f"{name}: {fault}"
            for is_so, fault in (
                (self.pin in front, "no vulnerability of the public front may be excepted"),
                (self.reachable is not False, "only what is not reachable can be excepted"),
                (self.pin not in front | rasa, "no longer applies, that version is not pinned"),
                (self.again < today, f"to be looked at again since {self.again}, by {self.who}"),
            )
            if is_so
        ]


@dataclass(frozen=True)
class Known:
    """A vulnerability that the service reports, with all its ids."""

    package: str
    version: str
    names: tuple[str, ...]
    fixed_in: tuple[str, ...]

    def is_in(self, reviewed: list[Reviewed]) -> bool:
        """Whether it has been reviewed for this version."""
        return any(
            each.pin == (self.package, self.version) and each.advisory in self.names for each in reviewed
        )

    def __str__(self) -> str:
        fix = f"fixed in {', '.join(self.fixed_in)}" if self.fixed_in else "no fix known"
        return f"{self.package} {self.version}: {', '.join(self.names)} ({fix})"


def read_reviewed(path: Path) -> list[Reviewed]:
    """The reviewed vulnerabilities."""
    return [Reviewed(**entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8")) or ()]


class ToolError(Exception):
    """pip-audit failed, although the service was reached; the message is the last line of its errors."""


def ask(pip_audit: Path, requirements: Path) -> tuple[set[Pin], set[Known]]:
    """The packages that the service knows, and their vulnerabilities; empty if it could not be reached.

    Raises:
        ToolError: pip-audit failed for another reason.
    """
    options = ["--disable-pip", "--no-deps", "--progress-spinner", "off", "--format", "json"]
    command = [str(pip_audit), *options, "--requirement", str(requirements)]
    process = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    try:
        answer: list[dict[str, Any]] = json.loads(process.stdout)["dependencies"]
    except json.JSONDecodeError as error:  # the reason is on standard error
        reason = (process.stderr.strip().splitlines() or ["it said nothing"])[-1]
        if NOBODY_ANSWERED.search(reason):
            return set(), set()
        raise ToolError(reason) from error
    # A package that was not found is marked as skipped, but pip-audit still reports success.
    answered = [each for each in answer if "skip_reason" not in each]
    known = {
        Known(
            normal(each["name"]), each["version"], (vuln["id"], *vuln["aliases"]), tuple(vuln["fix_versions"])
        )
        for each in answered
        for vuln in each["vulns"]
    }
    return {(normal(each["name"]), each["version"]) for each in answered}, known


def is_there(pip_audit: Path, version: str) -> bool:
    """Whether the service answers for one package."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as one:
        one.write(f"{ASKED_FIRST}=={version}\n")
        one.flush()
        return (ASKED_FIRST, version) in ask(pip_audit, Path(one.name))[0]


def ask_all(pip_audit: Path, locks: Sequence[Path]) -> tuple[set[Pin], set[Known]]:
    """The same for all locks together; empty if the service does not answer."""
    answered: set[Pin] = set()
    known: set[Known] = set()
    if is_there(pip_audit, pinned(locks[0])[ASKED_FIRST]):
        for lock in locks:
            more = ask(pip_audit, lock)
            answered |= more[0]
            known |= more[1]
    return answered, known


def audit(pip_audit: Path, front: Path, rasa: Path, reviewed: list[Reviewed]) -> tuple[int, list[str]]:
    """The exit code, and the lines to print."""
    of_front, of_rasa = pins_of(front), pins_of(rasa)
    problems = [fault for each in reviewed for fault in each.faults(of_front, of_rasa, date.today())]
    answered, known = ask_all(pip_audit, (front, rasa))
    valid = [each for each in reviewed if each.pin not in of_front]
    problems += sorted(f"{each} is not reviewed" for each in known if not each.is_in(valid))
    problems += [
        f"{each.package} {each.version}, {each.advisory}: no longer applies, the service does not know it"
        for each in reviewed
        if each.pin in answered and not any(found.is_in([each]) for found in known)
    ]
    pins = of_front | of_rasa
    unanswered = [f"{name} {version}" for name, version in sorted(pins - answered)]
    if not answered:
        return NOT_REVIEWED if problems else NOT_ASKED, [
            *problems,
            "Nothing was checked: PyPI's vulnerability service does not answer from here.",
        ]
    if unanswered:
        problems.append(f"Not checked, since the service said nothing about them: {', '.join(unanswered)}")
        return NOT_ASKED if len(problems) == 1 else NOT_REVIEWED, problems
    if problems:
        return NOT_REVIEWED, problems
    return CLEAN, [f"{len(pins)} packages checked: {len(known)} known vulnerabilities, all of them reviewed."]


def main(pip_audit: Path) -> int:
    """Prints the problems; returns the exit code."""
    try:
        front, rasa = Environment.FRONT.lock, Environment.RASA.lock
        code, lines = audit(pip_audit, front, rasa, read_reviewed(REVIEWED))
    except ToolError as error:
        code, lines = TOOL_FAILED, [f"Nothing was checked: pip-audit failed with: {error}"]
    sys.stdout.write("\n".join(lines) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

"""Compares what pip-audit knows of our pinned packages with what we have reviewed (scripts/audit.sh).

Threat: a known hole in a package goes unseen, or is waved through. Method: every vulnerability of what is
pinned in requirements/run.txt must be in requirements/vulnerabilities.yml; that list must be true, and
hold no package of the public front. A package that the service says nothing about is not one in order. Not
covered: what nobody has reported yet, what is not on PyPI, and what lies below Python (Debian, nginx, Redis).
"""

import json
import re
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
REQUIREMENTS = ROOT / "requirements/run.txt"
REVIEWED = ROOT / "requirements/vulnerabilities.yml"

CLEAN, NOT_REVIEWED, NOT_ASKED, TOOL_FAILED = 0, 1, 2, 3

NOBODY_ANSWERED = re.compile(r"ConnectionError|ProxyError|Timeout|Could not connect")
"""In the last line of what pip-audit says: requests' errors, and its own words for one of them."""

ASKED_FIRST = "rasa"
"""Where the service does not know even this one, as on a mirror of PyPI, the others are not asked about."""

LOAD_THE_FRONT = """
import sys
at_start = set(sys.modules)  # setuptools hooks itself into every Python, used or not
import bot.web.__main__
import httpx, sqlalchemy, uvicorn
# What these three import only when they start: the HTTP parser, the event loop, the connection, the driver.
config = uvicorn.Config(lambda: None, factory=True, ws="none")
config.load()
config.get_loop_factory()
httpx.AsyncClient()
sqlalchemy.create_engine("postgresql://")
from importlib.metadata import distributions
owners = {}
for each in distributions():
    folder = str(each.locate_file(""))
    lines = (each.read_text("RECORD") or "").splitlines()
    owners.update(dict.fromkeys((folder + "/" + line.split(",")[0] for line in lines), each.name))
files = {getattr(sys.modules[name], "__file__", None) for name in set(sys.modules) - at_start}
print(*{owners[file] for file in files & set(owners)})
"""


def normal(name: str) -> str:
    """A package's name as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(requirements: Path) -> dict[str, str]:
    """The version of each package."""
    pins = re.findall(r"^([\w.-]+)==([^\s;]+)", requirements.read_text(encoding="utf-8"), re.MULTILINE)
    return {normal(name): version for name, version in pins}


def packages_of_the_front() -> set[str]:
    """The packages that the process uses which visitors reach."""
    command = [sys.executable, "-c", LOAD_THE_FRONT]
    loaded = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603 - ours
    return {normal(name) for name in loaded.stdout.split()}


@dataclass(frozen=True)
class Reviewed:
    """A vulnerability that somebody has looked at; every field is required."""

    package: str
    version: str
    advisory: str
    what: str
    reachable: bool
    because: str
    who: str
    again: date

    def faults(self, pins: dict[str, str], front: set[str], today: date) -> list[str]:
        """Why this cannot stand in the list, or must be looked at again."""
        name = f"{self.package} {self.version}, {self.advisory}"
        return [
            f"{name}: {fault}"
            for is_so, fault in (
                (self.package in front, "no vulnerability of the public front may be excepted"),
                (self.reachable is not False, "only what is not reachable can be excepted"),
                (pins.get(self.package) != self.version, "no longer applies, that version is not pinned"),
                (self.again < today, f"to be looked at again since {self.again}, by {self.who}"),
            )
            if is_so
        ]


@dataclass(frozen=True)
class Known:
    """A vulnerability that the service knows, by all its names."""

    package: str
    version: str
    names: tuple[str, ...]
    fixed_in: tuple[str, ...]

    def is_in(self, reviewed: list[Reviewed]) -> bool:
        """Whether somebody has reviewed it, for this version."""
        return any(
            (each.package, each.version) == (self.package, self.version) and each.advisory in self.names
            for each in reviewed
        )

    def __str__(self) -> str:
        fix = f"fixed in {', '.join(self.fixed_in)}" if self.fixed_in else "no fix known"
        return f"{self.package} {self.version}: {', '.join(self.names)} ({fix})"


def read_reviewed(path: Path) -> list[Reviewed]:
    """The list of what has been reviewed."""
    return [Reviewed(**entry) for entry in yaml.safe_load(path.read_text(encoding="utf-8")) or ()]


class ToolError(Exception):
    """pip-audit ended without an answer, and not because nobody answered; its last line says why."""


def ask(pip_audit: Path, requirements: Path) -> tuple[set[str], list[Known]]:
    """The packages the service has answered about, and the vulnerabilities it knows of them.

    Raises:
        ToolError: pip-audit broke down, or did not understand the answer.
    """
    options = ["--disable-pip", "--no-deps", "--progress-spinner", "off", "--format", "json"]
    command = [str(pip_audit), *options, "--requirement", str(requirements)]
    told = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - ours
    try:
        answer: list[dict[str, Any]] = json.loads(told.stdout)["dependencies"]
    except json.JSONDecodeError as error:  # pip-audit then has explained itself at length on standard error
        reason = (told.stderr.strip().splitlines() or ["it said nothing"])[-1]
        if NOBODY_ANSWERED.search(reason):
            return set(), []
        raise ToolError(reason) from error
    # One that was not found is "skipped", and pip-audit calls the whole clean all the same.
    answered = [each for each in answer if "skip_reason" not in each]
    known = [
        Known(
            normal(each["name"]), each["version"], (hole["id"], *hole["aliases"]), tuple(hole["fix_versions"])
        )
        for each in answered
        for hole in each["vulns"]
    ]
    return {normal(each["name"]) for each in answered}, known


def is_there(pip_audit: Path, version: str) -> bool:
    """Whether the service answers about one package."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as one:
        one.write(f"{ASKED_FIRST}=={version}\n")
        one.flush()
        return ASKED_FIRST in ask(pip_audit, Path(one.name))[0]


def audit(
    pip_audit: Path, requirements: Path, reviewed: list[Reviewed], front: set[str]
) -> tuple[int, list[str]]:
    """The exit code, and what to tell."""
    pins = pinned(requirements)
    problems = [fault for each in reviewed for fault in each.faults(pins, front, date.today())]
    answered, known = ask(pip_audit, requirements) if is_there(pip_audit, pins[ASKED_FIRST]) else (set(), [])
    valid = [each for each in reviewed if each.package not in front]
    problems += [f"{hole} is not reviewed" for hole in known if not hole.is_in(valid)]
    problems += [
        f"{each.package} {each.version}, {each.advisory}: no longer applies, the service does not know it"
        for each in reviewed
        if each.package in answered and not any(hole.is_in([each]) for hole in known)
    ]
    unanswered = sorted(set(pins) - answered)
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
    """Returns the exit code."""
    try:
        code, lines = audit(pip_audit, REQUIREMENTS, read_reviewed(REVIEWED), packages_of_the_front())
    except ToolError as error:
        code, lines = TOOL_FAILED, [f"Nothing was checked: pip-audit failed with: {error}"]
    sys.stdout.write("\n".join(lines) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

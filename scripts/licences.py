"""Writes docs/licences.md: the licence of each locked package, and why it is allowed (`make licences`).

Threat: an update brings in a package whose licence is incompatible with ours, or that nobody has read.
Method: pip-licenses reads the metadata of every installed package; requirements/licences.yml lists each
spelling, the licence it means and why that is allowed, and anything else fails. Not covered: metadata that
is wrong, parts of a package under another licence, and what lies below Python (Debian, nginx, PostgreSQL,
Redis), which is not distributed with us.
"""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from bot.run.environments import Environment, normal, pinned
from bot.settings import ROOT

REVIEWED = ROOT / "requirements/licences.yml"
LIST = ROOT / "docs/licences.md"

INTRODUCTION = """\
# Licences of what we run on

Written by `make licences` from what each locked package says of itself, and from the reviewed list in
`requirements/licences.yml`. Vägvisaren itself is under the [EUPL, version 1.2](../LICENSE). Its pipeline for
Swedish is trained on a corpus under CC BY 4.0 (`bot/privacy/swedish/NOTICE`); the official pipeline, which
set-up installs where it can, is under CC BY-SA 4.0 (`requirements/swedish-front.txt`,
`requirements/swedish-rasa.txt`)."""

FIELDS = ("License-Expression", "License-Metadata", "License-Classifier")
"""The metadata fields with a package's licence, the most precise first."""


@dataclass(frozen=True)
class Licence:
    """A reviewed licence, and how packages spell it."""

    licence: str
    said: tuple[str, ...]
    because: str


@dataclass(frozen=True)
class Row:
    """A row of the table."""

    package: str
    version: str
    licence: str

    def __str__(self) -> str:
        return f"| {self.package} | {self.version} | {self.licence} |"


class NotReviewedError(Exception):
    """Some packages' licences have not been reviewed; the message has a line for each."""


def read_reviewed(path: Path = REVIEWED) -> list[Licence]:
    """The licences that are allowed."""
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))
    return [Licence(**{**entry, "said": tuple(entry["said"])}) for entry in entries]


def said_of(package: Mapping[str, str], reviewed: Sequence[Licence]) -> str | None:
    """The licence of the first metadata field with a known spelling, or None."""
    meant = {said: each.licence for each in reviewed for said in each.said}
    return next((meant[package[field]] for field in FIELDS if package[field] in meant), None)


def installed(pip_licenses: Path, environment: Environment) -> dict[str, dict[str, str]]:
    """The metadata of every package in the environment, by normalised name."""
    options = ["--from", "all", "--with-system", "--format", "json"]
    command = [str(pip_licenses), "--python", str(environment.python), *options]
    process = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - ours
    packages: list[dict[str, str]] = json.loads(process.stdout)
    return {normal(each["Name"]): each for each in packages}


def rows(
    pins: Mapping[str, str], packages: Mapping[str, Mapping[str, str]], reviewed: Sequence[Licence]
) -> list[Row]:
    """A row for each locked package.

    Raises:
        NotReviewedError: a package is not installed as locked, or its licence is not in the list.
    """
    found, problems = [], []
    for name, version in sorted(pins.items()):
        package = packages.get(name)
        if package is None or package["Version"] != version:
            problems.append(f"{name} {version} is not installed: run make setup.")
        elif licence := said_of(package, reviewed):
            found.append(Row(name, version, licence))
        else:
            said = ", ".join(repr(package[field][:60]) for field in FIELDS)
            problems.append(f"{name} {version} says {said}, and none of it is in {REVIEWED.name}.")
    if problems:
        raise NotReviewedError("\n".join(problems))
    return found


def page(tables: Mapping[Environment, Sequence[Row]], reviewed: Sequence[Licence]) -> Iterator[str]:
    """The lines of docs/licences.md."""
    yield INTRODUCTION
    used = {row.licence for table in tables.values() for row in table}
    yield from ("", "## Why each licence is allowed", "", "| Licence | Packages | Why |", "|---|---|---|")
    for each in reviewed:
        if each.licence in used:
            named = {row.package for table in tables.values() for row in table if row.licence == each.licence}
            yield f"| {each.licence} | {len(named)} | {each.because} |"
    for environment, table in tables.items():
        file = environment.lock.relative_to(ROOT)
        yield from ("", f"## `{file}`", "", "| Package | Version | Licence |", "|---|---|---|")
        yield from map(str, table)


def main(tools: Path) -> int:
    """Writes the list; returns the exit code."""
    reviewed = read_reviewed()
    try:
        tables = {
            each: rows(pinned(each.lock), installed(tools / "bin/pip-licenses", each), reviewed)
            for each in Environment
        }
    except NotReviewedError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    LIST.write_text("\n".join(page(tables, reviewed)) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))

"""Every package at run time has a licence that somebody has reviewed, and our own is the official text."""

import hashlib
import json
import re
import sys
from pathlib import Path

import pytest

from bot.run.environments import Environment, pinned
from bot.settings import ROOT
from scripts import licences
from scripts.licences import Licence, NotReviewedError, Row, installed, page, read_reviewed, rows

MIT = Licence("MIT", ("MIT", "MIT License"), "Permissive.")

OFFICIAL = "c385b1a83f9c4ab30a3b3aeef7cb0186b0e24e55ef899636222523b93e02e250"
"""SHA-256 of the English text without white space: its copies differ in where they break lines."""


def package(version: str = "1.0", **said: str) -> dict[str, str]:
    return {**dict.fromkeys(licences.FIELDS, "UNKNOWN"), "Version": version, **said}


def listed(environment: Environment) -> dict[str, tuple[str, str]]:
    """Version and licence of each package in the environment's table, as docs/licences.md has it."""
    text = licences.LIST.read_text(encoding="utf-8")
    _, table = text.split(f"## `{environment.lock.relative_to(ROOT)}`")
    lines = re.findall(r"^\| ([\w.-]+) \| (\S+) \| (.+) \|$", table.partition("\n## ")[0], re.MULTILINE)
    return {name: (version, licence) for name, version, licence in lines if name != "Package"}


def test_our_licence_is_the_official_text_of_the_eupl() -> None:
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert hashlib.sha256("".join(text.split()).encode()).hexdigest() == OFFICIAL


@pytest.mark.parametrize("environment", Environment, ids=lambda each: each.value)
def test_the_list_names_every_locked_package_with_a_licence_that_is_allowed(environment: Environment) -> None:
    table, pins = listed(environment), pinned(environment.lock)
    assert len(pins) > 20
    assert {name: version for name, (version, _) in table.items()} == pins, "run make licences"
    allowed = {each.licence for each in read_reviewed()}
    assert {licence for _, licence in table.values()} <= allowed


def test_every_allowed_licence_has_a_reason_and_no_spelling_means_two() -> None:
    reviewed = read_reviewed()
    said = [each for licence in reviewed for each in licence.said]
    assert all(len(each.because) > 15 for each in reviewed)
    assert len(said) == len(set(said))


def test_no_licence_that_would_bind_our_own_code_is_allowed() -> None:
    """The LGPL binds only the library."""
    binding = re.compile(r"(?<!L)GPL|GNU (Affero )?General|SSPL|Non-?Commercial", re.IGNORECASE)
    assert [each for licence in read_reviewed() for each in licence.said if binding.search(each)] == []


def test_the_most_exact_field_of_the_metadata_counts() -> None:
    said = package(**{"License-Expression": "MIT", "License-Classifier": "Other"})
    assert rows({"small": "1.0"}, {"small": said}, [MIT]) == [Row("small", "1.0", "MIT")]


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ({"small": package(**{"License-Metadata": "GPL-3.0-only"})}, "small 1.0 says .*'GPL-3.0-only'"),
        ({"small": package()}, "small 1.0 says 'UNKNOWN'"),
        ({"small": package("0.9", **{"License-Metadata": "MIT"})}, "small 1.0 is not installed"),
        ({}, "small 1.0 is not installed"),
    ],
)
def test_a_package_with_a_licence_that_nobody_has_reviewed_is_named(
    found: dict[str, dict[str, str]], told: str
) -> None:
    with pytest.raises(NotReviewedError, match=told):
        rows({"small": "1.0"}, found, [MIT])


def test_the_page_gives_a_reason_for_each_licence_in_use_and_for_no_other() -> None:
    other = Licence("ISC", ("ISC",), "Permissive too.")
    lines = list(page({Environment.FRONT: [Row("small", "1.0", "MIT")]}, [MIT, other]))
    assert "| MIT | 1 | Permissive. |" in lines
    assert "| small | 1.0 | MIT |" in lines
    assert not any("ISC" in line for line in lines)


def test_packages_are_found_by_their_normalised_name(tmp_path: Path) -> None:
    tool = tmp_path / "pip-licenses"
    told = [{"Name": "Small_Package", **package()}]
    tool.write_text(f"#!{sys.executable}\nprint({json.dumps(json.dumps(told))})\n")
    tool.chmod(0o755)
    assert list(installed(tool, Environment.FRONT)) == ["small-package"]

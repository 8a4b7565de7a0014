"""What operators are told to read before an upgrade is there, for the version that they get."""

import re
from datetime import date

import pytest

from bot.settings import ROOT
from bot.version import VERSION

FOR_OPERATORS = "För den som sköter driften"
KINDS = {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security", "Known limits", FOR_OPERATORS}
"""Keep a Changelog's, and two of ours."""


def versions() -> dict[str, str]:
    """What is said of each version, the newest first; `Unreleased` too."""
    parts = re.split(
        r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def released() -> list[str]:
    return [version for version in versions() if version != "Unreleased"]


def test_the_newest_released_version_is_that_of_the_project() -> None:
    assert released()[0] == VERSION


def test_unreleased_changes_come_first_and_versions_go_down_with_their_days() -> None:
    assert next(iter(versions())) == "Unreleased"
    numbers = [tuple(map(int, version.split("."))) for version in released()]
    assert numbers == sorted(set(numbers), reverse=True)
    days = [date.fromisoformat(versions()[version].split()[1]) for version in released()]
    assert days == sorted(days, reverse=True)
    assert days[0] <= date.today()


@pytest.mark.parametrize("version", versions())
def test_each_version_first_tells_operators_what_to_do(version: str) -> None:
    kinds = re.findall(r"^### (.+)$", versions()[version], re.MULTILINE)
    assert kinds[0] == FOR_OPERATORS
    assert set(kinds) <= KINDS


def test_operators_are_sent_to_the_section_that_there_is() -> None:
    drift = " ".join((ROOT / "docs/drift.md").read_text(encoding="utf-8").split())
    assert "CHANGELOG.md`" in drift
    assert f"*{FOR_OPERATORS}*" in drift

"""Files, tasks and names in code that the papers for developers mention exist."""

import re
from pathlib import Path

import pytest

from bot.settings import ROOT
from scripts.sbom import RESULTS

PAPERS = [ROOT / name for name in ("CONTRIBUTING.md", "SECURITY.md", "docs/release.md")]
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
MADE_BY_READERS = {"norra-berg", "pets", "<"}
CODE = "\n".join(
    path.read_text(encoding="utf-8")
    for folder in ("bot", "lab", "tests/faults")
    for path in (ROOT / folder).rglob("*.py")
)

each_paper = pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)


@each_paper
def test_every_task_that_is_named_exists(paper: Path) -> None:
    text = paper.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^ *|`)make ([a-z-]+)", text, re.MULTILINE))
    assert named
    assert named <= TARGETS


@each_paper
def test_every_file_that_is_named_exists(paper: Path) -> None:
    text = paper.read_text(encoding="utf-8")
    named = set(re.findall(r"(?<![\w/.])(?:[\w.-]+/)+[\w<>.-]*|\b[\w-]+\.(?:md|yml|toml)\b", text))
    paths = {each.rstrip(".") for each in named if not any(own in each for own in MADE_BY_READERS)}
    folders = {path.name for path in ROOT.iterdir()}
    looked_up = {each for each in paths if each.split("/")[0] in folders or "/" not in each}
    assert looked_up
    missing = {
        each for each in looked_up if not (ROOT / each).exists() and not (ROOT / "docs" / each).exists()
    }
    assert {each for each in missing if not each.startswith(RESULTS.name)} == set()


def test_every_name_in_code_that_contributors_are_told_of_exists() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?!VAGVISAREN)[A-Z]\w+|assert_\w+)`", text))
    assert named >= {"ANSWERED", "Traffic", "assert_everybody_is_told_and_nothing_is_lost"}
    for name in named:
        assert re.search(rf"^(?:class |def |){name}\b", CODE, re.MULTILINE), name

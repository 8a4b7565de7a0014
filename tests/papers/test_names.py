"""Files, tasks, links and names in code that the papers for developers mention exist."""

import re
from pathlib import Path

import pytest

from bot.settings import ROOT
from scripts.sbom import RESULTS

NAMES = ("README", "CONTRIBUTING", "SECURITY", "docs/release", "docs/measurements", "docs/configuration")
PAPERS = [ROOT / f"{name}.md" for name in NAMES]
DECISIONS = sorted((ROOT / "docs/decisions").glob("*.md"))
TARGETS = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
MADE_WHEN_RUN = (RESULTS.name, "models/", "var/")
MADE_BY_READERS = {"norra-berg", "pets", "<"}
CODE = "\n".join(
    path.read_text(encoding="utf-8")
    for folder in ("bot", "lab", "tests/faults")
    for path in (ROOT / folder).rglob("*.py")
)

each_paper = pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
each_paper_and_decision = pytest.mark.parametrize("paper", [*PAPERS, *DECISIONS], ids=lambda path: path.name)


@each_paper
def test_every_task_that_is_named_exists(paper: Path) -> None:
    text = paper.read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^ *|`)make ([a-z-]+)", text, re.MULTILINE))
    assert named
    assert named <= TARGETS


@each_paper
def test_every_link_leads_somewhere(paper: Path) -> None:
    targets = re.findall(r"\]\(([^)]+)\)", paper.read_text(encoding="utf-8"))
    files = {target.partition("#")[0] for target in targets if "://" not in target} - {""}
    assert {each for each in files if not (paper.parent / each).exists()} == set()


@each_paper_and_decision
def test_every_file_that_is_named_exists(paper: Path) -> None:
    text = paper.read_text(encoding="utf-8")
    named = set(re.findall(r"(?<![\w/.])(?:[\w.-]+/)+[\w<>.-]*|(?<![\w/.>-])[\w-]+\.(?:md|yml|toml)\b", text))
    paths = {each.rstrip(".") for each in named if not any(own in each for own in MADE_BY_READERS)}
    folders = {path.name for path in ROOT.iterdir()}
    looked_up = {each for each in paths if each.split("/")[0] in folders or "/" not in each}
    assert looked_up or paper in DECISIONS
    places = (ROOT, ROOT / "docs", paper.parent)
    missing = {each for each in looked_up if not any((place / each).exists() for place in places)}
    assert {each for each in missing - {"deploy/.env"} if not each.startswith(MADE_WHEN_RUN)} == set()


def test_every_name_in_code_that_contributors_are_told_of_exists() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?!VAGVISAREN)[A-Z]\w+|assert_\w+)`", text))
    assert named >= {"ANSWERED", "Traffic", "assert_everybody_is_told_and_nothing_is_lost"}
    for name in named:
        assert re.search(rf"^(?:class |def |){name}\b", CODE, re.MULTILINE), name

"""Each decision says when it was made and whether it still holds, and whoever refers to one finds it."""

import re
import subprocess
from datetime import date
from pathlib import Path

from bot.settings import ROOT

DECISIONS = sorted((ROOT / "docs/decisions").glob("*.md"))
NUMBERS = {path.name[:4] for path in DECISIONS}
STATUS = r"(?:accepted|accepted; superseded in part by \[(?P<by>\d{4})\]\((?P=by)-[\w-]+\.md\) \([^)]+\))\."


def heads() -> dict[Path, tuple[str, str]]:
    """The title and the paragraph below it, in one line."""
    paragraphs = {path: path.read_text(encoding="utf-8").split("\n\n", 2) for path in DECISIONS}
    return {path: (title, " ".join(below.split())) for path, (title, below, _) in paragraphs.items()}


def test_each_has_its_number_a_day_and_a_status() -> None:
    assert len(DECISIONS) > 10
    for path, (title, below) in heads().items():
        assert title.startswith(f"# {int(path.name[:4])}. "), path.name
        found = re.match(rf"Date: (\d{{4}}-\d\d-\d\d)\. Status: {STATUS}", below)
        assert found, f"{path.name}: {below}"
        assert date.fromisoformat(found[1]) <= date.today()


def test_what_supersedes_a_decision_is_later_and_is_there() -> None:
    below = {path: below for path, (_, below) in heads().items()}
    newer = {path: re.findall(r"superseded in part by \[(\d{4})\]", text) for path, text in below.items()}
    assert any(newer.values())
    for path, numbers in newer.items():
        assert all(number in NUMBERS and number > path.name[:4] for number in numbers), path.name


def test_whoever_refers_to_a_decision_finds_it() -> None:
    listed = subprocess.run(
        ["git", "grep", "--only-matching", "-h", "-I", "-E", "docs/decisions/[0-9]{4}"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    named = {line[-4:] for line in listed.stdout.split()}
    assert len(named) > 5
    assert named - NUMBERS == set()

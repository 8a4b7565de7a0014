"""Nobody's name or address is made up: staff are told where one is missing."""

import pytest

from bot.check.contacts import FILES, PLACEHOLDER, gather, results
from bot.check.results import Verdict
from bot.settings import ROOT

TELL_OF_IT = {"CHANGELOG.md", "CONTRIBUTING.md", "release.md"}


def test_a_file_that_lacks_an_owner_or_a_contact_is_told_with_the_number_of_places() -> None:
    [line] = results({"SECURITY.md": f"{PLACEHOLDER} and {PLACEHOLDER}", "publiccode.yml": "name: Anna"})
    assert line.verdict is Verdict.WRONG
    assert line.text.startswith("SECURITY.md: ägare och kontakt är inte ifyllda.")
    assert f"{PLACEHOLDER} på 2 ställen" in line.text


def test_files_that_are_filled_in_are_in_order() -> None:
    [line] = results(dict.fromkeys(FILES, "Anna"))
    assert line.verdict is Verdict.FINE


@pytest.mark.parametrize("name", FILES)
def test_what_is_looked_at_is_what_is_published(name: str) -> None:
    assert gather()[name] == (ROOT / name).read_text(encoding="utf-8")


def test_the_placeholder_is_left_in_no_paper_that_is_not_looked_at() -> None:
    papers = [
        path
        for folder in (ROOT, ROOT / "docs")
        for path in folder.iterdir()
        if path.suffix in (".md", ".yml")
    ]
    lacking = {path.name for path in papers if PLACEHOLDER in path.read_text(encoding="utf-8")}
    assert lacking - TELL_OF_IT <= set(FILES)

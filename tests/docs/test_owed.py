"""What a municipality owes in writing: drafts whose claims are tested, and whose blanks are left to it."""

import re
from pathlib import Path

import pytest

from bot.settings import ROOT

STATEMENT = ROOT / "docs/tillganglighetsredogorelse.md"
ASSESSMENT = ROOT / "docs/konsekvensbedomning.md"
BLANK = r"\*\*\[Fyll i(?:: [^\]]+)?\]\*\*"
TESTED = "Test som visar det"
ONLY_THE_MUNICIPALITY_KNOWS = {
    STATEMENT: ("kommunens namn", "egen granskning", "telefon, e-post", "tillsyn över lagen", "vilken dag"),
    ASSESSMENT: ("ansvarig", "ändamål", "grund", "biträden|avtal", "ja eller nej", "diarienummer"),
}

each_draft = pytest.mark.parametrize("draft", (STATEMENT, ASSESSMENT), ids=lambda path: path.name)


def rows(text: str) -> list[dict[str, str]]:
    """The rows of all tables, each by its column's heading."""
    found: list[dict[str, str]] = []
    for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        headings, _, *lines = (
            [cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines()
        )
        found += [dict(zip(headings, cells, strict=True)) for cells in lines]
    return found


@each_draft
def test_each_claim_about_the_program_names_one_test_that_there_is(draft: Path) -> None:
    claims = [row for row in rows(draft.read_text(encoding="utf-8")) if TESTED in row]
    assert claims
    for claim in claims:
        named = re.fullmatch(r"`(tests/[\w/]+\.py)::([\w:]+)`", claim[TESTED])
        assert named, claim
        written = (ROOT / named[1]).read_text(encoding="utf-8")
        for name in named[2].split("::"):
            assert re.search(rf"(?:def|class) {name}\b", written), claim


@each_draft
def test_what_only_the_municipality_knows_is_a_blank(draft: Path) -> None:
    text = draft.read_text(encoding="utf-8")
    blanks = re.findall(BLANK, text)
    assert text.count("[Fyll i") == len(blanks), "each blank is written alike"
    for words in ONLY_THE_MUNICIPALITY_KNOWS[draft]:
        assert any(re.search(words, blank) for blank in blanks), words


@each_draft
def test_no_place_person_address_or_day_is_made_up(draft: Path) -> None:
    text = draft.read_text(encoding="utf-8")
    assert "Eskilstuna" not in text
    assert not re.search(r"@|https?://|\b0\d{1,3}[- ]\d|\b20\d\d-\d\d-\d\d\b", text)


def test_the_assessments_questions_are_those_of_the_privacy_document() -> None:
    privacy = (ROOT / "docs/integritet.md").read_text(encoding="utf-8")
    for question in re.findall(r"\bF\d+\b", ASSESSMENT.read_text(encoding="utf-8")):
        assert f"| {question} |" in privacy

"""Answers that are due for review, or have no source that we know, are told by name."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.municipality.answers import Answers, shared_answers
from bot.municipality.parts import Source
from bot.municipality.sources import Document
from bot.review.findings import Urgency
from bot.review.reviews import Reviewed, findings, gather

TODAY = date(2026, 11, 22)
KNOWN = {"Polisen": Document("Polisen", None, Source(title="artiklar"))}
FILE = """
responses:
  utter_faq/first:
  - text: a
    metadata: {sources: ["Polisen, sidan om a"], reviewed: "2026-01-02"}
  - text: b
    metadata: {sources: ["Polisen", "Granntanten"], reviewed: 2026-01-03}
  utter_faq/second:
  - text: c
"""


def answers(days_ago: int, source: str = "Polisen") -> Answers:
    reviewed = str(TODAY - timedelta(days=days_ago))
    return {"utter_faq/pets": [{"text": "Ja.", "metadata": {"sources": [source], "reviewed": reviewed}}]}


@pytest.mark.parametrize(
    ("days", "urgencies"),
    [(0, []), (335, []), (336, [Urgency.SOON]), (365, [Urgency.SOON]), (366, [Urgency.NOW])],
)
def test_a_review_is_soon_due_after_eleven_months_and_overdue_after_a_year(
    days: int, urgencies: list[Urgency]
) -> None:
    found = list(findings(answers(days), KNOWN, TODAY))
    assert [finding.urgency for finding in found] == urgencies
    assert all(finding.answers == ("faq/pets",) for finding in found)


def test_an_answer_on_a_source_that_nobody_knows_is_told_until_it_has_a_known_one() -> None:
    [finding] = findings(answers(0, "Granntanten"), KNOWN, TODAY)
    assert (finding.urgency, finding.answers) == (Urgency.NOW, ("faq/pets",))
    assert list(findings(answers(0), KNOWN, TODAY)) == []


def test_every_variation_is_looked_at_with_its_review_and_its_sources(tmp_path: Path) -> None:
    (tmp_path / "a.yml").write_text(FILE)
    assert gather(shared_answers(tmp_path), KNOWN) == [
        Reviewed("faq/first", date(2026, 1, 2), has_known_sources=True),
        Reviewed("faq/first", date(2026, 1, 3), has_known_sources=False),
        Reviewed("faq/second", None, has_known_sources=False),
    ]

"""What this repository's own review finds, on the day it was last looked at."""

from datetime import date

import pytest

from bot.municipality import load_profile
from bot.review.answer_set import answers_of
from bot.review.everything import findings
from bot.review.findings import Finding, Urgency, by_urgency

TODAY = date(2026, 11, 22)
MUNICIPALITIES = ("eskilstuna", "botkyrka")


@pytest.mark.parametrize("municipality", MUNICIPALITIES)
def test_nothing_but_the_proposal_of_december_2025_may_be_untrue(municipality: str) -> None:
    """Which answers to mend, and when it is known whether it became law, the municipality's lawyer knows."""
    found = findings(load_profile(municipality), TODAY, None)
    [proposal] = [finding for finding in found if finding.urgency is Urgency.NOW]
    assert "2025-12-01" in proposal.text
    assert proposal.answers == ("faq/social_secrecy", "faq/law_changes_2025")


@pytest.mark.parametrize("municipality", MUNICIPALITIES)
def test_every_answer_that_rests_on_the_bill_says_that_it_was_proposed(municipality: str) -> None:
    for name, variations in answers_of(load_profile(municipality)).answers.items():
        for metadata in (variation["metadata"] for variation in variations):
            rests = any("prop. 2024/25:180" in source for source in metadata["sources"])
            assert rests == (metadata.get("proposed") == "2025-12-01"), name


@pytest.mark.parametrize("municipality", MUNICIPALITIES)
def test_a_year_and_a_day_later_every_answer_is_overdue(municipality: str) -> None:
    profile = load_profile(municipality)
    first, *_ = findings(profile, date(2027, 11, 24), None)
    assert len(first.answers) == len(answers_of(profile).answers) > 130


def test_the_most_urgent_is_told_first() -> None:
    told = [Finding(urgency, urgency.value, "gör") for urgency in reversed(Urgency)]
    assert [finding.urgency for finding in by_urgency(told)] == list(Urgency)

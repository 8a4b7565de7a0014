"""What this repository's own review finds, on the day it was last looked at."""

from datetime import date
from typing import Any

import pytest

from bot.municipality import load_profile
from bot.municipality.answers import metadata_of
from bot.review.answer_set import answers_of
from bot.review.everything import findings
from bot.review.findings import Finding, Urgency, by_urgency
from tests.support.each import check_each

TODAY = date(2026, 11, 27)
MUNICIPALITIES = ("eskilstuna", "botkyrka")


@pytest.mark.parametrize("municipality", MUNICIPALITIES)
def test_nothing_but_laws_to_read_again_may_be_untrue(municipality: str) -> None:
    """What they say today, somebody who reads the live text knows, and writes into laws.yml."""
    found = findings(load_profile(municipality), TODAY, None)
    urgent = [finding for finding in found if finding.urgency is Urgency.NOW]
    assert urgent
    assert all(finding.text.startswith("Svar som lutar sig mot ") for finding in urgent)
    [enacted] = [finding for finding in urgent if "(2025:934)" in finding.text]
    assert {"faq/social_secrecy", "faq/law_changes_2025"} <= set(enacted.answers)


LAWS_OF_SOURCES = {
    "Polislagen (1984:387), 9 §": "pl_9",
    "Offentlighets- och sekretesslagen, 26 kap. 1 §": "osl_26_1",
    "Lagen om uppgifter till polisen (2025:170)": "ul_2025_170",
    "Riksdagen, bet. 2024/25:JuU9": "ul_2025_170",
    "Riksdagen, prop. 2024/25:89": "sol_2025_400",
    "Riksdagen, prop. 2024/25:180": "osl_2025_934",
}


@pytest.mark.parametrize("municipality", MUNICIPALITIES)
def test_an_answer_that_cites_a_law_also_names_it_so_that_it_is_found_when_the_law_changes(
    municipality: str,
) -> None:
    def check(answer: tuple[str, dict[str, Any]]) -> None:
        _, metadata = answer
        cited = {LAWS_OF_SOURCES[each] for each in metadata["sources"] if each in LAWS_OF_SOURCES}
        assert cited <= set(metadata.get("laws", []))

    check_each(metadata_of(answers_of(load_profile(municipality)).answers), check, lambda answer: answer[0])


@pytest.mark.parametrize("municipality", MUNICIPALITIES)
def test_a_year_and_a_day_later_every_answer_is_overdue(municipality: str) -> None:
    profile = load_profile(municipality)
    first, *_ = findings(profile, date(2027, 11, 29), None)
    assert len(first.answers) == len(answers_of(profile).answers) > 130


def test_the_most_urgent_is_told_first() -> None:
    told = [Finding(urgency, urgency.value, "gör") for urgency in reversed(Urgency)]
    assert [finding.urgency for finding in by_urgency(told)] == list(Urgency)

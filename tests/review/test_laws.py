"""What was only proposed, or holds until a day, is told when that day is near and when it has passed."""

from datetime import date

import pytest

from bot.municipality.answers import Answers
from bot.review.findings import Urgency
from bot.review.laws import findings

NOW, SOON = [Urgency.NOW], [Urgency.SOON]


def answers(**metadata: str) -> Answers:
    return {"utter_faq/law": [{"text": "Så är det."}, {"text": "Så är det nog.", "metadata": metadata}]}


@pytest.mark.parametrize(
    ("today", "urgencies"),
    [
        (date(2025, 10, 1), []),
        (date(2025, 10, 2), SOON),
        (date(2025, 11, 30), SOON),
        (date(2025, 12, 1), NOW),
        (date(2027, 1, 1), NOW),
    ],
)
def test_a_proposal_is_told_two_months_before_it_may_be_law_and_from_that_day_on(
    today: date, urgencies: list[Urgency]
) -> None:
    found = list(findings(answers(proposed="2025-12-01"), today))
    assert [finding.urgency for finding in found] == urgencies
    assert all(finding.answers == ("faq/law",) for finding in found)
    assert all("2025-12-01" in finding.text for finding in found)


@pytest.mark.parametrize(
    ("today", "urgencies"),
    [
        (date(2025, 10, 1), []),
        (date(2025, 10, 2), SOON),
        (date(2025, 12, 1), SOON),
        (date(2025, 12, 2), NOW),
    ],
)
def test_what_has_a_last_day_is_told_two_months_before_it_and_untrue_the_day_after(
    today: date, urgencies: list[Urgency]
) -> None:
    found = list(findings(answers(valid_to="2025-12-01"), today))
    assert [finding.urgency for finding in found] == urgencies
    assert all(finding.answers == ("faq/law",) for finding in found)


def test_an_answer_that_says_what_came_of_it_is_not_told_any_more() -> None:
    assert list(findings(answers(valid_from="2025-12-01"), date(2027, 1, 1))) == []


def test_answers_on_the_same_proposal_are_one_finding() -> None:
    both = {
        **answers(proposed="2025-12-01"),
        "utter_faq/more": answers(proposed="2025-12-01")["utter_faq/law"],
    }
    [finding] = findings(both, date(2026, 1, 1))
    assert finding.answers == ("faq/law", "faq/more")

"""A law that nobody has read lately, or that may change, is told once with every answer that leans on it."""

from datetime import date

import pytest

from bot.municipality.answers import Answers
from bot.municipality.laws import Law
from bot.review.findings import Urgency
from bot.review.laws import findings

NOW, SOON = [Urgency.NOW], [Urgency.SOON]
READ = date(2026, 8, 1)


def law(**changes: object) -> dict[str, Law]:
    content = {"name": "polislagen", "sfs": "1984:387", "seen": READ, "mark": "S", **changes}
    return {"pl_9": Law.model_validate(content)}


def answers(**metadata: object) -> Answers:
    return {"utter_faq/law": [{"text": "Så är det."}, {"text": "Så är det nog.", "metadata": metadata}]}


@pytest.mark.parametrize(
    ("today", "urgencies"),
    [
        (date(2026, 8, 1), []),
        (date(2026, 10, 30), []),
        (date(2026, 10, 31), SOON),
        (date(2027, 8, 1), SOON),
        (date(2027, 8, 2), NOW),
    ],
)
def test_a_law_is_to_be_read_again_after_90_days_and_may_be_untrue_after_a_year(
    today: date, urgencies: list[Urgency]
) -> None:
    found = list(findings(answers(laws=["pl_9"]), law(), today))
    assert [finding.urgency for finding in found] == urgencies
    assert all(finding.answers == ("faq/law",) for finding in found)
    assert all("polislagen (1984:387)" in finding.text and "2026-08-01" in finding.text for finding in found)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"pending": "Nytt förslag."}, "Det här är öppet: Nytt förslag."),
        ({"seen": None}, "Det står inte från vilken dag texten är"),
        ({"mark": "O", "pending": "Oklart."}, "Inget är bekräftat"),
    ],
)
def test_what_is_open_is_told_at_once_with_what_it_is(changes: dict[str, object], told: str) -> None:
    [finding] = findings(answers(laws=["pl_9"]), law(**changes), READ)
    assert finding.urgency is Urgency.NOW
    assert told in finding.text
    assert "för pl_9 i bot/municipality/shared/laws.yml" in finding.to_do


def test_answers_on_the_same_law_are_one_finding() -> None:
    both = {**answers(laws=["pl_9"]), "utter_faq/more": answers(laws=["pl_9"])["utter_faq/law"]}
    [finding] = findings(both, law(pending="Nytt förslag."), READ)
    assert finding.answers == ("faq/law", "faq/more")


def test_a_law_that_no_answer_leans_on_is_not_told() -> None:
    assert list(findings(answers(), law(pending="Nytt förslag."), READ)) == []


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
    found = list(findings(answers(valid_to="2025-12-01"), {}, today))
    assert [finding.urgency for finding in found] == urgencies
    assert all(finding.answers == ("faq/law",) for finding in found)


def test_an_answer_that_begins_to_apply_is_not_told() -> None:
    assert list(findings(answers(valid_from="2025-12-01"), {}, date(2027, 1, 1))) == []

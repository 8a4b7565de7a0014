"""An answer to a question has a simpler text for who asks for it, and a title for buttons that offer it."""

from datetime import date

import pytest

from bot.municipality import load_profile
from bot.municipality.answers import Answers
from bot.review import everything
from bot.review.easier import WRITE_SIMPLER, WRITE_TITLE, findings
from bot.review.findings import Urgency

PETS: Answers = {"utter_faq/pets": [{"text": "Ja.", "metadata": {"simpler": "Ja."}}]}
TITLES = {"utter_faq/pets": "Om djur"}


def test_an_answer_with_both_is_not_told() -> None:
    assert list(findings(PETS, TITLES)) == []


@pytest.mark.parametrize("metadata", [{}, {"simpler": ""}, None])
def test_one_without_a_simpler_text_in_any_variation_is_told_with_its_name(metadata: object) -> None:
    other = {"text": "Nej.", "metadata": metadata}
    [finding] = findings({"utter_faq/pets": [*PETS["utter_faq/pets"], other]}, TITLES)
    assert (finding.urgency, finding.answers) == (Urgency.SOON, ("faq/pets",))
    assert finding.to_do == WRITE_SIMPLER


def test_one_without_a_title_is_told_with_its_name() -> None:
    [finding] = findings(PETS, {})
    assert (finding.answers, finding.to_do) == (("faq/pets",), WRITE_TITLE)


def test_what_answers_no_question_needs_neither() -> None:
    assert list(findings({"utter_greet": [{"text": "Hej."}]}, {})) == []


@pytest.mark.parametrize("municipality", ["eskilstuna", "botkyrka"])
def test_our_own_answers_have_both(municipality: str) -> None:
    found = everything.findings(load_profile(municipality), date(2026, 11, 27), None)
    assert [finding for finding in found if finding.to_do in {WRITE_SIMPLER, WRITE_TITLE}] == []

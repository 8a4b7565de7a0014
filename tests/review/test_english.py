"""An answer has an English text that is not older than the Swedish one."""

from datetime import date

import pytest

from bot.municipality import load_profile
from bot.municipality.answers import Answers
from bot.municipality.english import Translation
from bot.review import everything
from bot.review.english import TRANSLATE, TRANSLATE_AGAIN, findings

PETS: Answers = {"utter_faq/pets": [{"text": "Ja.", "metadata": {"valid_from": "2026-11-20"}}]}


def translated(day: int) -> dict[str, Translation]:
    return {"utter_faq/pets": Translation(text="Yes.", translated=date(2026, 11, day))}


@pytest.mark.parametrize("day", [20, 21])
def test_a_translation_as_new_as_the_answer_is_not_told(day: int) -> None:
    assert list(findings(PETS, translated(day))) == []


def test_an_older_translation_is_told_with_its_name() -> None:
    [finding] = findings(PETS, translated(19))
    assert (finding.answers, finding.to_do) == (("faq/pets",), TRANSLATE_AGAIN)


def test_an_answer_without_a_translation_is_told_with_its_name() -> None:
    [finding] = findings(PETS, {})
    assert (finding.answers, finding.to_do) == (("faq/pets",), TRANSLATE)


def test_lines_in_other_languages_need_none() -> None:
    assert list(findings({"utter_foreign/so": [{"text": "Haa."}]}, {})) == []


@pytest.mark.parametrize("municipality", ["eskilstuna", "botkyrka"])
def test_all_our_answers_are_translated(municipality: str) -> None:
    found = everything.findings(load_profile(municipality), date(2026, 11, 28), None)
    assert [each for each in found if each.to_do in (TRANSLATE, TRANSLATE_AGAIN)] == []

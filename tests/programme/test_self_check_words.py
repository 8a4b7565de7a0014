"""The words of the self-check."""

import re

from bot.programme import eu_criteria, requirements
from bot.programme.answer import Answer
from bot.programme.self_check import EVIDENCE_PERSON, QUESTION_COUNT, UNDER_18, criterion_question
from bot.programme.self_check_words import FOLDER, words
from tests.support.readability import lix


def test_every_question_has_words() -> None:
    asked = {"danger", "lives_in_municipality", "under_18", "need_of_protection", *requirements.REQUIREMENTS}
    asked |= {criterion_question(number) for number in eu_criteria.CRITERIA}
    assert set(words().questions) == asked
    assert len(asked) == QUESTION_COUNT


def test_questions_and_reasons_are_short_and_plain() -> None:
    for name, question in words().questions.items():
        assert len(question.text) <= 90, name
        assert len(question.why) <= 200, name
        assert lix(question.why) <= 50, (name, lix(question.why))
        assert question.source, name


def test_what_was_answered_fits_in_one_bubble_whatever_it_was() -> None:
    for answer in Answer:
        points = [question.said(answer) for question in words().questions.values()]
        assert len(f"Du svarade: {words().in_one_bubble(points)}.") <= 350
    assert words().in_one_bubble(["a", "b"]) == "a, b"
    assert words().in_one_bubble(["a" * 200, "b" * 200]) == "a" * 200 + ", med mera"


def test_a_list_of_300_characters_is_whole_and_of_a_longer_one_only_the_end_is_cut() -> None:
    whole = "a" * 99 + ", " + "b" * 99 + ", " + "c" * 98
    assert words().in_one_bubble(whole.split(", ")) == whole
    assert (
        words().in_one_bubble([*whole.split(", ")[:2], "c" * 99]) == "a" * 99 + ", " + "b" * 99 + ", med mera"
    )


def test_under_18_and_evidence_persons_get_what_they_need() -> None:
    both = {UNDER_18: Answer.YES, EVIDENCE_PERSON: Answer.YES}
    extras = words().extras
    lines = extras(both, "Även du kan vara med.")
    assert lines[0].startswith("Även du kan vara med. ")
    assert extras(both, None)[0].startswith("Bris")
    assert "116 111" in lines[0]
    assert "114 14" in lines[1]
    assert extras({UNDER_18: Answer.NO, EVIDENCE_PERSON: Answer.UNKNOWN}, None) == []
    assert (
        words().extras({UNDER_18: Answer.UNKNOWN, EVIDENCE_PERSON: Answer.NO}, "Även du kan vara med.") == []
    )


def test_every_language_says_everything_and_fills_in_the_same() -> None:
    """`Words` and `Question` refuse a missing or an unknown text; this compares what they fill in."""
    swedish = words()
    for path in FOLDER.glob("*.yml"):
        other = words(path.stem)
        assert list(other.questions) == list(swedish.questions)
        assert list(other.buttons) == list(swedish.buttons)
        for name in ("numbered", "how_many", "doubt_yes", "doubt_no"):
            texts = getattr(swedish, name), getattr(other, name)
            assert len({frozenset(re.findall(r"{\w+}", text)) for text in texts}) == 1, (path.stem, name)
    assert {path.stem for path in FOLDER.glob("*.yml")} == {"sv", "en"}

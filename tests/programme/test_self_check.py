"""The self-check: what is asked, when it ends, and what it says."""

import random
from collections.abc import Callable

import pytest

from bot.programme import requirements
from bot.programme.answer import Answer
from bot.programme.self_check import (
    DANGER,
    EVIDENCE_PERSON,
    LIVES_IN_MUNICIPALITY,
    NEED_OF_PROTECTION,
    QUESTION_COUNT,
    UNDER_18,
    Outcome,
    deciding,
    next_question,
    outcome,
    progress,
    without_last,
)

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
MEETS = {DANGER: NO, UNDER_18: NO, EVIDENCE_PERSON: NO}


def meeting(question: str) -> Answer:
    return MEETS.get(question, YES)


def run(answer: Callable[[str], Answer]) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    while (question := next_question(answers)) is not None:
        assert question not in answers, "no question is asked twice"
        answers[question] = answer(question)
    return answers


def test_danger_is_asked_first_then_where_and_how_old() -> None:
    asked = list(run(meeting))
    assert asked[:3] == [DANGER, LIVES_IN_MUNICIPALITY, UNDER_18]
    assert asked[3:7] == ["eu_1", "eu_3", "eu_5", "eu_11"]
    assert asked[-5:] == [NEED_OF_PROTECTION, *requirements.REQUIREMENTS]


def test_danger_now_ends_the_check_at_once() -> None:
    answers = run(lambda question: YES)
    assert answers == {DANGER: YES}
    assert outcome(answers) is Outcome.DANGER_FIRST


def test_whoever_is_in_danger_is_told_so_first_wherever_they_live() -> None:
    answers = {DANGER: YES, LIVES_IN_MUNICIPALITY: NO}
    assert outcome(answers) is Outcome.DANGER_FIRST
    assert deciding(answers) == [DANGER]


def test_another_municipality_ends_the_check_with_where_to_turn() -> None:
    answers = run(lambda question: NO)
    assert list(answers) == [DANGER, LIVES_IN_MUNICIPALITY]
    assert outcome(answers) is Outcome.OTHER_MUNICIPALITY


def test_meeting_everything_is_likely_and_takes_fourteen_questions() -> None:
    answers = run(meeting)
    assert outcome(answers) is Outcome.LIKELY_MEETS
    assert len(answers) == 14


def test_what_a_likely_yes_rests_on_is_every_answer_that_speaks_for_it_and_no_other() -> None:
    answers = run(lambda question: NO if question == "eu_2" else meeting(question))
    assert outcome(answers) is Outcome.LIKELY_MEETS
    assert deciding(answers) == [each for each in answers if each not in (DANGER, UNDER_18, "eu_2")]


@pytest.mark.parametrize("question", ["eu_1", "eu_5", NEED_OF_PROTECTION, *requirements.REQUIREMENTS])
def test_one_decisive_answer_against_ends_the_check_and_is_the_point_it_rests_on(question: str) -> None:
    against = YES if question == EVIDENCE_PERSON else NO
    answers = run(lambda asked: against if asked == question else meeting(asked))
    assert outcome(answers) is Outcome.LIKELY_NOT
    assert list(answers)[-1] == question
    assert deciding(answers) == [question]


@pytest.mark.parametrize(
    "question", [LIVES_IN_MUNICIPALITY, "eu_3", NEED_OF_PROTECTION, *requirements.REQUIREMENTS]
)
def test_vet_inte_that_could_tip_the_matter_gives_unclear(question: str) -> None:
    answers = run(lambda asked: UNKNOWN if asked == question else meeting(asked))
    assert outcome(answers) is Outcome.UNCLEAR
    assert question in deciding(answers)


@pytest.mark.parametrize("question", [DANGER, UNDER_18])
def test_vet_inte_that_cannot_tip_the_matter_does_not(question: str) -> None:
    answers = run(lambda asked: UNKNOWN if asked == question else meeting(asked))
    assert outcome(answers) is Outcome.LIKELY_MEETS


def test_age_never_turns_anybody_away() -> None:
    for age in Answer:
        answers = run(lambda asked, age=age: age if asked == UNDER_18 else meeting(asked))  # type: ignore[misc]
        assert outcome(answers) is Outcome.LIKELY_MEETS


def test_random_answers_always_end_within_nineteen_questions_and_progress_never_lies() -> None:
    chance = random.Random(11)
    for _ in range(3_000):
        answers: dict[str, Answer] = {}
        most = QUESTION_COUNT
        while (question := next_question(answers)) is not None:
            step = progress(answers)
            assert step.number == len(answers) + 1 <= step.at_most <= most
            most = step.at_most
            answers[question] = chance.choice(list(Answer))
        assert len(answers) <= QUESTION_COUNT
        assert outcome(answers) in Outcome
        assert deciding(answers)


def test_going_back_asks_the_former_question_again() -> None:
    answers = {DANGER: NO, LIVES_IN_MUNICIPALITY: YES, UNDER_18: UNKNOWN}
    assert next_question(without_last(answers)) == UNDER_18
    assert without_last(answers) == {DANGER: NO, LIVES_IN_MUNICIPALITY: YES}
    assert without_last({}) == {}

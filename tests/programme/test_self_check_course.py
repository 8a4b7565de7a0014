"""The self-check's course: what each reading does to the answers."""

from itertools import product

import pytest

from bot.programme.answer import Answer
from bot.programme.self_check import (
    DANGER,
    EVIDENCE_PERSON,
    LIVES_IN_MUNICIPALITY,
    UNDER_18,
    Outcome,
    Progress,
    ends_against,
    outcome,
)
from bot.programme.self_check_course import Beside, Check, take
from bot.programme.self_check_reading.reading import Kind, Reading, answered
from bot.programme.self_check_words import words

YES, NO, UNKNOWN = Answer.YES, Answer.NO, Answer.UNKNOWN
BOTH = Reading(Kind.CONTRADICTORY)
NOT_IN_DANGER = {DANGER: NO}
AT_AGE = {DANGER: NO, LIVES_IN_MUNICIPALITY: YES}
HEDGED_NO = answered(NO, is_hedged=True, is_bare=True)
HEDGED_YES = answered(YES, is_hedged=True, is_bare=True)
BARE_YES, BARE_NO, BARE_UNKNOWN = (answered(each, is_bare=True) for each in (YES, NO, UNKNOWN))


def after(check: Check, *readings: Reading) -> Check:
    for reading in readings:
        check, _ = take(check, reading)
    return check


@pytest.mark.parametrize("doubtful", [HEDGED_NO, BOTH, answered(NO, is_bare=True, is_wordy=True)])
def test_a_doubtful_answer_that_would_end_the_check_is_asked_about_and_not_stored(doubtful: Reading) -> None:
    asked = after(Check(NOT_IN_DANGER), doubtful)
    assert asked == Check(NOT_IN_DANGER, doubted=NO)
    assert asked.question == LIVES_IN_MUNICIPALITY
    assert after(asked, BARE_YES).answers == {**NOT_IN_DANGER, LIVES_IN_MUNICIPALITY: NO}
    assert after(asked, BARE_NO) == Check(NOT_IN_DANGER), "the question as it was is asked again"
    assert after(asked, BARE_UNKNOWN).answers[LIVES_IN_MUNICIPALITY] is UNKNOWN
    assert after(asked, answered(YES)).answers[LIVES_IN_MUNICIPALITY] is YES, "said in other words"
    assert after(asked, answered(NO)).answers[LIVES_IN_MUNICIPALITY] is NO


@pytest.mark.parametrize("again", [HEDGED_YES, HEDGED_NO, BOTH, answered(NO, is_hedged=True)])
def test_who_hedges_twice_does_not_know_and_is_not_asked_a_third_time(again: Reading) -> None:
    assert after(Check(NOT_IN_DANGER), BOTH, again).answers[LIVES_IN_MUNICIPALITY] is UNKNOWN


@pytest.mark.parametrize("doubtful", [HEDGED_YES, BOTH])
def test_a_doubtful_danger_is_asked_about_with_112(doubtful: Reading) -> None:
    asked = after(Check(), doubtful)
    assert asked.doubted is YES
    assert words().doubt(DANGER, words().questions[DANGER], YES).startswith("Ring 112")
    assert outcome(after(asked, BARE_YES).answers) is Outcome.DANGER_FIRST


def test_a_plain_answer_is_never_asked_about_nor_a_doubtful_one_that_ends_nothing() -> None:
    assert after(Check(NOT_IN_DANGER), BARE_NO).answers[LIVES_IN_MUNICIPALITY] is NO
    assert after(Check(NOT_IN_DANGER), HEDGED_YES).answers[LIVES_IN_MUNICIPALITY] is YES
    assert after(Check(AT_AGE), HEDGED_NO).answers[UNDER_18] is NO
    assert take(Check(AT_AGE), BOTH) == (Check(AT_AGE), Beside.EITHER)


@pytest.mark.parametrize("kind", [Kind.NO_ANSWER, Kind.NOT_KNOWN, Kind.HOW_MANY, Kind.MUST_I])
@pytest.mark.parametrize("check", [Check(), Check(AT_AGE), Check(NOT_IN_DANGER, doubted=NO)])
def test_nothing_that_is_no_answer_changes_an_answer(check: Check, kind: Kind) -> None:
    left, beside = take(check, Reading(kind))
    assert left == check
    assert beside is not None


def test_back_takes_the_doubt_away_first_and_then_the_latest_answer() -> None:
    back = Reading(Kind.BACK)
    assert after(Check(NOT_IN_DANGER, doubted=NO), back) == Check(NOT_IN_DANGER)
    assert after(Check(AT_AGE), back) == Check(NOT_IN_DANGER)
    assert after(Check(), back) == Check()


def test_beginning_again_forgets_all() -> None:
    assert after(Check(AT_AGE, doubted=NO), Reading(Kind.RESTART)) == Check()


def test_not_knowing_whether_one_is_in_danger_is_answered_with_112() -> None:
    assert take(Check(), BARE_UNKNOWN)[1] is Beside.CALM_112
    assert take(Check(AT_AGE), BARE_UNKNOWN)[1] is None


def test_a_check_survives_a_slot_and_one_of_an_older_version_is_read() -> None:
    for doubted, is_over in product((None, YES, NO), (False, True)):
        check = Check(AT_AGE, doubted, is_over)
        assert Check.from_slot(check.to_slot()) == check
    assert Check.from_slot({"danger": "no"}) == Check(NOT_IN_DANGER)
    assert Check.from_slot(None) == Check()


def test_a_check_that_is_over_opens_at_its_last_question() -> None:
    over = Check({DANGER: NO, LIVES_IN_MUNICIPALITY: NO}, is_over=True)
    assert over.reopened() == Check(NOT_IN_DANGER)
    assert over.reopened().question == LIVES_IN_MUNICIPALITY


def test_a_check_that_an_alarm_broke_off_asks_about_danger_again_and_then_goes_on_where_it_was() -> None:
    resumed = Check(AT_AGE).resumed()
    assert resumed.question == DANGER
    assert after(resumed, BARE_NO).question == UNDER_18


def test_what_ends_a_check_against_the_person() -> None:
    assert ends_against({}, DANGER, YES)
    assert not ends_against({}, DANGER, NO)
    assert ends_against(NOT_IN_DANGER, LIVES_IN_MUNICIPALITY, NO)
    assert ends_against({**AT_AGE, UNDER_18: NO}, "eu_1", NO)
    assert not ends_against({**AT_AGE, UNDER_18: NO}, "eu_1", UNKNOWN)
    assert not ends_against(AT_AGE, UNDER_18, NO)
    mandatory = {f"eu_{each}": YES for each in (1, 3, 5, 11, 2, 4)}
    rest = {"need_of_protection": YES, "motivation": YES, "information_consent": YES, "terms_form": YES}
    nearly = {**AT_AGE, UNDER_18: NO, **mandatory, **rest}
    assert ends_against(nearly, EVIDENCE_PERSON, YES)
    assert not ends_against(nearly, EVIDENCE_PERSON, NO), "it ends, but well"


def test_how_many_are_left_counts_the_one_that_is_asked() -> None:
    assert words().beside(Beside.HOW_MANY, Progress(3, 19)) == "Det är högst 17 frågor kvar, med den här."
    assert words().beside(Beside.HOW_MANY, Progress(14, 14)) == "Det här är den sista frågan."


def test_every_doubt_repeats_the_answer_in_words() -> None:
    for name, question in words().questions.items():
        for answer in (YES, NO):
            text = words().doubt(name, question, answer)
            assert question.said(answer) in text
            assert len(text) <= 200, name

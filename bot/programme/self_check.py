"""The anonymous self-check: which question comes next, and which outcome the answers lead to.

It asks as few questions as possible (design decision 6), in this order: danger, municipality, age, the
mandatory EU criteria, further criteria only while their verdict is open, the need of protection, and the four
requirements. It ends when no answer can change the outcome any more. The self-check is not a decision: people
decide.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from bot.programme import eu_criteria, requirements
from bot.programme.answer import Answer, Verdict

DANGER = "danger"
LIVES_IN_MUNICIPALITY = "lives_in_municipality"
UNDER_18 = "under_18"
NEED_OF_PROTECTION = "need_of_protection"
EVIDENCE_PERSON = "evidence_person"

QUESTION_COUNT = 19
"""Danger, municipality, age, eleven criteria, protection, four requirements."""

Answers = Mapping[str, Answer]
"""Answers by question id, in the order they were given."""


class Outcome(str, Enum):
    """The outcome of a finished self-check; the answer to each refers to a human."""

    DANGER_FIRST = "danger_first"
    OTHER_MUNICIPALITY = "other_municipality"
    LIKELY_MEETS = "likely_meets"
    UNCLEAR = "unclear"
    LIKELY_NOT = "likely_not"


@dataclass(frozen=True)
class Progress:
    """The question's number, from 1, and the largest possible number of questions."""

    number: int
    at_most: int


def criterion_question(criterion: int) -> str:
    """The question id of an EU criterion, 1 to 11."""
    return f"eu_{criterion}"


def _criteria(answers: Answers) -> dict[int, Answer]:
    return {
        c: answers[criterion_question(c)] for c in eu_criteria.CRITERIA if criterion_question(c) in answers
    }


def _protection(answers: Answers) -> Verdict:
    meaning = {Answer.YES: Verdict.MET, Answer.NO: Verdict.NOT_MET, Answer.UNKNOWN: Verdict.UNCLEAR}
    return meaning[answers.get(NEED_OF_PROTECTION, Answer.UNKNOWN)]


def _residence(answers: Answers) -> Verdict:
    known = answers.get(LIVES_IN_MUNICIPALITY) is Answer.YES
    return Verdict.MET if known else Verdict.UNCLEAR


def _verdict(answers: Answers) -> Verdict:
    return min(
        _residence(answers),
        eu_criteria.verdict(_criteria(answers)),
        _protection(answers),
        requirements.verdict(answers),
    )


def next_question(answers: Answers) -> str | None:
    """The id of the next question, or None when the check is finished."""
    if answers.get(DANGER) is Answer.YES or answers.get(LIVES_IN_MUNICIPALITY) is Answer.NO:
        return None
    if _verdict(answers) is Verdict.NOT_MET:
        return None
    for question in (DANGER, LIVES_IN_MUNICIPALITY, UNDER_18):
        if question not in answers:
            return question
    criterion = eu_criteria.next_criterion(_criteria(answers))
    if criterion is not None:
        return criterion_question(criterion)
    rest = (NEED_OF_PROTECTION, *requirements.REQUIREMENTS)
    return next((question for question in rest if question not in answers), None)


def progress(answers: Answers) -> Progress:
    """How far the check has come, counting the question about to be asked."""
    criteria_asked = len(_criteria(answers))
    skipped = 0
    if eu_criteria.is_settled(_criteria(answers)):
        skipped = len(eu_criteria.CRITERIA) - criteria_asked
    return Progress(number=len(answers) + 1, at_most=QUESTION_COUNT - skipped)


def outcome(answers: Answers) -> Outcome:
    """The outcome of these answers; questions without an answer count as "vet inte"."""
    if answers.get(DANGER) is Answer.YES:
        return Outcome.DANGER_FIRST
    if answers.get(LIVES_IN_MUNICIPALITY) is Answer.NO:
        return Outcome.OTHER_MUNICIPALITY
    return {
        Verdict.MET: Outcome.LIKELY_MEETS,
        Verdict.UNCLEAR: Outcome.UNCLEAR,
        Verdict.NOT_MET: Outcome.LIKELY_NOT,
    }[_verdict(answers)]


AGAINST = (Outcome.DANGER_FIRST, Outcome.OTHER_MUNICIPALITY, Outcome.LIKELY_NOT)


def ends_against(answers: Answers, question: str, answer: Answer) -> bool:
    """Whether this answer would end the check with danger, another municipality or a condition not met."""
    after = {**answers, question: answer}
    return next_question(after) is None and outcome(after) in AGAINST


def deciding(answers: Answers) -> list[str]:
    """The questions whose answers led to the outcome, in the order they were answered."""
    result = outcome(answers)
    if result is Outcome.DANGER_FIRST:
        return [DANGER]
    if result is Outcome.OTHER_MUNICIPALITY:
        return [LIVES_IN_MUNICIPALITY]
    matters = [question for question in answers if question not in (DANGER, UNDER_18)]
    return [question for question in matters if _speaks_for(question, answers[question], result)]


def _speaks_for(question: str, answer: Answer, result: Outcome) -> bool:
    """Whether an answer is one of those that led to the outcome rather than away from it."""
    if result is Outcome.UNCLEAR:
        return answer is Answer.UNKNOWN
    meets = requirements.REQUIREMENTS.get(question, Answer.YES)
    if result is Outcome.LIKELY_MEETS:
        return answer is meets
    return answer not in (meets, Answer.UNKNOWN)


def without_last(answers: Answers) -> dict[str, Answer]:
    """The answers before the latest one was given."""
    return dict(list(answers.items())[:-1])

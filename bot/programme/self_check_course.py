"""The self-check's course: what each reading of a message does to the answers, and what is said beside it.

Nothing that is no answer changes an answer. An answer that would end the check against the person, or because
of danger, is asked about once more if it was hedged, guessed or contradictory; who hedges again, does not
know.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import Any

from bot.programme import self_check
from bot.programme.answer import Answer
from bot.programme.self_check_reading.reading import Kind, Reading

_DOUBTED = "doubted"
_OVER = "over"


class Beside(Enum):
    """What is said before the question is asked again, or the next one."""

    CALM_112 = auto()
    HOW_MANY = auto()
    MUST_I = auto()
    EITHER = auto()
    HINT = auto()


@dataclass(frozen=True)
class Check:
    """A check: the answers in order, the answer that is being asked about once more, and whether it is over.

    The answers of a check that is over are kept so that the last one can be corrected.
    """

    answers: dict[str, Answer] = field(default_factory=dict)
    doubted: Answer | None = None
    is_over: bool = False

    @property
    def question(self) -> str | None:
        """The question to ask; None when there is none left."""
        return self_check.next_question(self.answers)

    def reopened(self) -> "Check":
        """The check one step before it was over."""
        return Check(self_check.without_last(self.answers))

    def resumed(self) -> "Check":
        """The check that an alarm broke off: it goes on where it was, but asks about danger again."""
        return replace(self, answers={q: a for q, a in self.answers.items() if q != self_check.DANGER})

    def to_slot(self) -> dict[str, Any]:
        """The check as JSON for Rasa's slot."""
        marks = {_DOUBTED: self.doubted.value} if self.doubted else {}
        over = {_OVER: True} if self.is_over else {}
        return {**{question: answer.value for question, answer in self.answers.items()}, **marks, **over}

    @classmethod
    def from_slot(cls, slot: Mapping[str, Any] | None) -> "Check":
        """The check in Rasa's slot."""
        stored = dict(slot or {})
        doubted, is_over = stored.pop(_DOUBTED, None), bool(stored.pop(_OVER, False))
        answers = {question: Answer(value) for question, value in stored.items()}
        return cls(answers, Answer(doubted) if doubted else None, is_over)


def take(check: Check, reading: Reading) -> tuple[Check, Beside | None]:
    """The check after a message, and what is said beside the next question."""
    question = check.question
    calm = replace(check, doubted=None)
    if question is None:
        return check, None
    if reading.kind is Kind.RESTART:
        return Check(), None
    if reading.kind is Kind.BACK:
        return (calm if check.doubted else Check(self_check.without_last(check.answers))), None
    if reading.kind is Kind.CONTRADICTORY:
        return _contradicted(check, question)
    if reading.kind is Kind.ANSWER and reading.answer is not None:
        return _answered(check, question, reading, reading.answer)
    beside = {Kind.HOW_MANY: Beside.HOW_MANY, Kind.MUST_I: Beside.MUST_I}
    return check, beside.get(reading.kind, Beside.HINT)


def _contradicted(check: Check, question: str) -> tuple[Check, Beside | None]:
    if check.doubted:
        return _stored(check, question, Answer.UNKNOWN)
    for answer in (Answer.YES, Answer.NO):
        if self_check.ends_against(check.answers, question, answer):
            return replace(check, doubted=answer), None
    return check, Beside.EITHER


def _answered(check: Check, question: str, reading: Reading, answer: Answer) -> tuple[Check, Beside | None]:
    if check.doubted and reading.is_bare and answer is not Answer.UNKNOWN:
        if reading.is_hedged:
            return _stored(check, question, Answer.UNKNOWN)
        if answer is Answer.NO:
            return replace(check, doubted=None), None
        return _stored(check, question, check.doubted)
    is_doubtful = reading.is_hedged or reading.is_wordy
    if is_doubtful and self_check.ends_against(check.answers, question, answer):
        if check.doubted:
            return _stored(check, question, Answer.UNKNOWN)
        return replace(check, doubted=answer), None
    return _stored(check, question, answer)


def _stored(check: Check, question: str, answer: Answer) -> tuple[Check, Beside | None]:
    is_alarming = (question, answer) == (self_check.DANGER, Answer.UNKNOWN)
    return Check({**check.answers, question: answer}), Beside.CALM_112 if is_alarming else None

"""What a message says to a question."""

from dataclasses import dataclass
from enum import Enum

from bot.programme.answer import Answer


class Kind(str, Enum):
    """What a message is: an answer, a wish about the check, no answer, or nothing that the reader knows.

    `CONTRADICTORY` says both yes and no. `NO_ANSWER` is certain to be something else: a question back,
    somebody else's age, a place where none was asked for. `NOT_KNOWN` is left to the classifier.
    """

    ANSWER = "answer"
    CONTRADICTORY = "contradictory"
    BACK = "back"
    RESTART = "restart"
    HOW_MANY = "how_many"
    MUST_I = "must_i"
    NO_ANSWER = "no_answer"
    NOT_KNOWN = "not_known"


@dataclass(frozen=True)
class Reading:
    """A message, read.

    `is_bare` says that it is a yes or no without anything about the subject; `is_wordy` that more than a few
    unknown words stand beside the yes or no, which may be about something else.
    """

    kind: Kind
    answer: Answer | None = None
    is_hedged: bool = False
    is_bare: bool = False
    is_wordy: bool = False

    def to_text(self) -> str:
        """The reading in a few words without the message, for a form's slot: "no hedged"."""
        marks = {"hedged": self.is_hedged, "bare": self.is_bare, "wordy": self.is_wordy}
        first = self.answer.value if self.answer else self.kind.value
        return " ".join([first, *(mark for mark, is_set in marks.items() if is_set)])

    @classmethod
    def of_text(cls, text: str) -> "Reading":
        """The reading that `to_text` wrote."""
        first, *marks = text.split()
        is_answer = first in {answer.value for answer in Answer}
        return cls(
            Kind.ANSWER if is_answer else Kind(first),
            Answer(first) if is_answer else None,
            is_hedged="hedged" in marks,
            is_bare="bare" in marks,
            is_wordy="wordy" in marks,
        )


@dataclass(frozen=True)
class Content:
    """What a message says about the question's subject.

    `is_fact` marks what stands against a yes or no beside it: "nej, jag är 17" is under 18. `is_foreign`
    marks what is about the subject and answers nothing: "jag jobbar i Eskilstuna".
    """

    answer: Answer | None
    is_hedged: bool = False
    is_fact: bool = False
    is_foreign: bool = False


CONTRADICTORY = Content(None)
NO_CONTENT = Content(None, is_foreign=True)


def answered(
    answer: Answer, *, is_hedged: bool = False, is_bare: bool = False, is_wordy: bool = False
) -> Reading:
    """The reading that an answer is."""
    return Reading(Kind.ANSWER, answer, is_hedged, is_bare, is_wordy)

"""A move, and the situation that it is decided from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum

from bot.dialogue.reading import Reading
from bot.dialogue.state import State

CHOICES = 3
"""The most topics that "Menade du ...?" offers."""


class Kind(str, Enum):
    """The kind of a move, as staff see it in "Prova"."""

    ALARM = "larm"
    AFTER_ALARM = "efter larm"
    ASK_DANGER = "frågar om fara"
    ANSWER = "svar"
    CHOICES = "menade du"
    NOT_UNDERSTOOD = "förstod inte"
    CHOSEN = "valt svar"
    FOLLOW_UP = "följdfråga"
    SIMPLER = "enklare"
    AGAIN = "igen"
    REPAIR = "rättar"
    LINE = "kort rad"
    RULE = "regel"


@dataclass(frozen=True)
class Move:
    """The actions of the turn in order, and the state after it; without actions Rasa's rules decide."""

    kind: Kind
    state: State
    actions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Thresholds:
    """Probabilities, chosen on development data (docs/measurements.md).

    From `answer` the best topic is answered; below it, choices of at least `choice` each are offered. From
    `soft` danger gets a calm line beside the answer, and from `ask` it is asked about where the message is
    unclear; the full alarm is DangerDetector's threshold.
    """

    answer: float = 0.4
    choice: float = 0.05
    soft: float = 0.15
    ask: float = 0.25


@dataclass(frozen=True)
class Situation:
    """A message, what came before it, and whether the self-check is being answered.

    `has_refused` says that the self-check's form found no answer in the message. `aspects` are what the last
    answer says to follow-ups, each a text or the label of another topic.
    """

    reading: Reading
    state: State
    thresholds: Thresholds = field(default_factory=Thresholds)
    is_form: bool = False
    has_refused: bool = False
    aspects: Mapping[str, str] = field(default_factory=dict)

    @property
    def label(self) -> str:
        """The message's label."""
        return self.reading.label

    @property
    def is_sure(self) -> bool:
        """Whether the label is more than a guess."""
        reading = self.reading
        is_given = reading.is_pressed or not reading.ranked  # without a ranking the label was not predicted
        return bool(reading.label) and (is_given or reading.best.probability >= self.thresholds.answer)

    @property
    def calm(self) -> State:
        """The state before, without what holds for one turn only."""
        is_paused = self.state.is_check_paused and not self.is_form
        once = self.state.but(choices=(), alternatives=(), said="", misses=0, has_soft_line=False)
        return once.but(is_check_paused=is_paused)


def saying(kind: Kind, state: State, response: str) -> Move:
    """The move that sends one response, which the state then remembers."""
    return Move(kind, state.but(said=response), (response,))

"""Messages as they are read, and the states they come in."""

from bot.dialogue.decision import decide
from bot.dialogue.move import Move, Situation
from bot.dialogue.reading import Guess, Reading
from bot.dialogue.state import State

SURE = 0.9
POSSIBLE = 0.3
"""A danger that is not probable enough for an alarm."""


def heard(*labels: str, sure: float = SURE, danger: float = 0.0, kind: str = "danger/threat") -> Reading:
    """A message that is most likely about the first label, and otherwise about the next ones."""
    shares = [sure, *([round((1 - sure) / len(labels), 3)] * (len(labels) - 1))]
    ranked = tuple(Guess(label, share) for label, share in zip(labels, shares, strict=True))
    return Reading(labels[0], ranked, Guess(kind, danger))


def alarm(kind: str = "danger/threat", *others: str) -> Reading:
    """A message that is probably about danger, with labels that are less likely."""
    guesses = [Guess(kind, SURE), *(Guess(label, 0.05) for label in others)]
    return Reading(kind, tuple(guesses), Guess(kind, SURE))


def pressed(label: str) -> Reading:
    """A button that was pressed."""
    return Reading(label, (Guess(label, 1.0),), is_pressed=True)


def after(
    reading: Reading, state: State | None = None, *, is_form: bool = False, has_refused: bool = False
) -> Move:
    """The move that follows a message."""
    return decide(Situation(reading, state or State(), is_form=is_form, has_refused=has_refused))


def conversation(*readings: Reading) -> list[Move]:
    """The moves of a whole conversation."""
    moves: list[Move] = []
    for reading in readings:
        moves.append(after(reading, moves[-1].state if moves else None))
    return moves


def responses(*readings: Reading) -> list[tuple[str, ...]]:
    """The responses of a whole conversation, a tuple a turn."""
    return [move.actions for move in conversation(*readings)]

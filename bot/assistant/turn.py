"""State of one turn, shared by the channel and the tracker store while Rasa processes a message.

Rasa calls the store itself and passes nothing of ours on, so the turn is found by a context variable. The
channel sets it for one message and resets it afterwards, because a connection serves several visitors.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from bot.conversations.scrubbing import Event


@dataclass
class Turn:
    """A turn in progress.

    `stored` are the events that the database has of the conversation: what the channel read before the turn
    (None if there were none, or they could not be read), and then what the store has written. The store must
    not read them again: that might succeed, and a message that has been answered would be processed twice.
    `is_lost` says that the turn could not be stored although it asked something, so that the next message
    would be taken as the answer to an earlier question.
    """

    stored: list[Event] | None = None
    is_lost: bool = False


_current: ContextVar[Turn | None] = ContextVar("turn", default=None)


def current() -> Turn | None:
    """The turn in progress; None in Rasa's own channels, shell and tests."""
    return _current.get()


@contextmanager
def taking(turn: Turn) -> Iterator[None]:
    """Makes the turn the current one during the block."""
    before = _current.set(turn)
    try:
        yield
    finally:
        _current.reset(before)

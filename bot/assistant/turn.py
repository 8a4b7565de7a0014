"""What one message's way through Rasa knows, from the channel to the conversation store and back.

Rasa calls the store by itself and passes nothing of ours on, so a turn is found by its context: the channel
begins it, and it is forgotten with the message. One connection serves one visitor after another.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from bot.conversations.scrubbing import Event


@dataclass
class Turn:
    """A turn that is going on.

    `begins_from` is what was kept of the conversation when the channel looked, None if it could not be read:
    were it read once more, that could succeed, and a message that has had its turn would have another.
    `is_lost` tells that the turn was not kept although it asked something, so that the next message would be
    taken for the answer to an earlier question.
    """

    begins_from: list[Event] | None = None
    is_lost: bool = False


_current: ContextVar[Turn | None] = ContextVar("turn", default=None)


def current() -> Turn | None:
    """The turn that is going on; none in Rasa's own channels, its shell and its tests."""
    return _current.get()


@contextmanager
def taking(turn: Turn) -> Iterator[None]:
    """The turn is the current one for as long as the block lasts."""
    before = _current.set(turn)
    try:
        yield
    finally:
        _current.reset(before)

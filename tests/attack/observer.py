"""An observer who listens on the line, knows our code and every answer, and guesses what was asked.

To learn, it holds conversations of its own with an installation of its own. What it then sees of a stranger's
conversation it compares with these: the answer is that of the most similar ones.
"""

import heapq
import math
import statistics
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tests.attack.visitors import Seen

DANGER, CALM = "danger", "calm"
Features = Callable[[Seen], tuple[float, ...]]
Labels = Callable[[Seen], str]


def size_of_the_answer(seen: Seen) -> tuple[float, ...]:
    """The bytes of the answer."""
    return (seen.question.down,)


def all_sizes(seen: Seen) -> tuple[float, ...]:
    """The bytes of each request and each answer of the conversation."""
    return tuple(each for exchange in seen.exchanges for each in (exchange.up, exchange.down))


def time_of_the_answer(seen: Seen) -> tuple[float, ...]:
    """The seconds that the answer took."""
    return (seen.question.seconds,)


def topic(seen: Seen) -> str:
    """The first message's label."""
    return seen.label


def danger(seen: Seen) -> str:
    """Whether the first message was about danger."""
    return DANGER if seen.label.startswith("danger/") else CALM


@dataclass
class Observer:
    """Guesses labels by the `neighbours` most similar conversations that it held itself."""

    features: Features
    label: Labels
    neighbours: int

    def learn(self, own: Sequence[Seen]) -> None:
        """Remembers what its own conversations looked like."""
        found = [self.features(seen) for seen in own]
        self._scales = [statistics.pstdev(column) or 1.0 for column in zip(*found, strict=True)]
        self._own = [(self._scaled(seen), self.label(seen)) for seen in own]

    def guess(self, stranger: Seen) -> str:
        """The likeliest label."""
        found = self._scaled(stranger)
        nearest = heapq.nsmallest(self.neighbours, self._own, key=lambda own: math.dist(own[0], found))
        return Counter(label for _, label in nearest).most_common(1)[0][0]

    def _scaled(self, seen: Seen) -> tuple[float, ...]:
        """The features in units of how much each varies, so that they are comparable."""
        return tuple(each / scale for each, scale in zip(self.features(seen), self._scales, strict=True))


def share_named(observer: Observer, halves: Sequence[Sequence[Seen]]) -> float:
    """The share of conversations whose label it guesses: those of each half by what it knows of the other."""
    right = total = 0
    for own, strangers in (halves, halves[::-1]):
        observer.learn(own)
        right += sum(observer.guess(each) == observer.label(each) for each in strangers)
        total += len(strangers)
    return right / total

"""What the observer on the line is let loose on, and how often it may be right."""

from dataclasses import dataclass
from random import Random

from lab.knowledge import examples
from lab.production import Production
from tests.attack.observer import (
    CALM,
    Features,
    Observer,
    all_sizes,
    danger,
    share_named,
    size_of_the_answer,
    time_of_the_answer,
    topic,
)
from tests.attack.visitors import Seen, visitors

SEED = 20_261_128
TOPIC, DANGER = "faq/", "danger/"
HALVES = 2

TOPICS_NAMED = 0.03
"""The share of topics that may be named."""

DANGER_TOLD = 0.53
"""The share of conversations that may be told rightly to be about danger or not: half of them are."""


@dataclass(frozen=True)
class Attack:
    """An observer, the share that it named before anything was padded, and the share that it may name."""

    name: str
    observer: Observer
    before: float
    limit: float

    def share(self, seen: list[Seen]) -> float:
        """The share that it names of these conversations, of which every other one is its own."""
        guessed = [each for each in seen if self.observer.label is danger or danger(each) == CALM]
        return share_named(self.observer, (guessed[::HALVES], guessed[1::HALVES]))


def _topic(name: str, features: Features, before: float) -> Attack:
    return Attack(f"topic, by {name}", Observer(features, topic, neighbours=1), before, TOPICS_NAMED)


def _danger(name: str, features: Features, before: float) -> Attack:
    return Attack(f"danger, by {name}", Observer(features, danger, neighbours=15), before, DANGER_TOLD)


BY_SIZE = (
    _topic("the answer's size", size_of_the_answer, 0.447),
    _topic("all sizes", all_sizes, 0.083),
    _danger("the answer's size", size_of_the_answer, 0.940),
    _danger("all sizes", all_sizes, 0.835),
)
BY_TIME = (
    _topic("the answer's time", time_of_the_answer, 0.012),
    _danger("the answer's time", time_of_the_answer, 0.576),
)
"""What was so before was measured on 28 November 2026, of 142 topics and 1,704 conversations."""


def asked(topics: int, times: int) -> list[tuple[str, str]]:
    """Messages with their labels: of each topic `times` in each half, and as many about danger, mixed."""
    chance, known = Random(SEED), examples()
    chosen = chance.sample(sorted(label for label in known if label.startswith(TOPIC)), topics)
    of_danger = sorted((label, text) for label in known if label.startswith(DANGER) for text in known[label])
    halves = []
    for _ in range(HALVES):
        half = [(label, text) for label in chosen for text in chance.sample(known[label], times)]
        half += chance.sample(of_danger, len(half))
        chance.shuffle(half)
        halves.append(half)
    return [each for both in zip(*halves, strict=True) for each in both]


def overheard(production: Production, topics: int, times: int) -> list[Seen]:
    """What a listener sees of that many conversations with an installation."""
    with visitors(production) as met:
        return list(met.seen(asked(topics, times)))

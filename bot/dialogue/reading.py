"""What a message seems to say, as the assistant's language understanding found."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

FALLBACK = "nlu_fallback"
ASKS_FOR_ENGLISH = "foreign/en"
"""The label of a wish for English, in whatever language it is said."""


@dataclass(frozen=True)
class Guess:
    """A label and its probability, 0 to 1."""

    label: str
    probability: float

    @property
    def family(self) -> str:
        """The part of the label before the slash: `faq` of `faq/phone`."""
        return self.label.partition("/")[0]


NOTHING = Guess("", 0.0)


@dataclass(frozen=True)
class Reading:
    """A message's label, the alternatives to it, and danger whatever else the message is about.

    `label` is what the pipeline decided, with danger and fallback taken into account. `ranked` are the
    classifier's labels, the most probable first. `danger` is the most probable kind of danger with the
    probability of all kinds together, also where it did not decide the label. `is_pressed` says that a
    button was pressed, so that there is nothing to guess. `language` is the message's, as "sv" or "en", where
    that is certain and it is one that is answered in full.
    """

    label: str
    ranked: tuple[Guess, ...] = ()
    danger: Guess = NOTHING
    is_pressed: bool = False
    language: str = ""

    @property
    def family(self) -> str:
        """The label's family."""
        return self.label.partition("/")[0]

    @property
    def best(self) -> Guess:
        """The most probable label that is no danger."""
        return next((guess for guess in self.ranked if guess.family != "danger"), NOTHING)

    def probability(self, label: str) -> float:
        """How likely a label is, as far as it is among the ranked."""
        return sum(guess.probability for guess in self.ranked if guess.label == label)

    def of_family(self, family: str) -> float:
        """How likely the labels of a family are together."""
        return sum(guess.probability for guess in self.ranked if guess.family == family)

    def weighted(self, weights: Mapping[str, float]) -> "Reading":
        """The reading with some labels' probabilities multiplied, and decided by what is then likeliest."""
        each = [replace(g, probability=g.probability * weights.get(g.label, 1.0)) for g in self.ranked]
        whole = sum(guess.probability for guess in each) / sum(guess.probability for guess in self.ranked)
        scaled = (replace(guess, probability=guess.probability / whole) for guess in each)
        ranked = tuple(sorted(scaled, key=lambda guess: -guess.probability))
        return replace(self, label=replace(self, ranked=ranked).best.label, ranked=ranked)

    def topics(self, at_least: float) -> tuple[str, ...]:
        """The labels that a visitor can be offered as a choice, the most probable first."""
        likely = [guess for guess in self.ranked if guess.probability >= at_least]
        return tuple(guess.label for guess in likely if is_offered(guess.label))


OFFERED_FAMILIES = ("faq",)
OFFERED = ("human", "start_self_check", "want_to_leave")


def is_offered(label: str) -> bool:
    """Whether a label may be one of the choices in "Menade du ...?": danger, for one, is never a choice."""
    return label.partition("/")[0] in OFFERED_FAMILIES or label in OFFERED


def reading_of(parse_data: Mapping[str, Any]) -> Reading:
    """Reads Rasa's `parse_data` (intent, ranking, selected topics, and what DangerDetector adds)."""
    intent = str((parse_data.get("intent") or {}).get("name") or "")
    ranking: Sequence[Mapping[str, Any]] = parse_data.get("intent_ranking") or []
    danger = parse_data.get("danger") or {}
    return Reading(
        label=_topic(parse_data, intent) or intent,
        ranked=tuple(
            Guess(str(each["name"]), float(each["confidence"]))
            for each in ranking
            if each["name"] != FALLBACK
        ),
        danger=Guess(str(danger.get("label", "")), float(danger.get("probability", 0.0))),
        is_pressed=bool(parse_data.get("is_pressed")),
        language=str(parse_data.get("language") or ""),
    )


def _topic(parse_data: Mapping[str, Any], intent: str) -> str | None:
    selected = (parse_data.get("response_selector") or {}).get(intent) or {}
    topic: str | None = (selected.get("response") or {}).get("intent_response_key")
    return topic

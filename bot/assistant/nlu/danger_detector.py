"""Decides whether a message is about danger, whatever else it is about, and says how likely that is."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import INTENT_NAME_KEY, INTENT_RANKING_KEY, PREDICTED_CONFIDENCE_KEY
from rasa.shared.nlu.training_data.message import Message

from bot.assistant.nlu.detector import Detector
from bot.assistant.nlu.labels import label_of, set_label
from bot.assistant.nlu.signals import signal

DANGER = "danger"
"""The family of labels, and the key of the parsed message under which the probability is."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class DangerDetector(Detector):
    """Makes `danger/...` the label of every message in which somebody is probably in danger, and of no other.

    The parsed message gets the most probable kind of danger, and the probability of all kinds together, so
    that the dialogue can say a calm line where danger is possible but not probable.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`threshold`: from this probability of danger, the answer starts with 112."""
        return {"threshold": 0.5}

    def _detect(self, message: Message) -> None:
        """Overrides the label that the intent classifier or its fallback chose."""
        danger = signal(message, DANGER)
        if danger is None:
            return
        message.set(DANGER, {"label": danger.label, "probability": danger.probability}, add_to_output=True)
        if danger.probability >= self._threshold:
            set_label(message, danger.label, danger.probability)
        elif label_of(message).startswith(f"{DANGER}/"):
            self._take_the_next(message)

    @staticmethod
    def _take_the_next(message: Message) -> None:
        """Gives the message its most probable label that is no danger."""
        others = (
            guess
            for guess in message.get(INTENT_RANKING_KEY) or []
            if not guess[INTENT_NAME_KEY].startswith(f"{DANGER}/")
        )
        best = next(others, None)
        if best is not None:
            set_label(message, best[INTENT_NAME_KEY], best[PREDICTED_CONFIDENCE_KEY])

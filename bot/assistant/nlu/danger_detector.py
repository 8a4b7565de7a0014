"""Labels a message as danger, whatever else it is about."""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.assistant.nlu.detector import Detector
from bot.assistant.nlu.labels import set_label
from bot.assistant.nlu.signals import signal


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class DangerDetector(Detector):
    """Makes `danger/...` the label of every message in which somebody seems to be in danger."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`threshold`: from this probability of danger, the answer starts with 112."""
        return {"threshold": 0.28}

    def _detect(self, message: Message) -> None:
        """Overrides the label that the intent classifier or its fallback chose."""
        danger = signal(message, "danger")
        if danger is not None and danger.probability >= self._threshold:
            set_label(message, danger.label, danger.probability)

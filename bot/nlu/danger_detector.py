"""Danger comes before everything else a message may be about."""

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.detector import Detector
from bot.nlu.labels import set_label


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class DangerDetector(Detector):
    """Makes `danger/...` the label of every message that sounds like danger to somebody."""

    family = "danger"

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`threshold`: probability of danger from which the visitor is shown 112 first."""
        return {"threshold": 0.5}

    def react(self, message: Message, label: str, probability: float) -> None:
        """Overrides whatever the intent classifier, or its fallback, had chosen."""
        set_label(message, label, probability)

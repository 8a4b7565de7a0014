"""Danger comes before everything else a message may be about."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message

from bot.nlu.labels import set_label
from bot.nlu.signals import signal


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class DangerDetector(GraphComponent):  # type: ignore[misc]
    """Makes `danger/...` the label of every message that sounds like danger to somebody."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`threshold`: probability of danger from which the visitor is shown 112 first."""
        return {"threshold": 0.38}

    def __init__(self, threshold: float) -> None:
        self._threshold = threshold

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> DangerDetector:
        """Creates the component (see Rasa's GraphComponent)."""
        return cls(config["threshold"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Overrides whatever the intent classifier, or its fallback, had chosen."""
        for message in messages:
            danger = signal(message, "danger")
            if danger is not None and danger.probability >= self._threshold:
                set_label(message, danger.label, danger.probability)
        return messages

"""The pipeline's door: every later component reads a text in one Unicode form, however it was typed."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.privacy.characters import normalized


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class Normalizer(GraphComponent):  # type: ignore[misc]
    """Replaces each message's text with its normalised form, in training and when answering."""

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Normalizer:
        """Creates the component (see Rasa's GraphComponent)."""
        return cls()

    def process(self, messages: list[Message]) -> list[Message]:
        """Normalises every message's text."""
        for message in messages:
            if text := message.get(TEXT):
                message.set(TEXT, normalized(text), add_to_output=True)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Normalises every example's text."""
        self.process(training_data.training_examples)
        return training_data

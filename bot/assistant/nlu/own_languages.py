"""Tells the languages that are answered apart, Swedish and English, learnt from the training examples.

A detector of many languages takes short, misspelt and mixed English for Swedish or Danish; what people here
write is recognised better by the examples of it. English examples say so in their file (`language: en`).
"""

from __future__ import annotations

from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.special import expit
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegression

from bot.assistant.nlu import persistence
from bot.assistant.nlu.intent_classifier import labelled_examples
from bot.assistant.nlu.labels import is_pressed
from bot.assistant.nlu.ngram_expert import State
from bot.dialogue.state import ENGLISH, SWEDISH

LANGUAGE = "language"
"""The key of the parsed message, and of the examples' metadata."""

# Parts of words in 16,384 columns: the weights take 200 kB, and no vocabulary has to be kept.
VECTORIZER = HashingVectorizer(analyzer="char_wb", ngram_range=(1, 4), n_features=2**14, alternate_sign=False)
INVERSE_REGULARISATION = 30.0


def example_language(example: Message) -> str:
    """The language that a training example is in: Swedish, unless its file says something else."""
    return str(((example.get("metadata") or {}).get("intent") or {}).get(LANGUAGE) or SWEDISH)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class OwnLanguages(GraphComponent):  # type: ignore[misc]
    """Adds `language`, as "sv" or "en", to each message that is certainly in one of them."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The least probability of each language, chosen on training messages.

        Swedish needs more: English with Swedish names and words in it looks like Swedish.
        """
        return {ENGLISH: 0.6, SWEDISH: 0.95}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        weights: State | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._weights = weights

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> OwnLanguages:
        """Creates an untrained component (see Rasa's GraphComponent)."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> OwnLanguages:
        """Loads a trained component.

        Raises:
            ValueError: the model archive does not contain one.
        """
        return cls(config, model_storage, resource, persistence.load_state(model_storage, resource)[LANGUAGE])

    def train(self, training_data: TrainingData) -> Resource:
        """Learns from all examples that have an intent; without English ones there is nothing to learn."""
        examples = labelled_examples(training_data)
        is_english = [example_language(example) == ENGLISH for example in examples]
        self._weights = {}
        if any(is_english):
            rows = VECTORIZER.transform([example.get(TEXT) for example in examples])
            model = LogisticRegression(C=INVERSE_REGULARISATION, max_iter=300).fit(rows, is_english)
            self._weights = {"coefficients": model.coef_[0].astype(np.float32), "intercept": model.intercept_}
        persistence.save_state({LANGUAGE: self._weights}, self._model_storage, self._resource)
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Adds the language to messages that somebody wrote."""
        for message in messages:
            text = (message.get(TEXT) or "").strip()
            if text and self._weights and not is_pressed(message):
                self._process(message, text)
        return messages

    def _process(self, message: Message, text: str) -> None:
        weights = self._weights or {}
        score = VECTORIZER.transform([text]) @ weights["coefficients"] + weights["intercept"]
        english = float(expit(score[0]))
        for language, probability in {ENGLISH: english, SWEDISH: 1 - english}.items():
            if probability >= self._config[language]:
                message.set(LANGUAGE, language, add_to_output=True)

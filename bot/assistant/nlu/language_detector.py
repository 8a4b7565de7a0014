"""Detects other languages than Swedish with lingua, offline, so that each gets a line in that language."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from lingua import Language, LanguageDetectorBuilder
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT, PREDICTED_CONFIDENCE_KEY, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.assistant.nlu.labels import is_pressed, label_of, select_topic, set_label
from bot.assistant.nlu.own_languages import LANGUAGE
from bot.dialogue.state import ENGLISH, SWEDISH

ANSWERED = {
    Language.ALBANIAN: "sq",
    Language.ARABIC: "ar",
    Language.BOSNIAN: "bcs",
    Language.CROATIAN: "bcs",
    Language.ENGLISH: "en",
    Language.FINNISH: "fi",
    Language.FRENCH: "fr",
    Language.GERMAN: "de",
    Language.PERSIAN: "fa",
    Language.POLISH: "pl",
    Language.ROMANIAN: "ro",
    Language.RUSSIAN: "ru",
    Language.SERBIAN: "bcs",
    Language.SOMALI: "so",
    Language.SPANISH: "es",
    Language.TURKISH: "tr",
    Language.UKRAINIAN: "uk",
}
"""Languages with a line of their own, and the key of that line (`utter_foreign/<key>`)."""

UNDERSTOOD = (Language.SWEDISH, Language.DANISH, Language.BOKMAL, Language.NYNORSK)
"""Swedish, and the languages close enough to be answered in Swedish."""


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class LanguageDetector(GraphComponent):  # type: ignore[misc]
    """Labels a message in another language `foreign/<key>`; danger keeps its label and gets that line too."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Thresholds, chosen on the training messages.

        `swedish`: from this confidence of the intent classifier, a message counts as Swedish.
        `one_word`, `two_words`, `more`: the least share that the other language must have of its and
        Swedish's probability together. Fewer words are less reliable and need a larger share.
        `own`: the least share where OwnLanguages takes the message for Swedish or English.
        """
        return {"swedish": 0.7, "one_word": 0.95, "two_words": 0.8, "more": 0.5, "own": 0.95}

    def __init__(self, config: dict[str, Any], is_answering: bool = False) -> None:
        self._config = config
        languages = LanguageDetectorBuilder.from_languages(*ANSWERED, *UNDERSTOOD)
        if is_answering:
            languages = languages.with_preloaded_language_models()
        self._detector = languages.build()

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> LanguageDetector:
        """Creates the component (see Rasa's GraphComponent)."""
        return cls(config)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> LanguageDetector:
        """Creates the component for answering, with its models loaded, which takes four seconds."""
        return cls(config, is_answering=True)

    def process(self, messages: list[Message]) -> list[Message]:
        """Labels messages that are almost certainly not Swedish."""
        for message in messages:
            text = (message.get(TEXT) or "").strip()
            confidence = (message.get(INTENT) or {}).get(PREDICTED_CONFIDENCE_KEY) or 0.0
            if not text or is_pressed(message) or confidence >= self._config["swedish"]:
                continue
            language, probability = self._detected(text)
            is_doubted = message.get(LANGUAGE) is not None and probability < self._config["own"]
            if is_doubted or language in (None, ENGLISH):  # English is answered (own_languages.py)
                continue
            message.set(LANGUAGE, None, add_to_output=True)
            if label_of(message).startswith("danger/"):
                select_topic(message, f"foreign/{language}", probability)
            else:
                set_label(message, f"foreign/{language}", probability)
        return messages

    def _detected(self, text: str) -> tuple[str | None, float]:
        """The other language's key and its share of the two probabilities, or None and 0 for Swedish."""
        probabilities: defaultdict[str, float] = defaultdict(float)
        for guess in self._detector.compute_language_confidence_values(text):
            probabilities[ANSWERED.get(guess.language, SWEDISH)] += guess.value
        swedish = probabilities.pop(SWEDISH, 0.0)
        language, probability = max(probabilities.items(), key=lambda item: item[1])
        if probability == 0.0:
            return None, 0.0
        share = probability / (probability + swedish)
        words = {1: "one_word", 2: "two_words"}.get(len(text.split()), "more")
        return (language, share) if share >= self._config[words] else (None, 0.0)

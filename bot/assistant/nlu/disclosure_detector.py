"""Detects when a visitor discloses more than is needed: a crime, a name, a number, an address.

The disclosure is never repeated. Before the answer, the policy says that no details are needed, and why.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.assistant.nlu.detector import Detector
from bot.assistant.nlu.labels import is_pressed, label_of, select_topic, set_label
from bot.assistant.nlu.signals import signal
from bot.privacy.redaction import tells_who


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class DisclosureDetector(Detector):
    """Selects a `disclosure/...` response before the answer; a message without a question gets only that."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`threshold`: from this probability of a disclosure, the answer says that no details are needed."""
        return {"threshold": 0.25}

    def _detect(self, message: Message) -> None:
        """Looks for numbers, addresses and names first, then at the classifier's signal."""
        text = message.get(TEXT) or ""
        disclosure = signal(message, "disclosure")
        if not is_pressed(message) and tells_who(text):
            self._react(message, "disclosure/personal", 1.0)
        elif disclosure is not None and disclosure.probability >= self._threshold:
            self._react(message, disclosure.label, disclosure.probability)

    def _react(self, message: Message, label: str, probability: float) -> None:
        """Keeps the message's intent, unless nothing but the disclosure was understood."""
        if label_of(message) in ("nlu_fallback", "out_of_scope"):
            set_label(message, label, probability)
        else:
            select_topic(message, label, probability)

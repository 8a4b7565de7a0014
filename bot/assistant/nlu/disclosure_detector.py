"""Hears when somebody tells more than is needed here: a crime, a name, a number, an address.

What was told is never repeated. The policy says, before the answer, that no details are needed and why.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.assistant.nlu.detector import Detector
from bot.assistant.nlu.labels import is_command, label_of, select_topic, set_label
from bot.assistant.nlu.signals import signal
from bot.privacy.redaction import tells_who


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class DisclosureDetector(Detector):
    """Chooses a `disclosure/...` response beside the answer; a message with no question gets that alone."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """`threshold`: probability of a disclosure from which the visitor is told that it is not needed."""
        return {"threshold": 0.25}

    def _listen(self, message: Message) -> None:
        """Looks for numbers, addresses and names first, then listens for the rest."""
        text = message.get(TEXT) or ""
        told = signal(message, "disclosure")
        if not is_command(text) and tells_who(text):
            self._react(message, "disclosure/personal", 1.0)
        elif told is not None and told.probability >= self._threshold:
            self._react(message, told.label, told.probability)

    def _react(self, message: Message, label: str, probability: float) -> None:
        """Keeps what the message asks for, unless nothing was understood but the disclosure."""
        if label_of(message) in ("nlu_fallback", "out_of_scope"):
            set_label(message, label, probability)
        else:
            select_topic(message, label, probability)

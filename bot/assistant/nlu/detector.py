"""The base class of the danger and disclosure detectors."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message


class Detector(GraphComponent, ABC):  # type: ignore[misc]
    """Acts on a signal (signals.py) whose probability reaches the `threshold` in config.yml."""

    def __init__(self, threshold: float) -> None:
        self._threshold = threshold

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> Detector:
        """Creates the component (see Rasa's GraphComponent)."""
        return cls(config["threshold"])

    def process(self, messages: list[Message]) -> list[Message]:
        """Checks every message."""
        for message in messages:
            self._detect(message)
        return messages

    @abstractmethod
    def _detect(self, message: Message) -> None:
        """Changes the message's label or topics if the signal is strong enough."""

"""What the danger and the disclosure detector share: a threshold, and one look at each message."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message


class Detector(GraphComponent, ABC):  # type: ignore[misc]
    """Reacts to a signal (signals.py) whose probability reaches the `threshold` in config.yml."""

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
        """Looks at every message."""
        for message in messages:
            self._listen(message)
        return messages

    @abstractmethod
    def _listen(self, message: Message) -> None:
        """Changes the message where the signal is strong enough."""

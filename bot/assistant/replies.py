"""What a turn says, collected with everything it carries."""

from typing import Any

from rasa.core.channels.channel import CollectingOutputChannel

from bot.assistant.policy import DANGER
from bot.municipality.answers import bubbles

NAME = "vagvisaren"
"""The channel's name, as responses may ask for it."""


class Replies(CollectingOutputChannel):  # type: ignore[misc]
    """Collects a turn's replies: one object a bubble, and on an answer's last one all but its text."""

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return NAME

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keeps one bot message as its bubbles."""
        texts = bubbles(message.get("text") or "")
        extras = {key: message[key] for key in ("buttons", "metadata") if message.get(key)}
        if message.get("utter_action"):  # Rasa's own word; it is not kept with the conversation
            extras["response"] = message["utter_action"]
        for text in texts[:-1]:
            await self._persist_message({"recipient_id": recipient_id, "text": text})
        for text in texts[-1:]:
            await self._persist_message({"recipient_id": recipient_id, "text": text, **extras})

    def take_back(self) -> None:
        """Nothing was said, unless it was what to do in danger; what that asks, it does not ask."""
        if not any(message.get("response", "").startswith(DANGER) for message in self.messages):
            self.messages.clear()
        if self.messages[1:] and self.messages[-1].pop("buttons", None):
            question = self.messages.pop()
            self.messages[-1] = {**question, "text": self.messages[-1]["text"]}  # with its source

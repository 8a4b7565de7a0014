"""Collects a turn's messages as typed replies."""

from typing import Any

from rasa.core.channels.channel import OutputChannel

from bot.municipality.answers import bubbles
from bot.wire import CHANNEL, SWEDISH, Button, Reply

DANGER_RESPONSE = "utter_danger"
FOREIGN_RESPONSE = "utter_foreign"


class Replies(OutputChannel):  # type: ignore[misc]
    """Collects a turn's replies, one per bubble; an answer's last one has its buttons, sources and more."""

    def __init__(self, language: str = SWEDISH) -> None:
        """`language` is what a line about a fault is to be in."""
        self.collected: list[Reply] = []
        self.language = language

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return CHANNEL

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Adds one bot message, as its bubbles.

        Args:
            recipient_id: Rasa's name for the conversation, which is not needed here.
            message: as made by Rasa's response generator or `rasa_sdk`'s dispatcher.
        """
        del recipient_id
        texts = bubbles(message.get("text") or "")
        metadata = message.get("metadata") or {}
        response = message.get("utter_action")  # set by Rasa; not stored with the conversation
        lang = (response or "").partition(f"{FOREIGN_RESPONSE}/")[2] or metadata.get("lang") or SWEDISH
        self.collected += [Reply(text=text, lang=lang) for text in texts[:-1]]
        self.collected += [
            Reply(
                text=text,
                buttons=tuple(Button.model_validate(each) for each in message.get("buttons") or ()),
                sources=tuple(metadata.get("sources") or ()),
                kind=metadata.get("kind"),
                lang=lang,
                response=response,
                self_check=metadata.get("self_check"),
                outcome=metadata.get("outcome"),
            )
            for text in texts[-1:]
        ]

    def take_back(self) -> None:
        """Withdraws the replies, except advice on danger, which then loses its final question."""
        if not any((reply.response or "").startswith(DANGER_RESPONSE) for reply in self.collected):
            self.collected.clear()
        if self.collected[1:] and self.collected[-1].buttons:
            question = self.collected.pop()
            advice = self.collected.pop()  # becomes the last bubble, and so gets the sources
            self.collected.append(question.model_copy(update={"text": advice.text, "buttons": ()}))

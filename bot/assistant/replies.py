"""What a turn says, collected as typed replies."""

from typing import Any

from rasa.core.channels.channel import OutputChannel

from bot.municipality.answers import bubbles
from bot.wire import CHANNEL, SWEDISH, Button, Reply

DANGER_RESPONSE = "utter_danger"
FOREIGN_RESPONSE = "utter_foreign"


class Replies(OutputChannel):  # type: ignore[misc]
    """Collects a turn's replies: one a bubble, and on an answer's last one all but its text."""

    def __init__(self) -> None:
        self.collected: list[Reply] = []

    @classmethod
    def name(cls) -> str:
        """The channel's name."""
        return CHANNEL

    async def send_response(self, recipient_id: str, message: dict[str, Any]) -> None:
        """Keeps one bot message as its bubbles.

        Args:
            recipient_id: Rasa's name for the conversation, which is not kept here.
            message: as Rasa's answers and `rasa_sdk`'s dispatcher make them.
        """
        del recipient_id
        texts = bubbles(message.get("text") or "")
        metadata = message.get("metadata") or {}
        response = message.get("utter_action")  # Rasa's own word; it is not kept with the conversation
        lang = (response or "").partition(f"{FOREIGN_RESPONSE}/")[2] or SWEDISH
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
        """Withdraws what was said, but not what to do in danger; what that asks, it then does not ask."""
        if not any((reply.response or "").startswith(DANGER_RESPONSE) for reply in self.collected):
            self.collected.clear()
        if self.collected[1:] and self.collected[-1].buttons:
            question = self.collected.pop()
            told = self.collected.pop()  # keeps its text, and gets the answer's source
            self.collected.append(question.model_copy(update={"text": told.text, "buttons": ()}))

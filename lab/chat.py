"""A conversation with a running Rasa, over the channel's API."""

from dataclasses import dataclass
from typing import Any

import httpx


@dataclass
class Reply:
    """The replies of one turn."""

    messages: list[dict[str, Any]]

    @property
    def text(self) -> str:
        """The texts of all bubbles, one per line."""
        return "\n".join(message["text"] for message in self.messages)

    @property
    def buttons(self) -> list[str]:
        """The buttons' titles."""
        return [button["title"] for message in self.messages for button in message["buttons"]]

    @property
    def sources(self) -> list[str]:
        """The sources of all answers in the turn."""
        return [s for message in self.messages for s in message["sources"]]


class Chat:
    """One conversation."""

    def __init__(self, webhook: str, sender: str) -> None:
        self.webhook = webhook
        self.sender = sender

    def say(self, text: str) -> Reply:
        """Sends a message and returns the turn's replies."""
        body = {"sender": self.sender, "message": text}
        response = httpx.post(self.webhook, json=body, timeout=30)
        response.raise_for_status()
        return Reply(response.json())

    def begin_self_check(self) -> Reply:
        """Asks for the self-check, and agrees to begin."""
        self.say("jag vill göra självkontrollen")
        return self.say("ja")

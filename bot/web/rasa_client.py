"""The way to Rasa, over loopback."""

from typing import Any

import httpx
from pydantic import TypeAdapter, ValidationError

from bot.conversations.store import sender_of
from bot.wire import CHANNEL_PATH, Reply

REPLIES = TypeAdapter(list[Reply])


class RasaUnavailableError(Exception):
    """Rasa gave no answer in time, or a broken one. Nothing of the message is in it."""


class RasaClient:
    """Sends a visitor's message and brings back the replies. Rasa never learns the visitor's own token."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def is_ready(self) -> bool:
        """Whether Rasa answers."""
        try:
            return (await self._client.get(f"{CHANNEL_PATH}/")).is_success
        except httpx.HTTPError:
            return False

    async def replies(self, conversation: str, message: str, text: str) -> list[Reply]:
        """The replies to a message; asked again with the same message id, the same replies.

        Raises:
            RasaUnavailableError: the visitor must be told where a human is, and may try again.
        """
        content = {"sender": sender_of(conversation), "message_id": message, "message": text}
        try:
            return REPLIES.validate_python(await self._post("webhook", content))
        except ValidationError as error:
            raise RasaUnavailableError(type(error).__name__) from None  # its text holds the replies

    async def forget(self, conversation: str) -> None:
        """Erases the conversation.

        Raises:
            RasaUnavailableError: nothing is known to be erased.
        """
        await self._post("forget", {"sender": sender_of(conversation)})

    async def tried(self, text: str, municipality: str) -> dict[str, Any]:
        """What a municipality's visitor would be answered, and why (trial.py). Nothing is stored.

        Raises:
            RasaUnavailableError: it cannot be told now.
        """
        return dict(await self._post("try", {"message": text, "municipality": municipality}))

    async def _post(self, path: str, content: dict[str, str]) -> Any:
        try:
            response = await self._client.post(f"{CHANNEL_PATH}/{path}", json=content)
            response.raise_for_status()
            return response.json()
        except (httpx.HTTPError, ValueError) as error:
            # `from None`: the cause's text may hold the request.
            raise RasaUnavailableError(type(error).__name__) from None

"""The client for Rasa's channel, over loopback."""

from typing import Any

import httpx
from anyio import fail_after
from pydantic import TypeAdapter, ValidationError

from bot.conversations.store import sender_of
from bot.wire import CHANNEL_PATH, Reply

REPLIES = TypeAdapter(list[Reply])

RECALLS_WITHIN = 1.0
"""Seconds to wait for what the assistant remembers: nobody who asks for a human waits for it any longer."""


class RasaUnavailableError(Exception):
    """Rasa did not answer in time, or not as expected. Holds nothing of the message."""


class RasaClient:
    """Sends messages to Rasa under a hash of the conversation's id: Rasa never learns the id itself."""

    def __init__(self, client: httpx.AsyncClient) -> None:
        self._client = client

    async def is_ready(self) -> bool:
        """Whether Rasa responds."""
        try:
            return (await self._client.get(f"{CHANNEL_PATH}/")).is_success
        except httpx.HTTPError:
            return False

    async def replies(self, conversation: str, message: str, text: str, language: str) -> list[Reply]:
        """The replies to a message. With the same message id again, they are the same.

        `language` is for what says that something failed; an answer is in the language of what is asked.

        Raises:
            RasaUnavailableError: there are none; the visitor is told how to reach a human, and may retry.
        """
        content = {
            "sender": sender_of(conversation),
            "message_id": message,
            "message": text,
            "language": language,
        }
        try:
            return REPLIES.validate_python(await self._post("webhook", content))
        except ValidationError as error:
            raise RasaUnavailableError(type(error).__name__) from None  # the cause's text holds the replies

    async def danger_heard(self, conversation: str) -> str:
        """The label of the danger that the assistant heard last in the conversation.

        Empty if it heard none, or does not answer soon.
        """
        content = {"sender": sender_of(conversation)}
        try:
            with fail_after(RECALLS_WITHIN):
                answer = await self._post("danger", content)
        except (RasaUnavailableError, TimeoutError):
            return ""
        return str(answer.get("danger") or "")

    async def forget(self, conversation: str) -> None:
        """Erases the conversation.

        Raises:
            RasaUnavailableError: it may not have been erased.
        """
        await self._post("forget", {"sender": sender_of(conversation)})

    async def tried(self, text: str, municipality: str) -> dict[str, Any]:
        """What a visitor would be answered, and why (bot/assistant/trial.py). Nothing is stored.

        Raises:
            RasaUnavailableError: there is no answer.
        """
        return dict(await self._post("try", {"message": text, "municipality": municipality}))

    async def _post(self, path: str, content: dict[str, str]) -> Any:
        try:
            response = await self._client.post(f"{CHANNEL_PATH}/{path}", json=content)
            response.raise_for_status()
            return response.json()
        except (httpx.HTTPError, ValueError) as error:
            # `from None`, because the cause's text may hold the request.
            raise RasaUnavailableError(type(error).__name__) from None

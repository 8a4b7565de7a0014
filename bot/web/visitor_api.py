"""What a visitor's page may ask for: a conversation, replies, and that all of it is forgotten.

The conversation's id travels in the body, never in an address, so that no proxy's log can hold it.
"""

import secrets
from collections.abc import Awaitable, Callable
from typing import TypeVar

from pydantic import BaseModel, Extra, Field, ValidationError, validator
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.web.problems import out_of_order, problem
from bot.web.rasa_client import RasaUnavailableError

MAX_CHARACTERS = 1_000
CONVERSATION = r"^[A-Za-z0-9_-]{32}$"
Handler = Callable[[Request], Awaitable[Response]]


class _Body(BaseModel):
    class Config:
        extra = Extra.forbid


class Message(_Body):
    """A visitor's message; `id` is the page's own, and the same when it is sent again."""

    conversation: str = Field(regex=CONVERSATION)
    id: str = Field(regex=r"^[A-Za-z0-9-]{1,40}$")
    text: str

    @validator("text")
    def _is_whole(cls, value: str) -> str:  # noqa: N805 - pydantic passes the class
        """JSON can hold half of a character, which no other part of the way can carry."""
        return value.encode("utf-8", "replace").decode("utf-8")


class Ending(_Body):
    """The conversation that is to be erased."""

    conversation: str = Field(regex=CONVERSATION)


Model = TypeVar("Model", bound=_Body)


async def _read(request: Request, model: type[Model]) -> Model:
    try:
        return model.parse_raw(await request.body())
    except (ValidationError, UnicodeDecodeError, RecursionError):
        raise HTTPException(400) from None


async def start(_: Request) -> Response:
    """Hands out a new conversation.

    ---
    summary: Start a conversation.
    responses:
      201:
        description: Its unguessable id, to be kept in the page's memory only.
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Started"}
    """
    return JSONResponse({"conversation": secrets.token_urlsafe(24)}, 201)


async def send(request: Request) -> Response:
    """Passes a message on to the assistant.

    ---
    summary: Send a message and get the replies. Sent again with the same id, it gets the same replies.
    requestBody:
      required: true
      content:
        application/json:
          schema: {$ref: "#/components/schemas/Message"}
    responses:
      200:
        description: The replies, in order.
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Replies"}
      400: {$ref: "#/components/responses/Problem"}
      413: {$ref: "#/components/responses/Problem"}
      429: {$ref: "#/components/responses/Problem"}
      503: {$ref: "#/components/responses/Problem"}
    """
    message = await _read(request, Message)
    if len(message.text) > MAX_CHARACTERS:
        text = f"Det blev för långt. Jag kan läsa högst {MAX_CHARACTERS} tecken åt gången. Dela upp det."
        return problem(request, 413, "too_long", text)
    if await request.state.pace.is_too_fast(message.conversation):
        text = "Det kom många meddelanden på en gång. Vänta en halv minut."
        return problem(request, 429, "too_fast", text)
    try:
        replies = await request.state.rasa.replies(message.conversation, message.id, message.text)
    except RasaUnavailableError:
        return out_of_order(request, 503)
    return JSONResponse({"messages": [_reply(reply) for reply in replies]})


def _reply(reply: dict[str, object]) -> dict[str, object]:
    metadata = reply.get("metadata")
    sources = metadata.get("sources", []) if isinstance(metadata, dict) else []
    return {"text": reply.get("text", ""), "buttons": reply.get("buttons", []), "sources": sources}


async def forget(request: Request) -> Response:
    """Erases a conversation.

    ---
    summary: Erase a conversation. 204 is said only when it is done.
    requestBody:
      required: true
      content:
        application/json:
          schema: {$ref: "#/components/schemas/Ending"}
    responses:
      204: {description: Nothing of the conversation is left.}
      400: {$ref: "#/components/responses/Problem"}
      413: {$ref: "#/components/responses/Problem"}
      503: {$ref: "#/components/responses/Problem"}
    """
    ending = await _read(request, Ending)
    try:
        await request.state.rasa.forget(ending.conversation)
    except RasaUnavailableError:
        return problem(request, 503, "not_erased", "Samtalet kunde inte raderas just nu. Försök igen.")
    return Response(status_code=204)


routes = [
    Route("/api/conversations", start, methods=["POST"]),
    Route("/api/messages", send, methods=["POST"]),
    Route("/api/forget", forget, methods=["POST"]),
]

"""What a visitor's page may send. Ids travel in the body, never in an address that a log could hold."""

import json
from typing import Literal, TypeVar

from pydantic import BaseModel, Extra, Field, ValidationError, conlist, validator
from starlette.exceptions import HTTPException
from starlette.requests import Request

MAX_CHARACTERS = 1_000
MAX_SHARED_CHARACTERS = 20_000
CONVERSATION = r"^[A-Za-z0-9_-]{32}\Z"
OWN_ID = r"^[A-Za-z0-9-]{1,40}\Z"


class Body(BaseModel):
    """Nothing but what is described."""

    class Config:
        """An unknown key is a mistake."""

        extra = Extra.forbid

    @validator("*", pre=True)
    def _is_whole(cls, value: object) -> object:  # noqa: N805 - pydantic passes the class
        """JSON can hold half of a character, which no other part of the way can carry."""
        return value.encode("utf-8", "replace").decode("utf-8") if isinstance(value, str) else value


class Conversation(Body):
    """A conversation, and no more."""

    conversation: str = Field(regex=CONVERSATION)


class Message(Conversation):
    """A visitor's message; `id` is the page's own, and the same when it is sent again."""

    id: str = Field(regex=OWN_ID)
    text: str = Field(min_length=1)


class SharedLine(Body):
    """A line that goes along to the worker, as the visitor saw it."""

    by: Literal["you", "bot"]
    text: str = Field(max_length=MAX_CHARACTERS)


class Shared(Conversation):
    """What of the conversation is to go along to a human."""

    shared: conlist(SharedLine, max_items=500)  # type: ignore[valid-type]

    @validator("shared")
    def _is_short_enough(cls, value: list[SharedLine]) -> list[SharedLine]:  # noqa: N805 - as above
        if sum(len(line.text) for line in value) > MAX_SHARED_CHARACTERS:
            raise ValueError("is too long")
        return value


class HandOverRequest(Shared):
    """A human is asked for: to write with now, or to read a message later."""

    id: str = Field(regex=OWN_ID)
    way: Literal["live", "message"]
    danger: bool
    message: str | None = Field(None, min_length=1, max_length=MAX_CHARACTERS)
    contact: str | None = Field(None, min_length=1, max_length=200)


class Return(Body):
    """A return code, as it was typed."""

    code: str = Field(max_length=100)


Model = TypeVar("Model", bound=Body)


async def read(request: Request, model: type[Model]) -> Model:
    """The request's body.

    Raises:
        HTTPException: it is not what it should be.
    """
    try:
        content = json.loads(await request.body())
        if not isinstance(content, dict):  # pydantic would make one of a list of pairs
            raise HTTPException(400)
        return model.parse_obj(content)
    except (ValidationError, ValueError, RecursionError):
        raise HTTPException(400) from None

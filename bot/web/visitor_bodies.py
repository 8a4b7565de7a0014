"""What the visitor's page may send. Ids are in the body, never in an address that a log could hold."""

import json
from typing import Annotated, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator
from starlette.exceptions import HTTPException

from bot import limits
from bot.municipality import Profile, Profiles, UnknownMunicipalityError
from bot.privacy.characters import normalized
from bot.web.state import WebRequest

MUNICIPALITY = r"^[a-z][a-z0-9-]{0,39}$"
CONVERSATION = r"^([a-z][a-z0-9-]{0,39}\.)?[A-Za-z0-9_-]{32}$"
OWN_ID = r"^[A-Za-z0-9-]{1,40}$"
BIGGEST_ID = 2**53 - 1
"""The biggest whole number that JavaScript can tell from its neighbours."""

ConversationId = Annotated[str, Field(pattern=CONVERSATION)]


class Body(BaseModel):
    """Strict: unknown keys and values of another type are refused.

    `language` is what the page's own lines are in, and what the server's are then in too.
    """

    model_config = ConfigDict(extra="forbid", strict=True)

    language: Literal["sv", "en"] = "sv"

    @field_validator("*", mode="before")
    @classmethod
    def _is_whole(cls, value: object) -> object:
        """Replaces lone surrogates, which JSON can hold and UTF-8 cannot, and normalises the text."""
        return (
            normalized(value.encode("utf-8", "replace").decode("utf-8")) if isinstance(value, str) else value
        )


class Conversation(Body):
    """A request about a conversation."""

    conversation: ConversationId


class Following(Conversation):
    """A request for what happens to a conversation's case, after the message with the id `after`."""

    after: int = Field(0, ge=0, le=BIGGEST_ID)


class Message(Conversation):
    """A visitor's message. The page makes its `id`, and sends the same one when it retries."""

    id: str = Field(pattern=OWN_ID)
    text: str = Field(min_length=1, json_schema_extra={"maxLength": limits.MESSAGE_CHARACTERS})


class SharedLine(Body):
    """A line to be shared with the worker, as the visitor saw it."""

    by: Literal["you", "bot"]
    text: str = Field(max_length=limits.MESSAGE_CHARACTERS)


class Shared(Conversation):
    """The lines of the conversation that are to be shared with the worker."""

    shared: list[SharedLine] = Field(
        max_length=limits.SHARED_LINES, description=f"At most {limits.SHARED_CHARACTERS} characters together."
    )

    @field_validator("shared")
    @classmethod
    def _is_short_enough(cls, value: list[SharedLine]) -> list[SharedLine]:
        if sum(len(line.text) for line in value) > limits.SHARED_CHARACTERS:
            raise ValueError("is too long")
        return value


class HandOverRequest(Shared):
    """A request for a human: to write with now (`live`), or to read a `message` later."""

    id: str = Field(pattern=OWN_ID)
    way: Literal["live", "message"]
    danger: bool = Field(
        False, description="Not used: what the assistant has heard decides. Pages from before still send it."
    )
    message: str | None = Field(None, min_length=1, max_length=limits.MESSAGE_CHARACTERS)
    contact: str | None = Field(None, min_length=1, max_length=limits.CONTACT_CHARACTERS)


class Place(Body):
    """The municipality whose page it is; the first one served if it is left out."""

    municipality: str | None = Field(None, pattern=MUNICIPALITY)


class Return(Place):
    """A return code, as it was typed."""

    code: str = Field(max_length=100)


Model = TypeVar("Model", bound=Body)


async def read(request: WebRequest, model: type[Model]) -> Model:
    """The request's body.

    Raises:
        HTTPException: 400, the body is not valid.
    """
    try:
        content = json.loads(await request.body() or b"{}")
        if not isinstance(content, dict):  # pydantic would accept a list of pairs
            raise HTTPException(400)
        return model.model_validate(content)
    except (ValidationError, ValueError, RecursionError):
        raise HTTPException(400) from None


def identify_municipality(request: WebRequest, body: Body) -> Profile:
    """Finds out which municipality a request is for, and notes it and the language for the error handlers.

    Raises:
        HTTPException: 404, that municipality is not served here.
    """
    profiles = request.state["app"].profiles
    request.state["language"] = body.language
    if isinstance(body, Conversation):
        profile = _of_conversation(profiles, body.conversation)
    else:
        profile = named_or_first(profiles, body.municipality if isinstance(body, Place) else None)
    request.state["profile"] = profile
    return profile


def _of_conversation(profiles: Profiles, conversation: str) -> Profile:
    try:
        return profiles.of_conversation(conversation)
    except UnknownMunicipalityError:
        raise HTTPException(404) from None


def named_or_first(profiles: Profiles, named: str | None) -> Profile:
    """The municipality that a page names; the first one if it names none.

    Raises:
        HTTPException: 404, it is not served here.
    """
    try:
        return profiles[named] if named else profiles.first
    except UnknownMunicipalityError:
        raise HTTPException(404) from None

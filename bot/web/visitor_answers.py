"""What the visitor's API answers: handlers make answers of these models, and openapi.py describes them."""

from datetime import datetime
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field
from starlette.background import BackgroundTask
from starlette.responses import Response

from bot.intake.messages import Line
from bot.intake.models import Sender
from bot.intake.visits import Situation
from bot.web.case_lines import text_of
from bot.web.visitor_bodies import ConversationId
from bot.wire import Bubble


class Answer(BaseModel):
    """Nothing but what is described; every field is always there."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_serialization_defaults_required=True)


class Started(Answer):
    """A conversation's unguessable id, to be kept in the page's memory only."""

    conversation: ConversationId


class Replies(Answer):
    """What the assistant says; `stored` is the message's id in the stream if a human has the conversation."""

    messages: tuple[Bubble, ...]
    stored: int | None


class Ways(Answer):
    """The ways to a human there are now, and what a visitor has to know before writing to one."""

    is_staffed: Annotated[bool, Field(description="Somebody can answer now.")]
    reception: Annotated[str, Field(description="The phone, and when somebody answers it.")]
    explanation: tuple[str, ...]
    sources: tuple[str, ...]
    kept_days: Annotated[int, Field(description="Days without anything new after which a case is deleted.")]
    closed_days: Annotated[int, Field(description="The same for a case that the worker has ended.")]


class Erased(Answer):
    """Nothing is left. It is an answer with content, so that it is as long on the line as any other."""


class RedactedLine(Answer):
    """A line as the worker will see it."""

    by: Literal["you", "bot"]
    text: str


class Preview(Answer):
    """What would go along, with names, numbers and addresses hidden."""

    shared: tuple[RedactedLine, ...]


class HandedOver(Answer):
    """The case; `code` is the return code, `stored` the id of the message that was left with it."""

    situation: Situation
    code: str | None
    stored: int | None


class ReturnCode(Answer):
    """A return code; it is shown only now."""

    code: Annotated[str, Field(pattern=r"^[0-9]{4}( [0-9]{4}){3}$")]


class CaseLine(Answer):
    """A line of a case, as the visitor's page shows it."""

    id: int
    by: Sender
    text: str
    at: datetime

    @classmethod
    def of(cls, line: Line, language: str) -> "CaseLine":
        """The line, for a page in this language."""
        return cls(id=line.id, by=line.sender, text=text_of(line, language), at=line.sent_at)


class Event(Answer):
    """One server-sent event. A message's `id` is to be sent as `after` to go on from there."""

    model_config = ConfigDict(json_schema_serialization_defaults_required=False)  # only messages have an id

    event: Literal["message", "situation", "gone"]
    id: str | None = None
    data: Annotated[
        str, Field(description="JSON: of a `message` a CaseLine, of a `situation` a Situation, else {}.")
    ]


class ProblemDetails(Answer):
    """What went wrong, in the page's language and fit to be shown; it ends with where a human is."""

    code: str
    text: str


class Problem(Answer):
    """Why there is no answer."""

    error: ProblemDetails


AnswerT = TypeVar("AnswerT", bound=Answer)


class Answered(Response, Generic[AnswerT]):
    """A model as JSON."""

    media_type = "application/json"

    def __init__(self, content: AnswerT, status: int = 200, background: BackgroundTask | None = None) -> None:
        super().__init__(content.model_dump_json(), status, background=background)

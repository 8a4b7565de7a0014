"""Routes of the visitor's API: what each does before its handler runs, and what it says of itself.

The types tie the two together: a handler is given the model that the description names, and mypy refuses one
that answers with another model than the description says.
"""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from sse_starlette import EventSourceResponse
from starlette.responses import Response
from starlette.routing import Route

from bot.municipality import Profile
from bot.web.state import WebRequest
from bot.web.visitor_answers import Answer, Answered, AnswerT, Event, Problem
from bot.web.visitor_bodies import Body, Model, identify_municipality, read

ResponseT = TypeVar("ResponseT", bound=Response)
Handler = Callable[[WebRequest, Profile, Model], Awaitable[ResponseT | Answered[Problem]]]
Endpoint = Callable[[WebRequest], Awaitable[Response]]
PROBLEMS_OF_A_BODY = (400, 404, 413)
"""Not valid, of a municipality that is not served here, too long."""


@dataclass(frozen=True)
class Success(Generic[ResponseT]):
    """What a handler answers when nothing goes wrong."""

    status: int
    description: str
    model: type[Answer]
    media_type: str = "application/json"


def answers(status: int, description: str, model: type[AnswerT]) -> Success[Answered[AnswerT]]:
    """A model as JSON."""
    return Success(status, description, model)


def stream(description: str) -> Success[EventSourceResponse]:
    """Server-sent events."""
    return Success(200, description, Event, "text/event-stream")


@dataclass(frozen=True)
class Operation(Generic[ResponseT]):
    """What the description says of one method of one path; `problems` are the statuses of its failures."""

    summary: str
    success: Success[ResponseT]
    problems: tuple[int, ...] = ()


class ApiRoute(Route):
    """A route that is described. All are alike on the line: POST, with everything in the body."""

    def __init__(self, path: str, endpoint: Endpoint, operation: Operation[Any], body: type[Body]) -> None:
        super().__init__(path, endpoint, methods=["POST"])
        self.operation, self.body = operation, body


def post(
    path: str, handler: Handler[Model, ResponseT], body: type[Model], operation: Operation[ResponseT]
) -> ApiRoute:
    """A route whose handler gets the municipality and the validated body."""

    async def endpoint(request: WebRequest) -> Response:
        content = await read(request, body)
        return await handler(request, identify_municipality(request, content), content)

    described = replace(operation, problems=operation.problems + PROBLEMS_OF_A_BODY)
    return ApiRoute(path, endpoint, described, body)

"""Routes of the visitor's API: what every one of them does before its handler runs."""

from collections.abc import Awaitable, Callable
from functools import wraps

from starlette.responses import Response
from starlette.routing import Route

from bot.municipality import Profile
from bot.web.state import WebRequest
from bot.web.visitor_bodies import Model, identify_municipality, read

Handler = Callable[[WebRequest, Profile, Model], Awaitable[Response]]


def post(path: str, handler: Handler[Model], model: type[Model]) -> Route:
    """A route whose handler gets the municipality and the validated body."""

    @wraps(handler)
    async def endpoint(request: WebRequest) -> Response:
        body = await read(request, model)
        return await handler(request, identify_municipality(request, body), body)

    return Route(path, endpoint, methods=["POST"])

"""The application: its routes, and what lies around all of them."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

import httpx
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from bot.municipality import Profile
from bot.settings import Settings
from bot.web import pages, problems, visitor_api
from bot.web.body_limit import BodyLimit
from bot.web.pace import Pace
from bot.web.rasa_client import RasaClient
from bot.web.security_headers import SecurityHeaders


def create_app(
    settings: Settings, profile: Profile, transport: httpx.AsyncBaseTransport | None = None
) -> Starlette:
    """The public front of one municipality. `transport` takes the place of the network to Rasa."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[Mapping[str, object]]:
        async with httpx.AsyncClient(
            base_url=settings.rasa_url, timeout=settings.answer_within, transport=transport
        ) as client:
            yield {"rasa": RasaClient(client), "pace": Pace(), "profile": profile}

    return Starlette(
        routes=[*pages.routes, *visitor_api.routes],
        lifespan=lifespan,
        exception_handlers=problems.handlers,
        middleware=[
            Middleware(SecurityHeaders),
            # Module scripts need this too: a page elsewhere can neither load the widget nor call the API.
            Middleware(
                CORSMiddleware,
                allow_origins=list(profile.origins),
                allow_methods=["GET", "POST"],
                allow_headers=["Content-Type"],
            ),
            Middleware(BodyLimit),
        ],
    )

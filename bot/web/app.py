"""The application: its routes, and the middleware around all of them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cache, partial

import httpx
from anyio import Semaphore
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.errors import ServerErrorMiddleware

from bot import limits
from bot.conversations.store import open_conversations
from bot.intake.case_store import open_case_store
from bot.municipality import Profiles
from bot.settings import Settings
from bot.web import coming_back, events, hand_over, pages, problems, visitor_api
from bot.web.body_limit import BodyLimit
from bot.web.case_changes import open_case_changes
from bot.web.desk import routes as desk
from bot.web.desk.sign_in_methods import SignInMethods
from bot.web.desk.state import DeskState
from bot.web.explanation import load_explanation
from bot.web.housekeeping import purging, trimming_memory
from bot.web.measuring import Measured
from bot.web.openapi import openapi_route
from bot.web.pace import Pace
from bot.web.padding import Padded
from bot.web.plain import routes as plain
from bot.web.rasa_client import RasaClient
from bot.web.security_headers import SecurityHeaders
from bot.web.slow_hashing import SlowHashing
from bot.web.state import AppState
from bot.web.usage import open_usage_counter
from bot.wire import SWEDISH

API_ROUTES = [*visitor_api.routes, *hand_over.routes, *coming_back.routes, *events.routes]


def create_app(
    settings: Settings, profiles: Profiles, transport: httpx.AsyncBaseTransport | None = None
) -> Starlette:
    """The public front of these municipalities. A `transport` replaces the network to Rasa in tests."""

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[DeskState]:
        case_store = open_case_store(settings)
        async with (
            httpx.AsyncClient(
                base_url=settings.rasa_url, timeout=settings.answer_within, transport=transport
            ) as client,
            purging(case_store, {key: each.retention for key, each in profiles.items()}),
            open_case_changes(settings) as changes,
            open_usage_counter(case_store) as usage,
            trimming_memory(),
        ):
            app = AppState(
                rasa=RasaClient(client),
                pace=Pace(settings.messages_per_minute),
                profiles=profiles,
                case_store=case_store,
                database_connections=Semaphore(limits.DATABASE_CONNECTIONS),
                case_changes=changes,
                usage=usage,
                explanation=load_explanation(),
                sources=settings.sources,
                is_turned_off=settings.turned_off,
                open_conversations=cache(partial(open_conversations, settings)),
                slow_hashing=SlowHashing(),
            )
            yield {
                "app": app,
                "profile": profiles.only,
                "language": SWEDISH,
                "sign_in_methods": SignInMethods.from_settings(settings),
                "user": None,
            }

    return Starlette(
        routes=[
            *pages.routes,
            *plain.routes,
            *API_ROUTES,
            openapi_route("/api/openapi.json", API_ROUTES),
            *desk.routes,
        ],
        lifespan=lifespan,
        exception_handlers=problems.handlers,
        middleware=[
            Middleware(Padded),
            Middleware(Measured, is_turned_off=settings.turned_off),
            Middleware(SecurityHeaders),
            # Module scripts need CORS too: other origins can neither load the widget nor call the API.
            Middleware(
                CORSMiddleware,
                allow_origins=sorted({origin for each in profiles.values() for origin in each.origins}),
                allow_methods=["GET", "POST"],
                allow_headers=["Content-Type"],
            ),
            Middleware(
                ServerErrorMiddleware, handler=problems.broken
            ),  # inside the two above, so that an error page has their headers too
            Middleware(BodyLimit),
        ],
    )

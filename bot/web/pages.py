"""What can be looked at: a demonstration page, the widget's files, and how the front is doing."""

import json
from pathlib import Path

import yaml
from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.schemas import SchemaGenerator
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates

from bot.municipality import Profiles
from bot.version import VERSION
from bot.web.problems import turned_off_text
from bot.web.transactions import in_transaction, now
from bot.web.visitor_bodies import choose

HERE = Path(__file__).parent
templates = Jinja2Templates(HERE / "templates")


async def demonstration(request: Request) -> Response:
    """A page such as a municipality's, with the chat on it; without JavaScript it shows where a human is."""
    profile = choose(request.state.profiles, request.query_params.get("municipality"))
    return templates.TemplateResponse(request, "demonstration.html", {"profile": profile})


async def widget(_: Request) -> Response:
    """The widget's one file that a page names; it brings its other files itself."""
    content = (HERE / "static" / "widget.js").read_text(encoding="utf-8")
    return Response(content, media_type="text/javascript")


async def municipalities(request: Request) -> Response:
    """A file of the widget's that this front writes: what it has to know at once of each municipality."""
    profiles: Profiles = request.state.profiles
    known = {
        key: {
            "human": profile.where_a_human_is(),
            "exitPage": profile.exit_page,
            "colours": profile.colours.model_dump(),
            "hasSelfCheck": profile.has_self_check,
            "turnedOff": turned_off_text(profile, now()) if request.state.is_turned_off else "",
        }
        for key, profile in profiles.items()
    }
    content = f"export const first = {json.dumps(profiles.first.key)};\n"
    content += f"export const municipalities = {json.dumps(known)};\n"
    return Response(content, media_type="text/javascript")


async def health(_: Request) -> Response:
    """Whether this process lives, and of which version it is."""
    return JSONResponse({"status": "ok", "version": VERSION})


async def ready(request: Request) -> Response:
    """Whether it can answer a visitor: 503 as long as Rasa does not answer, 500 without a database.

    Turned off it needs no Rasa.
    """
    await in_transaction(request, lambda session, _: session.execute(text("SELECT 1")))
    is_ready = request.state.is_turned_off or await request.state.rasa.is_ready()
    return JSONResponse({"status": "ok" if is_ready else "waiting"}, 200 if is_ready else 503)


async def openapi(request: Request) -> Response:
    """The visitor API's description: what stands in openapi.yml, and each route's own words."""
    base = yaml.safe_load((HERE / "openapi.yml").read_text(encoding="utf-8"))
    api = [route for route in request.app.routes if getattr(route, "path", "").startswith("/api/")]
    return JSONResponse(SchemaGenerator(base).get_schema(routes=api))


routes: list[BaseRoute] = [
    Route("/", demonstration),
    Route("/widget.js", widget),
    Route("/municipalities.js", municipalities),
    Mount("/static", StaticFiles(directory=HERE / "static")),
    Route("/health", health),
    Route("/ready", ready),
    Route("/api/openapi.json", openapi, include_in_schema=False),
]

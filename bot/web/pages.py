"""The demonstration page, the widget's files, and the health checks."""

import json
from pathlib import Path

from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.templating import Jinja2Templates

from bot import limits
from bot.municipality import english_phrases
from bot.version import VERSION
from bot.web.clock import now
from bot.web.problems import turned_off_text
from bot.web.state import WebRequest
from bot.web.transactions import in_transaction
from bot.web.visitor_bodies import named_or_first
from bot.wire import ENGLISH, SWEDISH

HERE = Path(__file__).parent
templates = Jinja2Templates(HERE / "templates")

LIMITS = {
    "messageCharacters": limits.MESSAGE_CHARACTERS,
    "sharedCharacters": limits.SHARED_CHARACTERS,
    "sharedLines": limits.SHARED_LINES,
    "contactCharacters": limits.CONTACT_CHARACTERS,
    "answerSeconds": limits.PAGE_WITHIN,
    "paddedBytes": limits.PADDED_BYTES,
}
"""Limits that the widget applies itself, so that visitors learn of them before the server refuses."""


async def demonstration(request: WebRequest) -> Response:
    """A page like a municipality's, with the chat on it. Without JavaScript it says how to reach a human."""
    profile = named_or_first(request.state["app"].profiles, request.query_params.get("municipality"))
    return templates.TemplateResponse(Request(request.scope), "demonstration.html", {"profile": profile})


async def widget(_: WebRequest) -> Response:
    """The one script that a municipality's page includes; it imports the others."""
    content = (HERE / "static" / "widget.js").read_text(encoding="utf-8")
    return Response(content, media_type="text/javascript")


async def municipalities(request: WebRequest) -> Response:
    """A generated script: what the widget needs to know about each municipality before it asks anything."""
    app = request.state["app"]
    known = {
        key: {
            "human": {
                SWEDISH: profile.where_a_human_is(),
                ENGLISH: english_phrases.where_a_human_is(profile),
            },
            "exitPage": profile.exit_page,
            "colours": profile.colours.model_dump(),
            "hasSelfCheck": profile.has_self_check,
            "turnedOff": turned_off_text(profile, now()) if app.is_turned_off else "",
        }
        for key, profile in app.profiles.items()
    }
    content = f"export const first = {json.dumps(app.profiles.first.key)};\n"
    content += f"export const municipalities = {json.dumps(known)};\n"
    content += f"export const limits = {json.dumps(LIMITS)};\n"
    return Response(content, media_type="text/javascript")


async def health(_: WebRequest) -> Response:
    """That this process is alive, and its version."""
    return JSONResponse({"status": "ok", "version": VERSION})


async def ready(request: WebRequest) -> Response:
    """Whether visitors can be answered: 503 while Rasa does not respond, 500 without a database.

    Rasa is not needed while the assistant is turned off.
    """
    app = request.state["app"]
    await in_transaction(app, lambda session, _: session.execute(text("SELECT 1")))
    is_ready = app.is_turned_off or await app.rasa.is_ready()
    return JSONResponse({"status": "ok" if is_ready else "waiting"}, 200 if is_ready else 503)


routes: list[BaseRoute] = [
    Route("/", demonstration),
    Route("/widget.js", widget),
    Route("/municipalities.js", municipalities),
    Mount("/static", StaticFiles(directory=HERE / "static")),
    Route("/health", health),
    Route("/ready", ready),
]

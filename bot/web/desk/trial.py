"""Trying a message: what a visitor would be answered, and why. Nothing of it is stored or counted."""

from typing import Any

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from bot.web.desk.guard import EVERYBODY, field, form, page
from bot.web.desk.pages import render
from bot.web.rasa_client import RasaUnavailableError

MAX_CHARACTERS = 1_000
"""As many as a visitor may send."""

FAMILIES = {"danger": "Fara", "disclosure": "Något som inte behöver berättas"}


async def show_trial(request: Request) -> Response:
    """The empty form."""
    return _shown(request)


async def try_message(request: Request, content: FormData) -> Response:
    """The message, its answer, and how that came about."""
    text = field(content, "text", MAX_CHARACTERS)
    if not text or request.state.is_turned_off:
        return _shown(request, text)
    try:
        return _shown(request, text, await request.state.rasa.tried(text, request.state.profile.key))
    except RasaUnavailableError:
        return _shown(request, text, is_silent=True)


def _shown(
    request: Request, text: str = "", trial: dict[str, Any] | None = None, is_silent: bool = False
) -> Response:
    content = {
        "text": text,
        "trial": trial,
        "is_silent": is_silent,
        "is_turned_off": request.state.is_turned_off,
        "families": FAMILIES,
        "max": MAX_CHARACTERS,
    }
    return render(request, "try.html", content)


routes = [page("/try", show_trial, EVERYBODY), form("/try", try_message, EVERYBODY)]

"""Trying a message: what a visitor would be answered, and why. Nothing is stored or counted."""

from typing import Any

from starlette.datastructures import FormData
from starlette.responses import Response

from bot import limits
from bot.web.desk.guard import EVERYBODY, field, form, page
from bot.web.desk.pages import render
from bot.web.desk.state import DeskRequest
from bot.web.desk.user import DeskUser
from bot.web.rasa_client import RasaUnavailableError

FAMILIES = {"danger": "Fara", "disclosure": "Något som inte behöver berättas"}


async def show_trial(request: DeskRequest, _: DeskUser) -> Response:
    """The empty form."""
    return _shown(request)


async def try_message(request: DeskRequest, user: DeskUser, content: FormData) -> Response:
    """The message, the answer, and how the assistant chose it."""
    text = field(content, "text", limits.MESSAGE_CHARACTERS)
    app = request.state["app"]
    if not text or app.is_turned_off:
        return _shown(request, text)
    try:
        return _shown(request, text, await app.rasa.tried(text, user.municipality))
    except RasaUnavailableError:
        return _shown(request, text, is_silent=True)


def _shown(
    request: DeskRequest, text: str = "", trial: dict[str, Any] | None = None, is_silent: bool = False
) -> Response:
    content = {
        "text": text,
        "trial": trial,
        "is_silent": is_silent,
        "is_turned_off": request.state["app"].is_turned_off,
        "families": FAMILIES,
        "max": limits.MESSAGE_CHARACTERS,
    }
    return render(request, "try.html", content)


routes = [page("/try", show_trial, EVERYBODY), form("/try", try_message, EVERYBODY)]

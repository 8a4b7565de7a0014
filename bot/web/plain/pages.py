"""Rendering of the plain pages: what each template gets, and which municipality's it is."""

from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from starlette.templating import Jinja2Templates

from bot.municipality import POLICE, Profile
from bot.web.clock import clock_of, now
from bot.web.plain.form_token import FormToken
from bot.web.state import WebRequest
from bot.web.visitor_bodies import named_or_first

PATH = "/utan-skript"
CODE_PATH = f"{PATH}/svar"
CASE_PATH = f"{PATH}/samtal"
LEAVE_PATH = "/lamna-sidan"
templates = Jinja2Templates(Path(__file__).parents[1] / "templates" / "plain")
templates.env.globals.update(
    clock_of=clock_of, path=PATH, leave_path=LEAVE_PATH, code_path=CODE_PATH, case_path=CASE_PATH
)


def profile_of(request: WebRequest) -> Profile:
    """The municipality that the address names, or the first one; error pages are then that one's too.

    Raises:
        HTTPException: 404, it is not served here.
    """
    named = request.query_params.get("municipality")
    profile = request.state["profile"] = named_or_first(request.state["app"].profiles, named)
    return profile


def render(request: WebRequest, name: str, content: dict[str, Any], status: int = 200) -> Response:
    """Renders a page; every one of them says where a human is and has the way out."""
    profile = request.state["profile"]
    everywhere = {
        "profile": profile,
        "of": f"?municipality={profile.key}" if profile else "",
        "human": profile.where_a_human_is_now(now()) if profile else POLICE,
    }
    return templates.TemplateResponse(Request(request.scope), name, {**everywhere, **content}, status)


def in_form(request: WebRequest, token: FormToken) -> str:
    """The token as it stands in a page's forms."""
    return token.sealed(request.state["app"].case_store.vault, now())

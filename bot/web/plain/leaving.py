"""Lämna sidan without script: an address of ours that leads to the municipality's exit page."""

from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.web.state import WebRequest

LEAVE_PATH = "/lamna-sidan"

CLEAR = '"cache", "storage"'
"""What a browser that knows the header forgets, so that Back shows no page of ours. The desk has a cookie."""


async def leave(request: WebRequest) -> Response:
    """Leads away. A municipality that is not served here stops nobody: the first one's exit page is used."""
    profiles = request.state["app"].profiles
    named = request.query_params.get("municipality", "")
    profile = profiles[named] if named in list(profiles) else profiles.first
    return RedirectResponse(profile.exit_page, 303, {"Clear-Site-Data": CLEAR})


routes = [Route(LEAVE_PATH, leave)]

"""Lämna sidan without script: an address of ours that leads to the municipality's exit page.

Threat: somebody presses Back and reads what was typed, since some browsers keep a page as it was for a while,
also one that may not be cached. Method: a blank page comes in between, whose stylesheet asks the browser to
forget our pages. A redirect alone comes too early: the page that is left is kept only after it. Not covered:
browsers that do not know Clear-Site-Data, and the address in their history.
"""

from starlette.responses import Response
from starlette.routing import Route

from bot.web.plain.pages import LEAVE_PATH, templates
from bot.web.state import WebRequest

FORGET = {"Clear-Site-Data": '"cache", "storage"'}
"""Not cookies: the desk has one."""


async def leave(request: WebRequest) -> Response:
    """Leads away at once. An unknown municipality stops nobody: the first one's exit page is used."""
    profiles = request.state["app"].profiles
    named = request.query_params.get("municipality", "")
    profile = profiles[named] if named in list(profiles) else profiles.first
    content = templates.get_template("leaving.html").render(exit_page=profile.exit_page)
    return Response(content, media_type="text/html", headers=FORGET)


async def forget(_: WebRequest) -> Response:
    """An empty stylesheet, which is asked for when the page that was left is no longer shown."""
    return Response(media_type="text/css", headers=FORGET)


routes = [Route(LEAVE_PATH, leave), Route(f"{LEAVE_PATH}/blank.css", forget)]

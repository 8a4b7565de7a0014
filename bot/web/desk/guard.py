"""Access control of the desk.

Threat: somebody without an account, cross-site request forgery, a session that should have ended, the wrong
role. Method: everything under /desk is denied unless its path is listed here or the session is signed in;
requests that change something must come from our own pages (Origin, Sec-Fetch-Site) and carry the session's
CSRF token; each route names the roles it is for. Not covered: malware in the worker's own browser.
"""

import secrets
from collections.abc import Awaitable, Callable, Collection

from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.intake import sessions
from bot.intake.models import Role
from bot.intake.queue import PRESENT_WITHIN
from bot.intake.vault import Vault
from bot.web.clock import now
from bot.web.desk.provider import BACK
from bot.web.desk.session_cookie import COOKIE
from bot.web.desk.state import DeskRequest
from bot.web.desk.user import DeskUser
from bot.web.transactions import in_transaction

SIGN_IN = "/desk/sign-in"
CODE = "/desk/code"
PROVIDER = "/desk/provider"
FOR_GUESTS = frozenset({SIGN_IN, CODE, PROVIDER, BACK})
POLLS = "/desk/polls/"
"""Pages poll these paths: that shows that a page is open, not that somebody is using it."""

WORKERS = frozenset({Role.WORKER})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
EVERYBODY = WORKERS | ADMINISTRATORS

Handler = Callable[[DeskRequest, DeskUser], Awaitable[Response]]
FormHandler = Callable[[DeskRequest, DeskUser, FormData], Awaitable[Response]]


class Guard:
    """Denies everything that is not explicitly allowed."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Passes the request on, redirects it to the sign-in, or refuses it."""
        request = DeskRequest(scope)
        if request.method not in {"GET", "HEAD"} and not _is_from_our_pages(request):
            raise HTTPException(403)
        if "charset" in request.headers.get("content-type", "").lower():
            raise HTTPException(400)  # our pages send none, and the form parser fails on some
        user = request.state["user"] = await _user(request)
        if user:
            request.state["profile"] = user.profile
        if request.scope["path"] not in FOR_GUESTS and (user is None or not user.is_signed_in):
            if request.scope["path"].startswith(POLLS) or is_from_script(request):
                raise HTTPException(403)
            await RedirectResponse(SIGN_IN, 303)(scope, receive, send)
            return
        await self._app(scope, receive, send)


def _is_from_our_pages(request: DeskRequest) -> bool:
    """By Sec-Fetch-Site if the browser sends it: our pages send no referrer, and Origin is then `null`."""
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("origin", "").partition("://")[2] == request.headers.get("host")


def is_from_script(request: DeskRequest) -> bool:
    """Whether a script of ours asks. It needs a status: it would take the sign-in page for success."""
    return request.headers.get("accept") == "application/json"


async def _user(request: DeskRequest) -> DeskUser | None:
    token = request.cookies.get(COOKIE)
    if not token:
        return None
    by_person = not request.scope["path"].startswith(POLLS)
    profiles, methods = request.state["app"].profiles, request.state["sign_in_methods"]

    def look_up(session: Session, _: Vault) -> DeskUser | None:
        found = sessions.find(session, token, now())
        if found is None:
            return None
        if not methods.allow(found.staff):
            sessions.end(session, token)
            return None
        if by_person or found.seen_at < now() - PRESENT_WITHIN / 4:
            sessions.touch(found, now(), by_person)
        is_served = found.staff.municipality in list(profiles)
        return DeskUser.of(found, profiles[found.staff.municipality]) if is_served else None

    return await in_transaction(request.state["app"], look_up)


def page(path: str, handler: Handler, roles: Collection[Role]) -> Route:
    """A route for a page that these roles may see."""

    async def guarded(request: DeskRequest) -> Response:
        return await handler(request, _allowed(request, roles))

    return Route(path, guarded, methods=["GET"], name=handler.__name__)


def form(path: str, handler: FormHandler, roles: Collection[Role]) -> Route:
    """A route for a form that these roles may submit."""

    async def guarded(request: DeskRequest) -> Response:
        user = _allowed(request, roles)
        return await handler(request, user, await checked_form(request))

    return Route(path, guarded, methods=["POST"], name=handler.__name__)


def _allowed(request: DeskRequest, roles: Collection[Role]) -> DeskUser:
    """The signed-in user.

    Raises:
        HTTPException: 403, nobody is signed in, or the user has another role.
    """
    user = request.state["user"]
    if user is None or not user.is_signed_in or user.role not in roles:
        raise HTTPException(403)
    return user


async def checked_form(request: DeskRequest) -> FormData:
    """The form's fields.

    Raises:
        HTTPException: 403, the session's CSRF token is missing or wrong.
    """
    content = await request.form(max_files=0, max_fields=20)
    user, given = request.state["user"], content.get("csrf")
    if (
        user is None
        or not isinstance(given, str)
        or not secrets.compare_digest(given.encode(), user.csrf_token.encode())
    ):
        raise HTTPException(403)
    return content


def field(content: FormData, name: str, max_characters: int) -> str:
    """A text field, trimmed. A line break counts as one character, as it does in the browser.

    Raises:
        HTTPException: 400, it is missing, too long, or holds a NUL, which PostgreSQL cannot store.
    """
    value = content.get(name)
    if not isinstance(value, str) or "\0" in value:
        raise HTTPException(400)
    text = value.replace("\r\n", "\n").strip()
    if len(text) > max_characters:
        raise HTTPException(400)
    return text

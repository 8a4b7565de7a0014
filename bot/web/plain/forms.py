"""Routes of the plain pages: what is checked before a form's handler runs."""

import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from bot import limits
from bot.database_waits import waiting_at_most
from bot.intake import sent_forms
from bot.municipality import Profile, Profiles, UnknownMunicipalityError
from bot.privacy.characters import normalized
from bot.web.clock import now
from bot.web.plain.form_token import FormToken, opened
from bot.web.plain.pages import profile_of, render
from bot.web.state import WebRequest
from bot.web.transactions import in_transaction

MAX_FIELDS = 10
TAKEN = (
    "Det här är redan skickat. Det visas inte igen, så att ingen annan ser det. Med koden läser du svaret "
    "och skriver vidare. Fick du aldrig någon kod? Lämna ett nytt meddelande, så får du en."
)
logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Sent:
    """A form. `token` is None if it is missing, not ours, of another municipality, or too old."""

    token: FormToken | None
    content: FormData

    def field(self, name: str) -> str:
        """A text field, trimmed; empty if it is missing. A line break counts as one character."""
        value = self.content.get(name)
        text = value if isinstance(value, str) else ""
        return normalized(text.encode("utf-8", "replace").decode("utf-8")).replace("\r\n", "\n").strip()


PageHandler = Callable[[WebRequest, Profile], Awaitable[Response]]
FormHandler = Callable[[WebRequest, Profile, Sent], Awaitable[Response]]


def page(path: str, handler: PageHandler) -> Route:
    """A route for a page."""

    async def shown(request: WebRequest) -> Response:
        return await handler(request, profile_of(request))

    return Route(path, shown, methods=["GET"], name=handler.__name__)


def form(path: str, handler: FormHandler) -> Route:
    """A route for a form. Its handler tells of a token that does not hold, as what was typed must stay."""

    async def checked(request: WebRequest) -> Response:
        profile = profile_of(request)
        if _is_from_elsewhere(request):
            raise HTTPException(403)
        if "charset" in request.headers.get("content-type", "").lower():
            raise HTTPException(400)  # our pages send none, and the form parser fails on some
        content = await request.form(max_files=0, max_fields=MAX_FIELDS)
        sent = Sent(_token(request, profile, content), content)
        with waiting_at_most(limits.DATABASE_WITHIN):
            return await _once(request, profile, sent, handler)

    return Route(path, checked, methods=["POST"], name=handler.__name__)


async def _once(request: WebRequest, profile: Profile, sent: Sent, handler: FormHandler) -> Response:
    """The handler's answer, unless the form was taken before. A handler tells of a silent database itself."""
    app, token = request.state["app"], sent.token
    if token is None:
        return await handler(request, profile, sent)
    with suppress(SQLAlchemyError):
        if await in_transaction(app, lambda session, _: sent_forms.is_over(session, token.page, now())):
            return render(request, "refused.html", {"title": "Redan skickat", "text": TAKEN}, 410)
    answer = await handler(request, profile, sent)
    if answer.status_code < 400:
        try:
            await in_transaction(app, lambda session, _: sent_forms.remember(session, token.page, now()))
        except SQLAlchemyError:  # what was done is done, and the visitor must see it
            logger.exception("A form that was taken could not be remembered.")
    return answer


def _is_from_elsewhere(request: WebRequest) -> bool:
    """Whether the browser says that another site sent the form.

    Browsers without Sec-Fetch-Site send an Origin, which may be `null`, as our pages send no referrer. A page
    that is loaded again by hand may come with `none`.
    """
    site = request.headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("origin", "null")
    return origin != "null" and origin.partition("://")[2] != request.headers.get("host")


def _token(request: WebRequest, profile: Profile, content: FormData) -> FormToken | None:
    app, given = request.state["app"], content.get("token")
    token = opened(app.case_store.vault, given, now()) if isinstance(given, str) else None
    return token if token and _is_of(app.profiles, profile, token) else None


def _is_of(profiles: Profiles, profile: Profile, token: FormToken) -> bool:
    try:
        return profiles.of_conversation(token.conversation).key == profile.key
    except UnknownMunicipalityError:
        return False

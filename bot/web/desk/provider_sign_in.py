"""Signing in with the municipality's own account, at its identity provider."""

import logging
from typing import Any

from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.intake import external, sessions, throttle
from bot.intake.external import Person
from bot.intake.throttle import SIGN_INS_PER_WINDOW, TooManyTriesError
from bot.intake.vault import Vault
from bot.web.clock import now
from bot.web.desk.guard import PROVIDER, SIGN_IN
from bot.web.desk.pages import render
from bot.web.desk.provider import BACK, BusyError, IdentityProvider, NotTrustedError, UnreachableError
from bot.web.desk.rights import Refusal, RefusedError
from bot.web.desk.round_trip import ANSWERS, COOKIE, WITHIN, RoundTrip, StrayError
from bot.web.desk.session_cookie import with_session
from bot.web.desk.sign_in_methods import SignInMethods
from bot.web.desk.state import DeskRequest
from bot.web.state import AppState
from bot.web.transactions import in_transaction

logger = logging.getLogger(__name__)

ASK = "Be kommunens it-stöd, eller den som ansvarar för mottagningen, att ändra det."
REFUSED = {
    Refusal.NO_GROUP: f"Ditt konto har ingen roll här. {ASK}",
    Refusal.BOTH_GROUPS: "Ditt konto är både handläggare och administratör. Här får ingen vara båda. " + ASK,
    Refusal.NO_MUNICIPALITY: f"Ditt konto hör inte till någon kommun som finns här. {ASK}",
}


class DeclinedError(Exception):
    """The provider reports that the person declined to sign in."""


PROBLEMS: dict[type[Exception], tuple[int, str]] = {
    StrayError: (
        400,
        "Inloggningen tog för lång tid, eller började i ett annat fönster. Börja om från början.",
    ),
    DeclinedError: (403, "Inloggningen avbröts. Inget har hänt, och du kan försöka igen."),
    NotTrustedError: (
        502,
        "Svaret från kommunens inloggning gick inte att lita på. Försök igen. Händer det igen: säg till "
        "kommunens it-stöd.",
    ),
    UnreachableError: (
        503,
        "Kommunens inloggning går inte att nå just nu. Vänta en stund och försök igen. Det som besökare har "
        "skrivit finns kvar.",
    ),
    TooManyTriesError: (429, "Det har gjorts för många försök. Vänta en minut."),
    BusyError: (429, "Många loggar in just nu. Vänta en minut."),
}


async def leave(request: DeskRequest) -> Response:
    """Sends the browser to the provider, and sets the cookie that the answer must match."""
    methods = request.state["sign_in_methods"]
    if methods.provider is None:
        return RedirectResponse(SIGN_IN, 303)
    trip = RoundTrip.begin(_key(request), now())
    try:
        answer = RedirectResponse(await methods.provider.address(trip), 303)
    except (UnreachableError, BusyError) as error:
        return _problem(request, error)
    # Lax, because strict cookies are not sent when another site, the provider, sends the browser back.
    answer.set_cookie(
        COOKIE, trip.cookie, int(WITHIN.total_seconds()), path="/", secure=True, httponly=True, samesite="lax"
    )
    return answer


async def come_back(request: DeskRequest) -> Response:
    """Signs in the person whom the provider has sent back."""
    methods = request.state["sign_in_methods"]
    if methods.provider is None:
        return RedirectResponse(SIGN_IN, 303)
    try:
        answer = await _signed_in(request, methods, methods.provider)
    except RefusedError as error:
        answer = render(request, "not_signed_in.html", {"text": REFUSED[error.reason]}, 403)
    except tuple(PROBLEMS) as error:
        answer = _problem(request, error)
    answer.delete_cookie(COOKIE, path="/", secure=True, httponly=True, samesite="lax")
    return answer


async def _signed_in(request: DeskRequest, methods: SignInMethods, provider: IdentityProvider) -> Response:
    app, given = request.state["app"], request.query_params
    trip = RoundTrip.resume(request.cookies.get(COOKIE), given.get("state"), _key(request), now())
    if given.get("error") == "access_denied":
        raise DeclinedError
    if not given.get("code"):
        raise NotTrustedError
    await _count(app, f"round trip:{trip.cookie}", ANSWERS)
    claims = await provider.claims(given["code"], trip)
    person = Person(provider.issuer, claims["sub"], _name(claims))
    await _count(app, f"provider:{person.id}", SIGN_INS_PER_WINDOW)
    try:
        rights = methods.claims.rights(claims, list(app.profiles))
    except RefusedError as error:
        reason = error.reason.value
        await in_transaction(app, lambda session, _: external.refuse(session, person, reason, now()))
        raise

    def begin(session: Session, vault: Vault) -> str:
        account = external.admit(session, vault, person, rights, now())
        return sessions.begin(session, account, is_signed_in=True, now=now())

    token = await in_transaction(app, begin)
    # A page and not a redirect: browsers send no strict cookie when they follow the provider's redirect.
    return with_session(render(request, "arrived.html", {}), token)


async def _count(app: AppState, subject: str, limit: int) -> None:
    await in_transaction(app, lambda session, _: throttle.count(session, subject, limit, now()))


def _key(request: DeskRequest) -> bytes:
    """A key that all processes have, and that no rotation changes while somebody is on the way."""
    return request.state["app"].case_store.vault.source.keys().return_codes


def _name(claims: dict[str, Any]) -> str:
    names = (claims.get(each) for each in ("preferred_username", "name"))
    return next((name for name in names if isinstance(name, str) and name.strip()), "")


def _problem(request: DeskRequest, error: Exception) -> Response:
    if isinstance(error, NotTrustedError | UnreachableError):
        logger.warning("Somebody could not sign in at the identity provider.", exc_info=error)
    status, text = PROBLEMS[type(error)]
    return render(request, "not_signed_in.html", {"text": text}, status)


routes = [Route(PROVIDER.removeprefix("/desk"), leave), Route(BACK.removeprefix("/desk"), come_back)]

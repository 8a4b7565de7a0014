"""Signing in with a password and a one-time code, and signing out."""

import math
from datetime import timedelta
from functools import partial

import segno
from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from bot.intake import account_names, audit, refusals, sessions, staff, throttle
from bot.intake.models import DeskSession
from bot.intake.throttle import TooManyTriesError
from bot.intake.vault import Vault
from bot.municipality import UnknownMunicipalityError
from bot.web.clock import now
from bot.web.desk.guard import CODE, EVERYBODY, SIGN_IN, checked_form, field, form
from bot.web.desk.pages import render
from bot.web.desk.session_cookie import COOKIE, with_session, without_session
from bot.web.desk.state import DeskRequest
from bot.web.desk.user import DeskUser
from bot.web.slow_hashing import Hashed, HashingBusyError
from bot.web.state import AppState
from bot.web.transactions import in_transaction

MAX_CHARACTERS = 100
WRONG = "Namnet eller lösenordet stämmer inte."
TOO_MANY_CODES = "Fem fel koder. Börja om med namn och lösenord."
WRONG_CODE = "Koden stämmer inte, eller har använts. Vänta på nästa kod."
TOO_MANY = "Det har gjorts för många försök. Vänta {}."
OR_WITH_CODE = "Eller fyll i allt igen, med en ny engångskod från din tjänstetelefon. Då slipper du vänta."
BUSY = "Många loggar in just nu. Vänta en minut."
NOT_SERVED = "Kontot hör till en kommun som inte finns här just nu. Ring den som sköter servern."
NO_PASSWORDS = "Här loggar du in med kommunens konto, inte med ett lösenord."
QR_SCALE = 5


async def ask_password(request: DeskRequest) -> Response:
    """The page that asks for name and password, or links to the identity provider."""
    return _sign_in_page(request)


def _sign_in_page(
    request: DeskRequest, error: str | None = None, status: int = 200, *, asks_code: bool = False
) -> Response:
    content = {"error": error, "methods": request.state["sign_in_methods"], "asks_code": asks_code}
    return render(request, "sign_in.html", content, status)


def _held_up(request: DeskRequest, error: TooManyTriesError | HashingBusyError) -> Response:
    if isinstance(error, HashingBusyError):
        return _sign_in_page(request, BUSY, 429)
    return _sign_in_page(request, f"{_too_many(error)} {OR_WITH_CODE}", 429, asks_code=True)


def _too_many(error: TooManyTriesError) -> str:
    """That there were too many tries, and how long to wait, rounded up."""
    minutes = math.ceil(error.wait / timedelta(minutes=1))
    return TOO_MANY.format("en minut" if minutes == 1 else f"{minutes} minuter")


async def take_password(request: DeskRequest) -> Response:
    """Checks name and password. The session that begins then can do nothing but give the one-time code."""
    app = request.state["app"]
    if not request.state["sign_in_methods"].has_local:
        return _sign_in_page(request, NO_PASSWORDS, 403)
    content = await request.form(max_files=0, max_fields=5)
    typed, password = (field(content, each, MAX_CHARACTERS) for each in ("name", "password"))
    code = field(content, "code", MAX_CHARACTERS) if "code" in content else ""
    name = account_names.normalised(typed)
    tries = f"password:{name}"
    try:
        has_code = bool(code) and await in_transaction(app, partial(_is_owners, name, code))
        if not has_code:
            await _count_try(app, tries)
        hashed = await in_transaction(app, lambda session, _: staff.password_hash(session, name))
        kind = Hashed.PASSWORD_OF_ACCOUNT if staff.is_of_account(hashed) else Hashed.PASSWORD_OF_NOBODY
        is_right = await app.slow_hashing.run(kind, partial(staff.fits, password, hashed))
    except (TooManyTriesError, HashingBusyError) as error:
        return _held_up(request, error)
    if not is_right:
        await in_transaction(app, lambda session, _: refusals.wrong_password(session, name, now()))
        return _sign_in_page(request, WRONG, 403)

    def begin(session: Session, _: Vault) -> str | None:
        sessions.end(session, request.cookies.get(COOKIE, ""))
        if staff.password_hash(session, name) != hashed:
            return None  # the account was changed or removed meanwhile
        account = staff.find(session, name)
        if account.municipality not in list(app.profiles):
            raise UnknownMunicipalityError(account.municipality)
        throttle.forgive_all(session, tries)
        return sessions.begin(session, account, is_signed_in=False, now=now())

    try:
        token = await in_transaction(app, begin)
    except UnknownMunicipalityError:
        return _sign_in_page(request, NOT_SERVED, 403)
    if token is None:
        return _sign_in_page(request, WRONG, 403)
    return with_session(RedirectResponse(CODE, 303), token)


async def ask_code(request: DeskRequest) -> Response:
    """The page that asks for the one-time code; at the first sign-in it shows the QR code for the phone."""
    user = request.state["user"]
    if user is None or not user.has_password:
        return RedirectResponse(SIGN_IN, 303)
    return await _code_page(request, user)


async def _code_page(
    request: DeskRequest, user: DeskUser, error: str | None = None, status: int = 200
) -> Response:
    def address(session: Session, vault: Vault) -> str | None:
        account = staff.find(session, user.name)
        return None if account.has_proved_totp else staff.set_up_address(vault, account)

    found = await in_transaction(request.state["app"], address)
    picture = segno.make(found).svg_inline(scale=QR_SCALE, title="QR-kod") if found else None
    secret = found.partition("secret=")[2].partition("&")[0] if found else None
    return render(request, "code.html", {"error": error, "picture": picture, "secret": secret}, status)


async def take_code(request: DeskRequest) -> Response:
    """Checks the code and begins a new session, so that a session id from before the sign-in is useless."""
    app, user = request.state["app"], request.state["user"]
    if user is None or not user.has_password:
        return RedirectResponse(SIGN_IN, 303)
    code = field(await checked_form(request), "code", MAX_CHARACTERS)
    tries = f"code:{user.name}"
    try:
        await _count_try(app, tries)
    except TooManyTriesError as error:
        return await _code_page(request, user, _too_many(error), 429)

    def check(session: Session, vault: Vault) -> tuple[str | None, bool]:
        """The new session's id if the code is right, and whether the old session goes on."""
        is_right = staff.accepts_code(session, vault, user.name, code, now())
        half = session.get(DeskSession, user.session_id)
        if half is None:
            return None, False  # ended meanwhile
        if not is_right:
            return None, refusals.wrong_code(session, half, now())
        throttle.forgive_all(session, tries)
        sessions.end_one(session, half)
        audit.record(session, user.name, audit.Action.SIGNED_IN, user, now())
        return sessions.begin(session, staff.find(session, user.name), is_signed_in=True, now=now()), False

    token, goes_on = await in_transaction(app, check)
    if token:
        return with_session(RedirectResponse("/desk/", 303), token)
    if goes_on:
        return await _code_page(request, user, WRONG_CODE, 403)
    return without_session(_sign_in_page(request, TOO_MANY_CODES, 403))


async def sign_out(request: DeskRequest, user: DeskUser, _: object) -> Response:
    """Signs out."""

    def leave(session: Session, _: Vault) -> None:
        sessions.end(session, request.cookies[COOKIE])
        audit.record(session, user.name, audit.Action.SIGNED_OUT, user, now())

    await in_transaction(request.state["app"], leave)
    return without_session(RedirectResponse(SIGN_IN, 303))


def _is_owners(name: str, code: str, session: Session, vault: Vault) -> bool:
    """Whether the code is the account's, whose owner need not wait for others' guesses."""
    return staff.is_owners_code(session, vault, name, code, now())


async def _count_try(app: AppState, subject: str) -> None:
    """Counts the attempt before anything is checked, in its own transaction, so that no failure undoes it."""

    def count(session: Session, _: Vault) -> None:
        throttle.count_with_waits(session, subject, now())

    await in_transaction(app, count)


routes = [
    Route("/sign-in", ask_password, methods=["GET"]),
    Route("/sign-in", take_password, methods=["POST"]),
    Route("/code", ask_code, methods=["GET"]),
    Route("/code", take_code, methods=["POST"]),
    form("/sign-out", sign_out, EVERYBODY),
]

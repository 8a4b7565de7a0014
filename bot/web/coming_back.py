"""The return code: getting one, and coming back with it."""

from functools import partial

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.intake import return_codes, throttle, visits
from bot.intake.cases import NoSuchCaseError
from bot.intake.models import Kind
from bot.intake.throttle import RETURN_CODES, TooManyTriesError
from bot.intake.vault import Vault
from bot.web.problems import problem
from bot.web.transactions import in_transaction, is_staffed, now
from bot.web.visitor_api import new_conversation
from bot.web.visitor_bodies import Conversation, Return, read

WRONG_CODE = (
    "Koden stämmer inte. Kolla siffrorna och försök igen. "
    "Samtalet kan också vara raderat, eller ha fått en ny kod."
)


async def new_code(request: Request) -> tuple[str, str]:
    """A code and its hash."""
    code = return_codes.new_code()
    return code, await _hashed(request, code)


async def _hashed(request: Request, code: str) -> str:
    """One at a time: each takes 64 MB."""
    async with request.state.slow_hashing:
        return await run_in_threadpool(
            return_codes.hashed, code, request.state.case_store.vault.source.keys()
        )


async def return_code(request: Request) -> Response:
    """Makes a return code for a case that is open already.

    ---
    summary: Get a return code for the conversation's case. An earlier one stops working.
    requestBody: {$ref: "#/components/requestBodies/Conversation"}
    responses:
      200:
        description: The code; it is shown only now.
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Code"}
      400: {$ref: "#/components/responses/Problem"}
      404: {$ref: "#/components/responses/Problem"}
      413: {$ref: "#/components/responses/Problem"}
      429: {$ref: "#/components/responses/Problem"}
    """
    token = (await read(request, Conversation)).conversation
    await request.state.pace.check(token)
    code, code_hash = await new_code(request)
    try:
        await in_transaction(request, lambda session, _: visits.keep_code(session, token, code_hash))
    except NoSuchCaseError:
        return problem(request, 404, "no_case", "Det finns inget samtal att komma tillbaka till.")
    return JSONResponse({"code": code})


async def come_back(request: Request) -> Response:
    """Opens a case again with its return code.

    ---
    summary: Come back with a return code. Wrong codes are throttled for all of a municipality together.
    requestBody:
      required: true
      content:
        application/json:
          schema: {$ref: "#/components/schemas/Return"}
    responses:
      200:
        description: A new conversation that has the case; ask for its stream of events.
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Started"}
      400: {$ref: "#/components/responses/Problem"}
      404: {$ref: "#/components/responses/Problem"}
      413: {$ref: "#/components/responses/Problem"}
      429: {$ref: "#/components/responses/Problem"}
    """
    code = (await read(request, Return)).code
    token = new_conversation(request.state.profile)
    try:
        is_right = return_codes.is_code(code) and await _try_code(request, code, token)
    except TooManyTriesError:
        text = "Det går inte att pröva fler koder just nu. Vänta en minut och försök igen."
        return problem(request, 429, "too_many_codes", text)
    if is_right:
        request.state.tally.add(request.state.profile, Kind.RETURNED)
        return JSONResponse({"conversation": token})
    return problem(request, 404, "wrong_code", WRONG_CODE)


async def _try_code(request: Request, code: str, token: str) -> bool:
    municipality: str = request.state.profile.key
    tries = f"{RETURN_CODES} {municipality}"

    def count(session: Session, _: Vault) -> None:
        throttle.count(session, tries, throttle.WRONG_CODES_PER_WINDOW, now())

    def come_back(code_hash: str, session: Session, _: Vault) -> bool:
        staffed = is_staffed(request, session)
        is_right = visits.come_back(session, code_hash, municipality, token, staffed, now())
        if is_right:
            throttle.forgive(session, tries)
        return is_right

    await in_transaction(request, count)
    return await in_transaction(request, partial(come_back, await _hashed(request, code)))


routes = [
    Route("/api/return-code", return_code, methods=["POST"]),
    Route("/api/return", come_back, methods=["POST"]),
]

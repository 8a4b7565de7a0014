"""The way to a human: what is said first, the hand-over itself, and the way back with a return code."""

from datetime import date, timedelta
from functools import partial
from pathlib import Path

import yaml
from pydantic import BaseModel, Extra
from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.intake import cases, messages, return_codes, throttle, visits
from bot.intake.cases import HandOver, NoSuchCaseError
from bot.intake.models import Sender
from bot.intake.throttle import RETURN_CODES, TooManyTriesError
from bot.intake.vault import Vault
from bot.intake.visits import Situation
from bot.web.events import situation_for_page
from bot.web.office import in_transaction, is_staffed, now
from bot.web.problems import problem
from bot.web.visitor_api import new_conversation
from bot.web.visitor_bodies import Conversation, HandOverRequest, Return, read

WRONG_CODE = (
    "Koden stämmer inte. Kolla siffrorna och försök igen. "
    "Samtalet kan också vara raderat, eller ha fått en ny kod."
)


class Explanation(BaseModel):
    """What a visitor reads before choosing what goes along, its sources, and its latest review."""

    texts: tuple[str, ...]
    sources: tuple[str, ...]
    reviewed: date

    class Config:
        """An unknown key is a misspelled one."""

        extra = Extra.forbid
        frozen = True


def load_explanation() -> Explanation:
    """Reads `explanation.yml` beside this file."""
    path = Path(__file__).with_name("explanation.yml")
    return Explanation.parse_obj(yaml.safe_load(path.read_text(encoding="utf-8")))


async def ways(request: Request) -> Response:
    """What ways to a human there are at this moment.

    ---
    summary: Whether somebody is there, and what a visitor has to know before writing to a human.
    responses:
      200:
        description: The ways there are.
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Ways"}
    """
    profile, explanation = request.state.profile, request.state.explanation
    staffed = await in_transaction(request, lambda session, _: is_staffed(request, session))
    return JSONResponse(
        {
            "is_staffed": staffed,
            "reception": profile.where_a_human_is_now(now()),
            "explanation": explanation.texts,
            "sources": explanation.sources,
            "kept_days": profile.retention.unanswered,
            "closed_days": profile.retention.closed,
        }
    )


async def hand_over(request: Request) -> Response:
    """Opens the conversation's case.

    ---
    summary: Hand the conversation over to a human. Asked twice, there is still one case.
    requestBody:
      required: true
      content:
        application/json:
          schema: {$ref: "#/components/schemas/HandOver"}
    responses:
      201:
        description: The case; with a return code, shown only now, if a message was left.
        content:
          application/json:
            schema: {$ref: "#/components/schemas/HandedOver"}
      400: {$ref: "#/components/responses/Problem"}
      409: {$ref: "#/components/responses/Problem"}
      410: {$ref: "#/components/responses/Problem"}
      413: {$ref: "#/components/responses/Problem"}
      429: {$ref: "#/components/responses/Problem"}
    """
    asked = await read(request, HandOverRequest)
    if await request.state.pace.is_too_fast(asked.conversation):
        return problem(request, 429, "too_fast", "Det gick för fort. Vänta en halv minut.")
    code, code_hash = await _new_code(request) if asked.way == "message" else (None, None)
    opened = await in_transaction(
        request, lambda session, vault: _open(request, session, vault, asked, code_hash)
    )
    if opened is None:
        text = "Ingen handläggare är inne just nu. Du kan lämna ett meddelande i stället."
        return problem(request, 409, "nobody_in", text)
    situation, stored = opened
    return JSONResponse({"situation": situation_for_page(situation), "code": code, "stored": stored}, 201)


def _open(
    request: Request, session: Session, vault: Vault, asked: HandOverRequest, code_hash: str | None
) -> tuple[Situation, int | None] | None:
    is_live = asked.way == "live"
    if is_live and not is_staffed(request, session):
        return None
    lines = tuple((line.by, line.text) for line in asked.shared)
    wanted = HandOver(is_live, lines, asked.danger, asked.contact)
    case = cases.open_case(session, vault, asked.conversation, wanted, now())
    stored = None
    if asked.message:
        delivery = messages.delivery(asked.conversation, asked.id)
        stored = messages.add(session, vault, case, (Sender.VISITOR, asked.message, delivery), now())
    if code_hash:
        visits.keep_code(session, asked.conversation, code_hash)
    limit = timedelta(minutes=request.state.profile.waiting_limit)
    return visits.situation(session, case, limit, now()), stored


async def _new_code(request: Request) -> tuple[str, str]:
    code = return_codes.new_code()
    return code, await _hashed(request, code)


async def _hashed(request: Request, code: str) -> str:
    """One at a time: each takes 64 MB."""
    async with request.state.slow_hashing:
        return await run_in_threadpool(return_codes.hashed, code, request.state.office.vault.source.keys())


async def return_code(request: Request) -> Response:
    """Makes a return code for a case that is open already.

    ---
    summary: Get a return code for the conversation's case. An earlier one stops working.
    requestBody:
      required: true
      content:
        application/json:
          schema: {$ref: "#/components/schemas/Ending"}
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
    if await request.state.pace.is_too_fast(token):
        return problem(request, 429, "too_fast", "Det gick för fort. Vänta en halv minut.")
    code, code_hash = await _new_code(request)
    try:
        await in_transaction(request, lambda session, _: visits.keep_code(session, token, code_hash))
    except NoSuchCaseError:
        return problem(request, 404, "no_case", "Det finns inget samtal att komma tillbaka till.")
    return JSONResponse({"code": code})


async def come_back(request: Request) -> Response:
    """Opens a case again with its return code.

    ---
    summary: Come back with a return code. Wrong codes are throttled for everybody together.
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
    code, token = (await read(request, Return)).code, new_conversation()
    try:
        is_right = return_codes.is_code(code) and await _try_code(request, code, token)
    except TooManyTriesError:
        text = "Det går inte att pröva fler koder just nu. Vänta en minut och försök igen."
        return problem(request, 429, "too_many_codes", text)
    if is_right:
        return JSONResponse({"conversation": token})
    return problem(request, 404, "wrong_code", WRONG_CODE)


async def _try_code(request: Request, code: str, token: str) -> bool:
    def count(session: Session, _: Vault) -> None:
        throttle.count(session, RETURN_CODES, throttle.WRONG_CODES_PER_WINDOW, now())

    def come_back(code_hash: str, session: Session, _: Vault) -> bool:
        is_right = visits.come_back(session, code_hash, token, is_staffed(request, session), now())
        if is_right:
            throttle.forgive(session, RETURN_CODES)
        return is_right

    await in_transaction(request, count)
    return await in_transaction(request, partial(come_back, await _hashed(request, code)))


routes = [
    Route("/api/hand-over", ways),
    Route("/api/hand-over", hand_over, methods=["POST"]),
    Route("/api/return-code", return_code, methods=["POST"]),
    Route("/api/return", come_back, methods=["POST"]),
]

"""The way to a human: what ways there are, and the hand-over itself."""

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.intake import cases, messages, visits
from bot.intake.cases import HandOver
from bot.intake.models import Case, Kind, Sender
from bot.intake.vault import Vault
from bot.intake.visits import Situation
from bot.privacy.redaction import redacted
from bot.web.coming_back import new_code
from bot.web.events import situation_for_page, situation_of
from bot.web.problems import problem, refuse_if_turned_off
from bot.web.transactions import in_transaction, is_staffed, now
from bot.web.visitor_bodies import HandOverRequest, Shared, SharedLine, choose, read


async def ways(request: Request) -> Response:
    """What ways to a human there are at this moment.

    ---
    summary: Whether somebody is there, and what a visitor has to know before writing to a human.
    parameters:
    - {name: municipality, in: query, schema: {type: string}}
    responses:
      200:
        description: The ways there are.
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Ways"}
      404: {$ref: "#/components/responses/Problem"}
    """
    named = request.query_params.get("municipality")
    profile = request.state.profile = choose(request.state.profiles, named)
    explanation = request.state.explanation
    staffed = await in_transaction(request, lambda session, _: is_staffed(request, session))
    return JSONResponse(
        {
            "is_staffed": staffed,
            "reception": profile.where_a_human_is_now(now()),
            "explanation": explanation.told(profile),
            "sources": explanation.sources,
            "kept_days": profile.retention.unanswered,
            "closed_days": profile.retention.closed,
        }
    )


async def preview(request: Request) -> Response:
    """What a worker would see of what goes along.

    ---
    summary: Names, numbers and addresses in the visitor's own lines are hidden, as the hand-over will do.
    requestBody:
      required: true
      content:
        application/json:
          schema: {$ref: "#/components/schemas/Shared"}
    responses:
      200:
        description: The lines, redacted.
        content:
          application/json:
            schema: {$ref: "#/components/schemas/Preview"}
      400: {$ref: "#/components/responses/Problem"}
      404: {$ref: "#/components/responses/Problem"}
      413: {$ref: "#/components/responses/Problem"}
      429: {$ref: "#/components/responses/Problem"}
    """
    asked = await read(request, Shared)
    await request.state.pace.check(asked.conversation)
    lines = await _redacted(request, asked)
    return JSONResponse({"shared": [{"by": by, "text": text} for by, text in lines]})


async def _redacted(request: Request, asked: Shared) -> tuple[tuple[str, str], ...]:
    """The lines by whom and what; only the visitor's can tell who somebody is.

    Raises:
        TooFastError: too much is to be redacted already.
    """
    own = sum(len(line.text) for line in asked.shared if line.by == "you")

    async with request.state.pace.redacting(own):
        return await run_in_threadpool(lambda: tuple(map(_as_seen_by_worker, asked.shared)))


def _as_seen_by_worker(line: SharedLine) -> tuple[str, str]:
    return line.by, redacted(line.text) if line.by == "you" else line.text


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
      404: {$ref: "#/components/responses/Problem"}
      409: {$ref: "#/components/responses/Problem"}
      410: {$ref: "#/components/responses/Problem"}
      413: {$ref: "#/components/responses/Problem"}
      429: {$ref: "#/components/responses/Problem"}
      503: {$ref: "#/components/responses/Problem"}
    """
    asked = await read(request, HandOverRequest)
    refuse_if_turned_off(request)
    await request.state.pace.check(asked.conversation)
    code, code_hash = await new_code(request) if asked.way == "message" else (None, None)
    lines = await _redacted(request, asked)
    wanted = HandOver(request.state.profile.key, asked.way == "live", lines, asked.danger, asked.contact)
    opened = await in_transaction(
        request, lambda session, vault: _open(request, (session, vault), asked, wanted, code_hash)
    )
    if opened is None:
        text = "Ingen handläggare är inne just nu. Du kan lämna ett meddelande i stället."
        return problem(request, 409, "nobody_in", text)
    situation, stored, is_new = opened
    if is_new:
        request.state.tally.add(
            request.state.profile, Kind.HUMAN_ASKED if wanted.is_live else Kind.MESSAGE_LEFT
        )
    return JSONResponse({"situation": situation_for_page(situation), "code": code, "stored": stored}, 201)


def _open(
    request: Request,
    case_store: tuple[Session, Vault],
    asked: HandOverRequest,
    wanted: HandOver,
    code_hash: str | None,
) -> tuple[Situation, int | None, bool] | None:
    """How the case stands, the message's id, and whether anything came of it: asked twice, nothing does."""
    session, vault = case_store
    if wanted.is_live and not is_staffed(request, session):
        return None
    before = cases.of_visitor(session, asked.conversation)
    was = before.state if before else None
    case: Case = cases.open_case(session, vault, asked.conversation, wanted, now())
    stored = None
    if asked.message:
        delivery = messages.delivery(asked.conversation, asked.id)
        stored = messages.add(session, vault, case, (Sender.VISITOR, asked.message, delivery), now())
    if code_hash:
        visits.keep_code(session, asked.conversation, code_hash)
    return situation_of(request, session, case), stored, case.state is not was


routes = [
    Route("/api/hand-over", ways),
    Route("/api/hand-over", hand_over, methods=["POST"]),
    Route("/api/hand-over/preview", preview, methods=["POST"]),
]

"""The stream of what happens to a case, for the visitor's page.

It is asked for by POST, with the conversation's id in the body, and resumed by `Last-Event-ID`. What is told
comes from the database alone, looked at again and again (bell.py says when): that works with any number of
processes, and one that is killed loses nothing.
"""

import json
import re
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial

from sqlalchemy.orm import Session
from sse_starlette import EventSourceResponse
from starlette.exceptions import HTTPException
from starlette.responses import Response

from bot.intake import visits
from bot.intake.changes import QUEUE
from bot.intake.messages import Line
from bot.intake.models import OPEN_STATES, Case
from bot.intake.vault import Vault
from bot.intake.visits import Situation
from bot.municipality import Profile
from bot.web.bell import Listener
from bot.web.clock import now
from bot.web.state import AppState, WebRequest
from bot.web.transactions import in_transaction
from bot.web.visitor_bodies import Conversation
from bot.web.visitor_routes import post

PING_SECONDS = 15
BIGGEST_ID = 2**53 - 1
"""The biggest whole number that JavaScript can tell from its neighbours."""


async def events(request: WebRequest, profile: Profile, body: Conversation) -> Response:
    """Streams what happens to the case.

    ---
    summary: What happens to the conversation's case, as server-sent events, until no human has it.
    description: >-
      `message` (with an id; send the last one as Last-Event-ID to go on from there), `situation` when it has
      changed, and `gone` when there is no such case any more.
    parameters:
    - {name: Last-Event-ID, in: header, schema: {type: integer, minimum: 0}}
    requestBody: {$ref: "#/components/requestBodies/Conversation"}
    responses:
      200:
        description: The stream.
        content:
          text/event-stream: {schema: {$ref: "#/components/schemas/Event"}}
      400: {$ref: "#/components/responses/Problem"}
      404: {$ref: "#/components/responses/Problem"}
      413: {$ref: "#/components/responses/Problem"}
    """
    last_seen = request.headers.get("last-event-id", "0")
    if not re.fullmatch("[0-9]{1,16}", last_seen) or int(last_seen) > BIGGEST_ID:
        raise HTTPException(400)
    return EventSourceResponse(
        _happenings(request.state["app"], profile, body.conversation, int(last_seen)), ping=PING_SECONDS
    )


async def _happenings(
    app: AppState, profile: Profile, token: str, last_seen: int
) -> AsyncIterator[dict[str, str]]:
    with app.bell.listening() as listener:
        async for happening in _told(app, profile, token, last_seen, listener):
            yield happening


async def _told(
    app: AppState, profile: Profile, token: str, last_seen: int, listener: Listener
) -> AsyncIterator[dict[str, str]]:
    told: Situation | None = None
    while True:
        listener.begin_look()
        seen = await in_transaction(app, partial(_look, profile, token, last_seen))
        if seen is None:
            yield {"event": "gone", "data": "{}"}
            return
        listener.hears, situation, lines = seen
        for line in lines:
            yield {"event": "message", "id": str(line.id), "data": json.dumps(line_for_page(line))}
            last_seen = line.id
        if situation != told:
            yield {"event": "situation", "data": json.dumps(situation_for_page(situation))}
            told = situation
        if situation.state not in OPEN_STATES:
            return
        await listener.wait(app.bell.looks_every)


def _look(
    profile: Profile, token: str, last_seen: int, session: Session, vault: Vault
) -> tuple[frozenset[int], Situation, list[Line]] | None:
    found = visits.look(session, vault, token, last_seen, now())
    if found is None:
        return None
    case, lines = found
    situation = situation_of(profile, session, case)
    hears = {case.id} if situation.place is None else {case.id, QUEUE}
    return frozenset(hears), situation, lines


def situation_of(profile: Profile, session: Session, case: Case) -> Situation:
    """How the case stands now."""
    limit = timedelta(minutes=profile.waiting_limit)
    return visits.situation(session, case, limit, now())


def line_for_page(line: Line) -> dict[str, object]:
    """A line, as the visitor's page shows it."""
    return {"id": line.id, "by": line.sender.value, "text": line.text, "at": line.sent_at.isoformat()}


def situation_for_page(situation: Situation) -> dict[str, object]:
    """How the case stands, as the visitor's page shows it."""
    return {**vars(situation), "state": situation.state.value}


routes = [post("/api/events", events, Conversation)]

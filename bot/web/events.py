"""The stream of what happens to a case, for the visitor's page.

It is asked for by POST, with the conversation's id in the body, and resumed by `Last-Event-ID`. What is told
comes from the database alone, looked at again and again (bell.py says when): that works with any number of
processes, and one that is killed loses nothing.
"""

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial

from pydantic import TypeAdapter
from sqlalchemy.orm import Session
from sse_starlette import EventSourceResponse
from starlette.exceptions import HTTPException

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
from bot.web.visitor_answers import CaseLine, Event
from bot.web.visitor_bodies import Conversation
from bot.web.visitor_routes import Operation, post, stream

SITUATION = TypeAdapter(Situation)
PING_SECONDS = 15
BIGGEST_ID = 2**53 - 1
"""The biggest whole number that JavaScript can tell from its neighbours."""


async def events(request: WebRequest, profile: Profile, body: Conversation) -> EventSourceResponse:
    """Streams what happens to the case."""
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
            yield happening.model_dump(exclude_none=True)


async def _told(
    app: AppState, profile: Profile, token: str, last_seen: int, listener: Listener
) -> AsyncIterator[Event]:
    told: Situation | None = None
    while True:
        listener.begin_look()
        seen = await in_transaction(app, partial(_look, profile, token, last_seen))
        if seen is None:
            yield Event(event="gone", data="{}")
            return
        listener.hears, situation, lines = seen
        for line in lines:
            yield Event(event="message", id=str(line.id), data=CaseLine.of(line).model_dump_json())
            last_seen = line.id
        if situation != told:
            yield Event(event="situation", data=SITUATION.dump_json(situation).decode())
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


routes = [
    post(
        "/api/events",
        events,
        Conversation,
        Operation(
            "What happens to the conversation's case, as server-sent events, until no human has it.",
            stream("A `message` each, a `situation` when it has changed, and `gone` when there is no case."),
            parameters=(
                {"name": "Last-Event-ID", "in": "header", "schema": {"type": "integer", "minimum": 0}},
            ),
        ),
    ),
]

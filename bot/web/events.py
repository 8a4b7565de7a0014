"""The stream of events about a case, for the visitor's page.

The page asks for it by POST, with the conversation's id in the body, and resumes it with `Last-Event-ID`.
What is sent is read from the database alone, again and again (case_changes.py tells when): that works with
any number of processes, and a process that is killed loses nothing.
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
from bot.web.case_changes import Subscription
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
    last_id = request.headers.get("last-event-id", "0")
    if not re.fullmatch("[0-9]{1,16}", last_id) or int(last_id) > BIGGEST_ID:
        raise HTTPException(400)
    content = _serialized(request.state["app"], profile, body.conversation, int(last_id))
    return EventSourceResponse(content, ping=PING_SECONDS)


async def _serialized(
    app: AppState, profile: Profile, token: str, last_id: int
) -> AsyncIterator[dict[str, str]]:
    with app.case_changes.subscribe() as subscription:
        async for event in _events(app, profile, token, last_id, subscription):
            yield event.model_dump(exclude_none=True)


async def _events(
    app: AppState, profile: Profile, token: str, last_id: int, subscription: Subscription
) -> AsyncIterator[Event]:
    last_situation: Situation | None = None
    while True:
        subscription.begin_read()
        found = await in_transaction(app, partial(_read, profile, token, last_id))
        if found is None:
            yield Event(event="gone", data="{}")
            return
        subscription.cases, situation, lines = found
        for line in lines:
            yield Event(event="message", id=str(line.id), data=CaseLine.of(line).model_dump_json())
            last_id = line.id
        if situation != last_situation:
            yield Event(event="situation", data=SITUATION.dump_json(situation).decode())
            last_situation = situation
        if situation.state not in OPEN_STATES:
            return
        await subscription.wait(app.case_changes.poll_seconds)


def _read(
    profile: Profile, token: str, last_id: int, session: Session, vault: Vault
) -> tuple[frozenset[int], Situation, list[Line]] | None:
    """The cases whose changes matter to the stream, how its own stands, and its new lines."""
    found = visits.look(session, vault, token, last_id, now())
    if found is None:
        return None
    case, lines = found
    situation = situation_of(profile, session, case)
    cases = {case.id} if situation.place is None else {case.id, QUEUE}
    return frozenset(cases), situation, lines


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

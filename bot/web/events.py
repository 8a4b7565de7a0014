"""The stream of events about a case, for the visitor's page.

The page asks for it by POST, with the conversation's id in the body, and resumes it after the last message
that it has. What is sent is read from the database alone, again and again (case_changes.py tells when): that
works with any number of processes, and a process that is killed loses nothing.
"""

from collections.abc import AsyncIterator
from datetime import timedelta
from functools import partial

from pydantic import TypeAdapter
from sqlalchemy.orm import Session
from sse_starlette import EventSourceResponse, ServerSentEvent

from bot.intake import visits
from bot.intake.changes import QUEUE
from bot.intake.messages import Line
from bot.intake.models import OPEN_STATES, Case
from bot.intake.vault import Vault
from bot.intake.visits import Situation
from bot.limits import padded_length
from bot.municipality import Profile
from bot.web.case_changes import Subscription
from bot.web.clock import now
from bot.web.pace import Asked
from bot.web.state import AppState, WebRequest
from bot.web.transactions import in_transaction
from bot.web.visitor_answers import CaseLine, Event
from bot.web.visitor_bodies import Following
from bot.web.visitor_routes import Operation, post, stream

SITUATION = TypeAdapter(Situation)
PING_SECONDS = 15


async def events(request: WebRequest, profile: Profile, body: Following) -> EventSourceResponse:
    """Streams what happens to the case."""
    await request.state["app"].pace.check(body.conversation, Asked.STREAM)
    content = _serialized(request.state["app"], profile, body)
    return EventSourceResponse(content, ping=PING_SECONDS, ping_message_factory=_padded)


async def _serialized(app: AppState, profile: Profile, body: Following) -> AsyncIterator[ServerSentEvent]:
    with app.case_changes.subscribe() as subscription:
        async for event in _events(app, profile, body, subscription):
            yield _padded(event)


def _padded(event: Event | None = None) -> ServerSentEvent:
    """The event, or only a ping, with a comment that makes it as long as any other (bot/web/padding.py)."""

    def commented(comment: str) -> ServerSentEvent:
        if event is None:
            return ServerSentEvent(comment=comment)
        return ServerSentEvent(event.data, event=event.event, id=event.id, comment=comment)

    length = len(commented("").encode())
    return commented("0" * (padded_length(length) - length))


async def _events(
    app: AppState, profile: Profile, body: Following, subscription: Subscription
) -> AsyncIterator[Event]:
    last_id = body.after
    last_situation: Situation | None = None
    while True:
        subscription.begin_read()
        found = await in_transaction(app, partial(_read, profile, body.conversation, last_id))
        if found is None:
            yield Event(event="gone", data="{}")
            return
        subscription.cases, situation, lines = found
        for line in lines:
            shown = CaseLine.of(line, body.language)
            yield Event(event="message", id=str(line.id), data=shown.model_dump_json())
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
        Following,
        Operation(
            "What happens to the conversation's case, as server-sent events, until no human has it.",
            stream("A `message` each, a `situation` when it has changed, and `gone` when there is no case."),
            problems=(429,),
        ),
    ),
]

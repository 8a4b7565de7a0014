"""Handing a conversation over to a human, and which ways there are to reach one."""

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from bot.intake import cases, messages, visits
from bot.intake.cases import HandOver
from bot.intake.models import Case, DangerKind, Kind, Sender
from bot.intake.vault import Vault
from bot.intake.visits import Situation
from bot.municipality import Profile
from bot.privacy.redaction import redacted
from bot.web.clock import now
from bot.web.coming_back import NewCode, new_code
from bot.web.events import situation_of
from bot.web.pace import Asked, Pace
from bot.web.problems import problem, refuse_if_turned_off, where_a_human_is_now
from bot.web.state import AppState, WebRequest
from bot.web.transactions import in_transaction, is_staffed
from bot.web.visitor_answers import Answered, HandedOver, Preview, Problem, RedactedLine, Ways
from bot.web.visitor_bodies import HandOverRequest, Place, Shared, SharedLine
from bot.web.visitor_routes import Operation, answers, post


class NobodyInError(Exception):
    """No worker is in, or the reception is closed."""


async def ways(request: WebRequest, profile: Profile, asked: Place) -> Answered[Ways]:
    """The ways to reach a human at this moment."""
    app = request.state["app"]
    await app.pace.check_together(Asked.WAYS)
    staffed = await in_transaction(app, lambda session, _: is_staffed(profile, session))
    return Answered(
        Ways(
            is_staffed=staffed,
            reception=where_a_human_is_now(profile, now(), asked.language),
            explanation=tuple(app.explanation.texts_for(profile, asked.language)),
            sources=app.explanation.sources,
            kept_days=profile.retention.unanswered,
            closed_days=profile.retention.closed,
        )
    )


async def preview(request: WebRequest, _: Profile, asked: Shared) -> Answered[Preview]:
    """What the worker would see of the lines that the visitor wants to share."""
    pace = request.state["app"].pace
    await pace.check(asked.conversation, Asked.PREVIEW)
    lines = await _redacted(pace, asked)
    return Answered(Preview(shared=lines))


async def _redacted(pace: Pace, asked: Shared) -> tuple[RedactedLine, ...]:
    """The lines, redacted. Only the visitor's own can identify somebody; the assistant's stay as they are.

    Raises:
        TooFastError: too many texts are waiting to be redacted.
    """
    own = sum(len(line.text) for line in asked.shared if line.by == "you")

    async with pace.redacting(own):
        return await run_in_threadpool(lambda: tuple(map(_as_seen_by_worker, asked.shared)))


def _as_seen_by_worker(line: SharedLine) -> RedactedLine:
    return RedactedLine(by=line.by, text=redacted(line.text) if line.by == "you" else line.text)


async def hand_over(
    request: WebRequest, profile: Profile, asked: HandOverRequest
) -> Answered[HandedOver] | Answered[Problem]:
    """Opens a case for the conversation."""
    refuse_if_turned_off(request)
    try:
        return Answered(await open_case(request.state["app"], profile, asked), 201)
    except NobodyInError:
        return problem(request, 409, "nobody_in")


async def open_case(app: AppState, profile: Profile, asked: HandOverRequest) -> HandedOver:
    """Opens a case, or reopens the conversation's.

    Raises:
        NobodyInError: the visitor wants to write with somebody now.
        TooFastError: this conversation, or all together, ask for too much.
        ConversationErasedError: the visitor has erased the conversation meanwhile.
        sqlalchemy.exc.SQLAlchemyError: the database does not answer in time, or refuses.
    """
    await app.pace.check(asked.conversation, Asked.HAND_OVER)
    new = await new_code(app) if asked.way == "message" else None
    lines = await _redacted(app.pace, asked)
    shared = tuple((line.by, line.text) for line in lines)
    danger = await app.rasa.danger_heard(asked.conversation)
    wanted = HandOver(
        profile.key, asked.way == "live", shared, bool(danger), asked.contact, DangerKind.of_label(danger)
    )
    situation, stored, is_new = await in_transaction(
        app, lambda session, vault: _open(profile, (session, vault), asked, wanted, new)
    )
    if is_new:
        app.usage.add(profile, Kind.HUMAN_ASKED if wanted.is_live else Kind.MESSAGE_LEFT)
    return HandedOver(situation=situation, code=new.code if new else None, stored=stored)


def _open(
    profile: Profile,
    database: tuple[Session, Vault],
    asked: HandOverRequest,
    wanted: HandOver,
    new: NewCode | None,
) -> tuple[Situation, int | None, bool]:
    """The case's situation, the stored message's id, and whether the request changed the case's state."""
    session, vault = database
    if wanted.is_live and not is_staffed(profile, session):
        raise NobodyInError
    before = cases.of_visitor(session, asked.conversation)
    was = before.state if before else None
    case: Case = cases.open_case(session, vault, asked.conversation, wanted, now())
    stored = None
    if asked.message:
        delivery = messages.delivery(asked.conversation, asked.id)
        stored = messages.add(session, vault, case, (Sender.VISITOR, asked.message, delivery), now())
    if new:
        visits.keep_code(session, asked.conversation, new.hash, new.tag)
    return situation_of(profile, session, case), stored, case.state is not was


routes = [
    post(
        "/api/ways",
        ways,
        Place,
        Operation(
            "Whether somebody is there, and what a visitor has to know before writing to a human.",
            answers(200, "The ways there are.", Ways),
            problems=(429,),
        ),
    ),
    post(
        "/api/hand-over",
        hand_over,
        HandOverRequest,
        Operation(
            "Hand the conversation over to a human. Asked twice, there is still one case.",
            answers(201, "The case; with a return code, shown only now, if a message was left.", HandedOver),
            problems=(409, 410, 429, 503),
        ),
    ),
    post(
        "/api/hand-over/preview",
        preview,
        Shared,
        Operation(
            "Names, numbers and addresses in the visitor's own lines are hidden, as the hand-over will do.",
            answers(200, "The lines, redacted.", Preview),
            problems=(429,),
        ),
    ),
]

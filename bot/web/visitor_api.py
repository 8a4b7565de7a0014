"""The visitor's API: starting a conversation, sending messages, leaving and erasing."""

import logging
import secrets
from collections.abc import Sequence
from functools import partial

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from starlette.background import BackgroundTask
from starlette.concurrency import run_in_threadpool

from bot import limits
from bot.conversations.store import sender_of
from bot.database_waits import waiting_at_most
from bot.intake import erased, not_understood, queue, visits
from bot.intake.erased import ConversationErasedError
from bot.intake.models import DangerKind
from bot.intake.tokens import token_hash
from bot.intake.vault import Vault
from bot.municipality import Profile
from bot.municipality.served import END_OF_KEY
from bot.privacy.learning import to_learn_from
from bot.web.answer_usage import count_answer
from bot.web.clock import now
from bot.web.pace import Asked, TooFastError
from bot.web.problems import out_of_order, problem, refuse_if_turned_off
from bot.web.rasa_client import RasaUnavailableError
from bot.web.state import AppState, WebRequest
from bot.web.transactions import in_transaction
from bot.web.visitor_answers import Answered, Erased, Problem, Replies, Started
from bot.web.visitor_bodies import Conversation, Message, Place
from bot.web.visitor_routes import Operation, answers, post
from bot.wire import DANGER, NOT_UNDERSTOOD, Reply

logger = logging.getLogger(__name__)

Sent = Answered[Replies] | Answered[Problem]


async def start(request: WebRequest, profile: Profile, _: Place) -> Answered[Started]:
    """Starts a conversation."""
    refuse_if_turned_off(request)
    await request.state["app"].pace.check_together(Asked.START)
    return Answered(Started(conversation=new_conversation(profile)), 201)


def new_conversation(profile: Profile) -> str:
    """A new id: the municipality's key, and 192 random bits that nobody can guess."""
    return f"{profile.key}{END_OF_KEY}{secrets.token_urlsafe(24)}"


async def send(request: WebRequest, profile: Profile, message: Message) -> Sent:
    """Passes a message to the human who has the conversation, or else to the assistant."""
    if len(message.text) > limits.MESSAGE_CHARACTERS:
        return problem(request, 413, "too_long")
    await request.state["app"].pace.check(message.conversation)
    # One limit for all of it: a visitor who has waited in vain once must not wait again.
    with waiting_at_most(limits.DATABASE_WITHIN):
        return await _pass_on(request, profile, message)


async def _pass_on(request: WebRequest, profile: Profile, message: Message) -> Sent:
    """The assistant's answer, or the confirmation that the message is stored for a human."""
    app = request.state["app"]
    written = await in_transaction(app, partial(write_to_human, message))
    if written is not None:
        stored, is_read_now = written
        warnings = await danger_replies(app, profile, message, is_read_now=is_read_now)
        return Answered(Replies(messages=tuple(warnings), stored=stored))
    refuse_if_turned_off(request)
    try:
        async with app.pace.waiting(message.text):
            replies = await _replies(app, message)
    except RasaUnavailableError:
        return out_of_order(request, 503)
    count_answer(app.usage, profile, replies)
    is_again = any(reply.again for reply in replies)
    learning = None if is_again else BackgroundTask(_keep_to_learn_from, app, profile, message.text, replies)
    return Answered(Replies(messages=tuple(replies), stored=None), background=learning)


async def _keep_to_learn_from(app: AppState, profile: Profile, text: str, replies: Sequence[Reply]) -> None:
    """Keeps a message that was not understood, redacted, if the municipality wants that."""
    is_understood = all(reply.kind != NOT_UNDERSTOOD for reply in replies)
    if is_understood or not profile.keeps_not_understood:
        return
    try:
        async with app.pace.redacting(len(text)):
            kept = await run_in_threadpool(to_learn_from, text)
    except TooFastError:  # not worth making visitors wait
        return
    if kept is not None:
        today = profile.local_time(now()).date()
        await in_transaction(
            app, lambda session, vault: not_understood.keep(session, vault, profile.key, kept, today)
        )


async def _forget_if_erased(app: AppState, token: str) -> None:
    """Erases what the assistant keeps if the visitor erased the conversation while the assistant answered.

    If the database cannot tell, the answer is sent nevertheless, as it may be about danger. What the
    assistant keeps is then gone within the hour.
    """
    try:
        await in_transaction(app, lambda session, _: erased.check(session, token_hash(token)))
    except ConversationErasedError:
        await app.rasa.forget(token)
        raise
    except SQLAlchemyError:
        logger.exception("Whether a conversation was erased could not be read.")


def write_to_human(message: Message, session: Session, vault: Vault) -> tuple[int, bool] | None:
    """Stores a message for the human who has the conversation; None if no human has it.

    Returns the stored id, and whether a worker is there to read it.

    Raises:
        ConversationErasedError: the visitor has erased the conversation meanwhile.
    """
    written = visits.write(session, vault, message.conversation, (message.id, message.text), now())
    if written is None:
        return None
    case, stored = written
    return stored, queue.holder_is_in(session, case, now())


async def _replies(app: AppState, message: Message) -> list[Reply]:
    """The assistant's replies."""
    replies = await app.rasa.replies(message.conversation, message.id, message.text, message.language)
    await _forget_if_erased(app, message.conversation)
    return replies


async def danger_replies(
    app: AppState, profile: Profile, message: Message, *, is_read_now: bool
) -> list[Reply]:
    """What the assistant says about danger while no worker is there to read; nothing about anything else."""
    if is_read_now or app.is_turned_off:
        return []
    try:
        async with app.pace.waiting(message.text):
            replies = await _replies(app, message)
    except (RasaUnavailableError, TooFastError):
        return []  # the message is stored, and the page always shows how to reach a human
    if not any(reply.kind == DANGER for reply in replies):
        return []
    count_answer(app.usage, profile, replies)
    kind, token = danger_kind_of(replies), message.conversation
    await in_transaction(app, lambda session, vault: visits.mark_danger(session, vault, token, kind))
    return [reply.model_copy(update={"buttons": ()}) for reply in replies]


def danger_kind_of(replies: Sequence[Reply]) -> DangerKind | None:
    """The kind of danger that the replies answer; None if they do not name one."""
    named = (DangerKind.of_label((reply.response or "").removeprefix("utter_")) for reply in replies)
    return next((kind for kind in named if kind), None)


async def forget(request: WebRequest, _: Profile, body: Conversation) -> Answered[Erased] | Answered[Problem]:
    """Erases a conversation and its case."""
    token = body.conversation
    await request.state["app"].pace.check(token, Asked.ERASURE)
    await in_transaction(request.state["app"], lambda session, _: visits.erase(session, token, now()))
    return await forget_bot_part(request, token)


async def leave(request: WebRequest, _: Profile, body: Conversation) -> Answered[Erased] | Answered[Problem]:
    """Erases a conversation whose page was closed. A case with a return code is kept for its visitor.

    It has no limit: the page is gone, and could not try again.
    """
    token = body.conversation
    await in_transaction(
        request.state["app"], lambda session, vault: visits.leave(session, vault, token, now())
    )
    return await forget_bot_part(request, token)


async def forget_bot_part(request: WebRequest, token: str) -> Answered[Erased] | Answered[Problem]:
    """Erases what the assistant keeps of the conversation; a problem if it could not."""
    app = request.state["app"]
    if app.is_turned_off:  # Rasa may not be running, but may have kept conversations from before
        await run_in_threadpool(lambda: app.open_conversations().erase(sender_of(token)))
        return Answered(Erased())
    try:
        await app.rasa.forget(token)
    except RasaUnavailableError:
        return problem(request, 503, "not_erased")
    return Answered(Erased())


routes = [
    post(
        "/api/conversations",
        start,
        Place,
        Operation(
            "Start a conversation with a municipality.",
            answers(201, "Its id.", Started),
            problems=(429, 503),
        ),
    ),
    post(
        "/api/messages",
        send,
        Message,
        Operation(
            "Send a message and get the replies. Sent again with the same id, it gets the same replies.",
            answers(200, "The replies, in order; or that a human will read the message.", Replies),
            problems=(410, 429, 503),
        ),
    ),
    post(
        "/api/forget",
        forget,
        Conversation,
        Operation(
            "Erase a conversation and its case. 200 is said only when it is done.",
            answers(200, "Nothing of the conversation is left.", Erased),
            problems=(429, 503),
        ),
    ),
    post(
        "/api/leave",
        leave,
        Conversation,
        Operation(
            "Leave the page. What nobody could come back to is erased; a case with a return code is kept.",
            answers(200, "Nothing is left but what a return code leads to.", Erased),
            problems=(503,),
        ),
    ),
]

"""Return codes: getting one, and returning to a case with it."""

from dataclasses import dataclass
from functools import partial

from sqlalchemy.orm import Session

from bot.intake import return_codes, throttle, visits
from bot.intake.cases import NoSuchCaseError
from bot.intake.models import Kind
from bot.intake.throttle import TooManyTriesError
from bot.intake.vault import Vault
from bot.municipality import Profile
from bot.web.clock import now
from bot.web.pace import Asked
from bot.web.problems import problem
from bot.web.slow_hashing import Hashed
from bot.web.state import AppState, WebRequest
from bot.web.transactions import in_transaction, is_staffed
from bot.web.visitor_answers import Answered, Problem, ReturnCode, Started
from bot.web.visitor_api import new_conversation
from bot.web.visitor_bodies import Conversation, Return
from bot.web.visitor_routes import Operation, answers, post


@dataclass(frozen=True)
class NewCode:
    """A code for its visitor, and what is stored of it."""

    code: str
    hash: str
    tag: str


async def new_code(app: AppState) -> NewCode:
    """A new return code.

    Raises:
        TooFastError: too many are being made.
    """
    code, keys = return_codes.new_code(), app.case_store.vault.source.keys()
    hashed = await app.slow_hashing.run(Hashed.NEW_CODE, partial(return_codes.hashed, code, keys))
    return NewCode(code, hashed, return_codes.tag(code, keys))


async def return_code(
    request: WebRequest, _: Profile, body: Conversation
) -> Answered[ReturnCode] | Answered[Problem]:
    """Makes a return code for a case that already exists."""
    app, token = request.state["app"], body.conversation
    await app.pace.check(token, Asked.RETURN_CODE)
    new = await new_code(app)
    try:
        await in_transaction(app, lambda session, _: visits.keep_code(session, token, new.hash, new.tag))
    except NoSuchCaseError:
        return problem(request, 404, "no_case")
    return Answered(ReturnCode(code=new.code))


async def come_back(
    request: WebRequest, profile: Profile, body: Return
) -> Answered[Started] | Answered[Problem]:
    """Gives the case that has this return code to a new conversation."""
    app, token = request.state["app"], new_conversation(profile)
    try:
        is_right = await move_case(app, profile, body.code, token, may_wait=True)
    except TooManyTriesError:
        return problem(request, 429, "too_many_codes")
    if is_right:
        app.usage.add(profile, Kind.RETURNED)
        return Answered(Started(conversation=token))
    return problem(request, 404, "wrong_code")


async def move_case(app: AppState, profile: Profile, code: str, token: str, *, may_wait: bool) -> bool:
    """Gives the code's case to another conversation; False if the code is wrong.

    `may_wait` says that the visitor's page can wait in the queue, if somebody is in.

    Raises:
        TooManyTriesError: too many wrong codes were tried that begin like this one.
        TooFastError: too many codes are being hashed.
        sqlalchemy.exc.SQLAlchemyError: the database does not answer in time, or refuses.
    """
    if not return_codes.is_code(code):
        return False
    keys, tries = app.case_store.vault.source.keys(), return_codes.throttled_as(code, profile.key)

    def may_exist(session: Session, _: Vault) -> bool:
        throttle.count(session, tries, throttle.WRONG_CODES_PER_WINDOW, now())
        return return_codes.may_exist(session, return_codes.tag(code, keys), profile.key)

    def come_back(code_hash: str, session: Session, _: Vault) -> bool:
        waits = may_wait and is_staffed(profile, session)
        is_right = visits.come_back(session, code_hash, profile.key, token, waits, now())
        if is_right:
            throttle.forgive(session, tries)
        return is_right

    if not await in_transaction(app, may_exist):
        return False
    code_hash = await app.slow_hashing.run(Hashed.TYPED_CODE, partial(return_codes.hashed, code, keys))
    return await in_transaction(app, partial(come_back, code_hash))


routes = [
    post(
        "/api/return-code",
        return_code,
        Conversation,
        Operation(
            "Get a return code for the conversation's case. An earlier one stops working.",
            answers(200, "The code.", ReturnCode),
            problems=(429,),
        ),
    ),
    post(
        "/api/return",
        come_back,
        Return,
        Operation(
            "Come back with a return code. Wrong codes are throttled with those that begin alike.",
            answers(200, "A new conversation that has the case; ask for its stream of events.", Started),
            problems=(429,),
        ),
    ),
]

"""Return codes: getting one, and returning to a case with it."""

from functools import partial

from sqlalchemy.orm import Session
from starlette.concurrency import run_in_threadpool

from bot.intake import return_codes, throttle, visits
from bot.intake.cases import NoSuchCaseError
from bot.intake.models import Kind
from bot.intake.throttle import RETURN_CODES, TooManyTriesError
from bot.intake.vault import Vault
from bot.municipality import Profile
from bot.web.clock import now
from bot.web.problems import problem
from bot.web.state import AppState, WebRequest
from bot.web.transactions import in_transaction, is_staffed
from bot.web.visitor_answers import Answered, Problem, ReturnCode, Started
from bot.web.visitor_api import new_conversation
from bot.web.visitor_bodies import Conversation, Return
from bot.web.visitor_routes import Operation, answers, post


async def new_code(app: AppState) -> tuple[str, str]:
    """A code and its hash."""
    code = return_codes.new_code()
    return code, await _hashed(app, code)


async def _hashed(app: AppState, code: str) -> str:
    """The code's hash. One is computed at a time, because each takes 64 MB."""
    async with app.slow_hashing:
        return await run_in_threadpool(return_codes.hashed, code, app.case_store.vault.source.keys())


async def return_code(
    request: WebRequest, _: Profile, body: Conversation
) -> Answered[ReturnCode] | Answered[Problem]:
    """Makes a return code for a case that already exists."""
    app, token = request.state["app"], body.conversation
    await app.pace.check(token)
    code, code_hash = await new_code(app)
    try:
        await in_transaction(app, lambda session, _: visits.keep_code(session, token, code_hash))
    except NoSuchCaseError:
        return problem(request, 404, "no_case")
    return Answered(ReturnCode(code=code))


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
        TooManyTriesError: too many wrong codes were tried at this municipality.
        sqlalchemy.exc.SQLAlchemyError: the database does not answer in time, or refuses.
    """
    if not return_codes.is_code(code):
        return False
    tries = f"{RETURN_CODES} {profile.key}"

    def count(session: Session, _: Vault) -> None:
        throttle.count(session, tries, throttle.WRONG_CODES_PER_WINDOW, now())

    def come_back(code_hash: str, session: Session, _: Vault) -> bool:
        waits = may_wait and is_staffed(profile, session)
        is_right = visits.come_back(session, code_hash, profile.key, token, waits, now())
        if is_right:
            throttle.forgive(session, tries)
        return is_right

    await in_transaction(app, count)
    return await in_transaction(app, partial(come_back, await _hashed(app, code)))


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
            "Come back with a return code. Wrong codes are throttled for all of a municipality together.",
            answers(200, "A new conversation that has the case; ask for its stream of events.", Started),
            problems=(429,),
        ),
    ),
]

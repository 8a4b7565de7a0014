"""Error answers: calm, in the page's language, and always with how to reach a human."""

import logging
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from bot.intake.erased import ConversationErasedError
from bot.municipality import POLICE, Profile, english_phrases, out_of_order_text
from bot.web.clock import now
from bot.web.desk.pages import render
from bot.web.desk.state import DeskRequest
from bot.web.pace import TooFastError
from bot.web.plain import pages as plain
from bot.web.problem_texts import problem_text
from bot.web.state import WebRequest
from bot.web.visitor_answers import Answered, Problem, ProblemDetails
from bot.wire import SWEDISH

logger = logging.getLogger(__name__)

CODES = {400: "malformed", 404: "not_found", 405: "not_allowed", 413: "too_long"}
DESK_TEXTS = {
    403: "Du är utloggad, eller får inte göra det här med ditt konto. Logga in och försök igen.",
    404: "Ärendet finns inte längre. Det är raderat, eller så lämnade besökaren sidan utan kod.",
}
PLAIN_TEXTS = {
    403: "Det du skickade kom inte från vår sida, och är inte sparat. Börja om här.",
    404: "Det finns inget här.",
    405: "Så kan den här adressen inte användas. Börja om här.",
    413: "Det blev för långt, och är inte sparat. Gå tillbaka och dela upp det.",
}
PLAIN_TEXT = "Något blev fel. Inget är ditt fel. Gå tillbaka och försök igen."
DESK_TEXT = "Något blev fel. Inget är ändrat. Gå tillbaka och försök igen."


class TurnedOffError(Exception):
    """The assistant is turned off: no conversation may begin, for nobody would read it."""


def refuse_if_turned_off(request: WebRequest) -> None:
    """To be called where a conversation or a case would begin, or the assistant would answer.

    Raises:
        TurnedOffError: its handler tells the visitor, and how to reach a human.
    """
    if request.state["app"].is_turned_off:
        raise TurnedOffError


def turned_off_text(profile: Profile | None, at: datetime, language: str = SWEDISH) -> str:
    """What visitors read instead of an answer, and as soon as they open the page."""
    return problem_text("turned_off", language, where_a_human_is_now(profile, at, language))


def where_a_human_is(request: WebRequest) -> str:
    """How to reach the reception; or the police, if the municipality is not known."""
    profile, language = request.state["profile"], request.state["language"]
    if profile is None:
        return _police(language)
    return profile.where_a_human_is() if language == SWEDISH else english_phrases.where_a_human_is(profile)


def where_a_human_is_now(profile: Profile | None, at: datetime, language: str) -> str:
    """The same, and whether the reception is staffed at this moment."""
    if profile is None:
        return _police(language)
    if language == SWEDISH:
        return profile.where_a_human_is_now(at)
    return english_phrases.where_a_human_is_now(profile, at)


def _police(language: str) -> str:
    return POLICE if language == SWEDISH else english_phrases.POLICE


def problem(request: WebRequest, status: int, code: str) -> Answered[Problem]:
    """An error as the visitor's page expects it: the code's text, followed by how to reach a human."""
    text = problem_text(code, request.state["language"])
    return _answered(status, code, f"{text} {where_a_human_is(request)}")


def out_of_order(request: WebRequest, status: int) -> Answered[Problem]:
    """The error for failures of ours; its text itself says how to reach a human."""
    is_swedish = request.state["language"] == SWEDISH
    told = out_of_order_text if is_swedish else english_phrases.out_of_order_text
    return _answered(status, "out_of_order", told(where_a_human_is(request)))


def _answered(status: int, code: str, text: str) -> Answered[Problem]:
    return Answered(Problem(error=ProblemDetails(code=code, text=text)), status)


def _typed(request: Request) -> WebRequest:
    """The request with its state's type, which Starlette does not know where it calls error handlers."""
    return WebRequest(request.scope)


def _page_of(request: Request, status: int) -> Response | None:
    """The error as a page, where people see it without script: at the desk, and on the plain pages."""
    path = request.scope["path"]
    if path.startswith("/desk"):
        return _refused_at_desk(request, status)
    if path.startswith(plain.PATH):
        text = PLAIN_TEXTS.get(status, PLAIN_TEXT)
        return plain.render(_typed(request), "refused.html", {"text": text}, status)
    return None


def _refused_at_desk(request: Request, status: int) -> Response:
    return render(
        DeskRequest(request.scope), "refused.html", {"text": DESK_TEXTS.get(status, DESK_TEXT)}, status
    )


async def refused(request: Request, error: Exception) -> Response:
    """Handles HTTP errors."""
    status = error.status_code if isinstance(error, HTTPException) else 500
    headers = error.headers if isinstance(error, HTTPException) else None
    if page := _page_of(request, status):
        return page
    answer = problem(_typed(request), status, CODES.get(status, "refused"))
    answer.headers.update(headers or {})
    return answer


async def broken(request: Request, _: Exception) -> Response:
    """Handles exceptions that nothing else handles."""
    return _page_of(request, 500) or out_of_order(_typed(request), 500)


async def database_failed(request: Request, error: Exception) -> Response:
    """Handles a database that is silent, full or gone.

    Left to `broken`, the error would be raised again after the answer, and the server would close the
    connection: the visitor's next message, sent on it, could be lost.
    """
    logger.error("The database failed a request.", exc_info=error)
    return await broken(request, error)


async def erased(request: Request, _: Exception) -> Response:
    """Handles requests for a conversation that the visitor has erased."""
    return problem(_typed(request), 410, "erased")


async def turned_off(request: Request, _: Exception) -> Response:
    """Handles requests that are refused while the assistant is turned off."""
    state = _typed(request).state
    return _answered(503, "turned_off", turned_off_text(state["profile"], now(), state["language"]))


async def too_fast(request: Request, _: Exception) -> Response:
    """Handles requests over a rate limit."""
    return problem(_typed(request), 429, "too_fast")


handlers = {
    HTTPException: refused,
    ConversationErasedError: erased,
    TooFastError: too_fast,
    TurnedOffError: turned_off,
    SQLAlchemyError: database_failed,
    Exception: broken,
}

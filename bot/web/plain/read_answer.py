"""The page where a visitor gives a return code, and reads the answer."""

from starlette.responses import Response

from bot.intake.models import Kind
from bot.municipality import Profile
from bot.web.coming_back import move_case
from bot.web.plain.case_page import case_page
from bot.web.plain.faults import ERRORS, TOO_OLD, WRONG, Fault, fault_of
from bot.web.plain.form_token import FormToken
from bot.web.plain.forms import Sent, form, page
from bot.web.plain.pages import CODE_PATH, in_form, render
from bot.web.state import WebRequest
from bot.web.visitor_api import new_conversation


async def code_page(request: WebRequest, profile: Profile) -> Response:
    """The form for the code. It needs no database."""
    return _code_form(request, profile)


def _code_form(request: WebRequest, profile: Profile, code: str = "", fault: Fault | None = None) -> Response:
    token = in_form(request, FormToken.of(new_conversation(profile)))
    status = fault.status if fault else 200
    return render(request, "code.html", {"token": token, "code": code, "fault": fault}, status)


async def read_answer(request: WebRequest, profile: Profile, sent: Sent) -> Response:
    """Gives the code's case to a new conversation, and shows it."""
    app, code = request.state["app"], sent.field("code")
    if sent.token is None:
        return _code_form(request, profile, code, TOO_OLD)
    conversation = new_conversation(profile)
    try:
        # Nobody waits at a plain page: the case stays among the messages to answer.
        is_right = await move_case(app, profile, code, conversation, may_wait=False)
    except ERRORS as error:
        return _code_form(request, profile, code, fault_of(error))
    if not is_right:
        return _code_form(request, profile, code, WRONG)
    app.usage.add(profile, Kind.RETURNED)
    return await case_page(request, profile, FormToken.of(conversation))


routes = [page(CODE_PATH, code_page), form(CODE_PATH, read_answer)]

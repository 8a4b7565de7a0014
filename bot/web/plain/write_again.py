"""What a visitor does on the page of a case: looks for answers, writes again, erases it."""

from functools import partial

from starlette.responses import Response

from bot.intake import visits
from bot.intake.erased import ConversationErasedError
from bot.municipality import Profile
from bot.web.clock import now
from bot.web.plain.case_page import Told, case_page
from bot.web.plain.faults import CODE_AGAIN, ERRORS, NOT_ERASED, NOT_SENT, NOT_SURE, fault_in, fault_of
from bot.web.plain.form_token import FormToken
from bot.web.plain.forms import Sent, form
from bot.web.plain.leave_message import Draft, message_form
from bot.web.plain.pages import CASE_PATH, in_form, render
from bot.web.state import WebRequest
from bot.web.transactions import in_transaction
from bot.web.visitor_api import danger_replies, forget_bot_part, write_to_human
from bot.web.visitor_bodies import Message

SENT = "Meddelandet är skickat."


async def look_again(request: WebRequest, profile: Profile, sent: Sent) -> Response:
    """Shows the case as it is now. What is half written stays in the box."""
    draft = sent.field("text")
    if sent.token is None:
        return message_form(request, profile, Draft(draft), CODE_AGAIN)
    return await case_page(request, profile, sent.token, draft)


async def write_again(request: WebRequest, profile: Profile, sent: Sent) -> Response:
    """Stores a message in the case, unless it was stored already."""
    app, token, text = request.state["app"], sent.token, sent.field("text")
    if token is None:
        return message_form(request, profile, Draft(text), CODE_AGAIN)
    if fault := fault_in(text):
        return await case_page(request, profile, token, text, Told(fault))
    message = Message(conversation=token.conversation, id=token.message_id(text), text=text)
    try:
        await app.pace.check(token.conversation)
        written = await in_transaction(app, partial(write_to_human, message))
        if written is None:
            return message_form(request, profile, Draft(text), NOT_SENT)
        _, is_read_now = written
        warnings = await danger_replies(app, profile, message, is_read_now=is_read_now)
    except ConversationErasedError:
        return message_form(request, profile, Draft(text), NOT_SENT)
    except ERRORS as error:
        return await case_page(request, profile, token, text, Told(fault_of(error)))
    fresh = FormToken.of(token.conversation)
    return await case_page(request, profile, fresh, told=Told(done=SENT, warnings=warnings))


async def erase(request: WebRequest, profile: Profile, sent: Sent) -> Response:
    """Erases the case and what the assistant keeps of it. Safe to repeat."""
    app, token, draft = request.state["app"], sent.token, sent.field("text")
    if token is None:
        return message_form(request, profile, Draft(draft), CODE_AGAIN)
    again = partial(case_page, request, profile, token, draft)
    if sent.field("sure") != "yes":
        return await again(Told(NOT_SURE))
    try:
        await in_transaction(app, lambda session, _: visits.erase(session, token.conversation, now()))
    except ERRORS as error:
        return await again(Told(fault_of(error)))
    is_done = (await forget_bot_part(request, token.conversation)).status_code < 400
    fault = None if is_done else NOT_ERASED
    content = {"fault": fault, "token": in_form(request, token)}
    return render(request, "erased.html", content, fault.status if fault else 200)


routes = [
    form(CASE_PATH, look_again),
    form(f"{CASE_PATH}/skicka", write_again),
    form(f"{CASE_PATH}/radera", erase),
]

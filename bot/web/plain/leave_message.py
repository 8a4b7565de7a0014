"""The page where a visitor leaves a message for the intake worker, and gets a return code."""

from dataclasses import dataclass
from functools import partial

from starlette.responses import Response

from bot.intake.erased import ConversationErasedError
from bot.municipality import Profile
from bot.web.clock import now
from bot.web.hand_over import open_case
from bot.web.plain.faults import ERRORS, TOO_OLD, TURNED_OFF, Fault, fault_in, fault_of
from bot.web.plain.form_token import FormToken
from bot.web.plain.forms import Sent, form, page
from bot.web.plain.pages import PATH, in_form, render
from bot.web.problems import turned_off_text
from bot.web.state import WebRequest
from bot.web.visitor_api import danger_replies, new_conversation
from bot.web.visitor_bodies import HandOverRequest, Message


@dataclass(frozen=True)
class Draft:
    """What was typed and is not stored."""

    message: str = ""
    contact: str = ""


async def message_page(request: WebRequest, profile: Profile) -> Response:
    """The form, after what a visitor has to know before writing. It needs no database."""
    return message_form(request, profile)


def message_form(
    request: WebRequest,
    profile: Profile,
    draft: Draft | None = None,
    fault: Fault | None = None,
    token: FormToken | None = None,
) -> Response:
    """The page with what was typed in it, and a new token unless there is one that holds."""
    draft = draft or Draft()
    app = request.state["app"]
    content = {
        "token": in_form(request, token or FormToken.of(new_conversation(profile))),
        "message": draft.message,
        "contact": draft.contact,
        "fault": fault,
        "explanation": app.explanation.texts_for(profile),
        "sources": app.explanation.sources,
        "turned_off": turned_off_text(profile, now()) if app.is_turned_off else "",
    }
    status = fault.status if fault else 200
    return render(request, "message.html", content, status)


async def leave_message(request: WebRequest, profile: Profile, sent: Sent) -> Response:
    """Stores the message in a case of its own, and shows the return code."""
    app, token = request.state["app"], sent.token
    draft = Draft(sent.field("message"), sent.field("contact"))
    again = partial(message_form, request, profile, draft)
    if token is None:
        return again(TOO_OLD)
    if fault := fault_in(draft.message, draft.contact):
        return again(fault, token)
    if app.is_turned_off:
        return again(TURNED_OFF, token)
    asked = HandOverRequest(
        conversation=token.conversation,
        shared=[],
        id=token.message_id(draft.message),
        way="message",
        danger=False,
        message=draft.message,
        contact=draft.contact or None,
    )
    heard = Message(conversation=asked.conversation, id=asked.id, text=draft.message)
    try:
        left = await open_case(app, profile, asked)
        warnings = await danger_replies(app, profile, heard, is_read_now=left.situation.worker_is_in)
    except ERRORS as error:
        return again(fault_of(error), None if isinstance(error, ConversationErasedError) else token)
    return render(request, "left.html", {"code": left.code, "warnings": warnings})


routes = [page(PATH, message_page), form(PATH, leave_message)]

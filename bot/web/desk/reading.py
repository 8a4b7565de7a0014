"""Which case a request is about, and whether its sender may read it; somebody else's takes a reason."""

from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.intake import queue, readings
from bot.intake.models import OPEN_STATES, Case, DeskSession
from bot.intake.vault import Vault
from bot.web.clock import now
from bot.web.desk.guard import WORKERS, field, form
from bot.web.desk.pages import render
from bot.web.desk.state import DeskRequest
from bot.web.desk.user import DeskUser
from bot.web.transactions import in_transaction

ID_DIGITS = 9
MAX_REASON = 200
MIN_REASON = 5


def case_id(request: DeskRequest) -> int:
    """The case's id.

    Raises:
        HTTPException: 404, it is not a number that a case can have.
    """
    id_ = request.path_params["id"]
    if not (id_.isascii() and id_.isdigit() and len(id_) <= ID_DIGITS):
        raise HTTPException(404)
    return int(id_)


def readable_case(request: DeskRequest, user: DeskUser, session: Session) -> Case:
    """The case, whose reading is recorded.

    Raises:
        HTTPException: 404, there is none in the user's municipality; 403, the user has signed out meanwhile.
        ReasonNeededError: the user must state a reason first.
    """
    case = _case(request, user, session)
    readings.begin(session, _reader(user, session), case, now())
    return case


def _case(request: DeskRequest, user: DeskUser, session: Session) -> Case:
    case: Case | None = session.get(Case, case_id(request))
    if case is None or case.municipality != user.municipality:
        raise HTTPException(404)
    return case


def _reader(user: DeskUser, session: Session) -> DeskSession:
    reader: DeskSession | None = session.get(DeskSession, user.session_id)
    if reader is None:
        raise HTTPException(403)
    return reader


async def ask_reason(request: DeskRequest, user: DeskUser) -> Response:
    """The page that asks for the reason, with nothing of what the case contains."""

    def read(session: Session, _: Vault) -> dict[str, object]:
        case = _case(request, user, session)
        holder_is_in = queue.holder_is_in(session, case, now())
        can_take = case.state in OPEN_STATES and not holder_is_in
        return {"case": case, "holder": case.taken_by, "holder_is_in": holder_is_in, "can_take": can_take}

    content = await in_transaction(request.state["app"], read)
    return render(request, "reason.html", {**content, "min": MIN_REASON, "max": MAX_REASON})


async def state_reason(request: DeskRequest, user: DeskUser, content: FormData) -> Response:
    """Records the reason, and redirects to the case."""
    reason = field(content, "reason", MAX_REASON)
    if len(reason) < MIN_REASON:
        raise HTTPException(400)

    def keep(session: Session, _: Vault) -> None:
        case = _case(request, user, session)
        readings.begin_for_reason(session, _reader(user, session), case, reason, now())

    await in_transaction(request.state["app"], keep)
    return RedirectResponse(f"/desk/cases/{case_id(request)}", 303)


routes = [form("/cases/{id}/reason", state_reason, WORKERS)]

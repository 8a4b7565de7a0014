"""The queue: the open cases, and which workers are present."""

from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from bot.intake import queue, visits
from bot.intake.models import CaseState, Role
from bot.intake.vault import Vault
from bot.web.clock import now
from bot.web.desk.guard import EVERYBODY, WORKERS, page
from bot.web.desk.pages import render
from bot.web.desk.state import DeskRequest
from bot.web.desk.user import DeskUser
from bot.web.state import AppState
from bot.web.transactions import in_transaction


async def start_page(request: DeskRequest, user: DeskUser) -> Response:
    """The queue for workers; administrators are sent to the audit log."""
    if user.role is Role.ADMINISTRATOR:
        return RedirectResponse("/desk/audit", 303)
    return render(request, "queue.html", await _content(request.state["app"], user))


async def queue_part(request: DeskRequest, user: DeskUser) -> Response:
    """The part of the page that is polled."""
    return render(request, "_queue.html", await _content(request.state["app"], user))


async def _content(app: AppState, user: DeskUser) -> dict[str, object]:
    def read(session: Session, _: Vault) -> dict[str, object]:
        cases = queue.open_cases(session, user.municipality)
        moment = now()
        return {
            "waiting": [case for case in cases if case.state is CaseState.WAITING],
            "left": [case for case in cases if case.state is CaseState.LEFT],
            "taken": [case for case in cases if case.state is CaseState.TAKEN],
            "here": {case.id for case in cases if visits.is_here(case, moment)},
            "unanswered": visits.unanswered(session, cases),
            "workers": queue.workers_in(session, user.municipality, moment),
            "is_open": user.profile.is_staffed(moment),
        }

    return await in_transaction(app, read)


routes = [page("/", start_page, EVERYBODY), page("/polls/queue", queue_part, WORKERS)]

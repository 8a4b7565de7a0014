"""What there is to do, and who is in."""

from sqlalchemy.orm import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.intake import queue, visits
from bot.intake.models import CaseState, Role
from bot.intake.vault import Vault
from bot.web.desk.guard import EVERYBODY, WORKERS, page
from bot.web.desk.pages import render
from bot.web.transactions import in_transaction, now


async def start_page(request: Request) -> Response:
    """The queue for a worker; the audit log for an administrator."""
    if request.state.user.role is Role.ADMINISTRATOR:
        return RedirectResponse("/desk/audit", 303)
    return render(request, "queue.html", await _content(request))


async def queue_part(request: Request) -> Response:
    """The part of the page that changes."""
    return render(request, "_queue.html", await _content(request))


async def _content(request: Request) -> dict[str, object]:
    municipality: str = request.state.user.municipality

    def read(session: Session, _: Vault) -> dict[str, object]:
        cases = queue.open_cases(session, municipality)
        moment = now()
        return {
            "waiting": [case for case in cases if case.state is CaseState.WAITING],
            "left": [case for case in cases if case.state is CaseState.LEFT],
            "taken": [case for case in cases if case.state is CaseState.TAKEN],
            "here": {case.id for case in cases if visits.is_here(case, moment)},
            "unanswered": visits.unanswered(session, cases),
            "workers": queue.workers_in(session, municipality, moment),
            "is_open": request.state.profile.is_staffed(moment),
        }

    return await in_transaction(request, read)


routes = [page("/", start_page, EVERYBODY), page("/polls/queue", queue_part, WORKERS)]

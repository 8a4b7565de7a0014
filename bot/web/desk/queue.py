"""The queue: the open cases, and which workers are present."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session
from starlette.responses import RedirectResponse, Response

from bot.intake import cases, queue, visits
from bot.intake.models import Case, CaseState, DangerKind, Role, Sender
from bot.intake.vault import Vault
from bot.intake.visits import Said
from bot.web.clock import now
from bot.web.desk.guard import EVERYBODY, WORKERS, page
from bot.web.desk.pages import render
from bot.web.desk.state import DeskRequest
from bot.web.desk.user import DeskUser
from bot.web.state import AppState
from bot.web.transactions import in_transaction


@dataclass(frozen=True)
class Row:
    """A case as the queue shows it. `since` is when the visitor began to wait, or was answered."""

    case: Case
    danger_kind: DangerKind | None
    said: Said | None
    is_here: bool
    holder_is_in: bool

    @property
    def is_unanswered(self) -> bool:
        """Whether the visitor spoke last."""
        return self.said is not None and self.said.sender is Sender.VISITOR

    @property
    def is_answered(self) -> bool:
        """Whether a worker spoke last, in a case that somebody has."""
        is_taken = self.case.state is CaseState.TAKEN
        return is_taken and self.said is not None and self.said.sender is Sender.WORKER

    @property
    def waits_for_anybody(self) -> bool:
        """Whether no worker who is in has the case, and nobody has answered it."""
        return not self.holder_is_in and not self.is_answered

    @property
    def since(self) -> datetime:
        """When the visitor began to wait for what comes next, or was answered."""
        if self.said is not None and self.case.state is CaseState.TAKEN:
            return self.said.at
        since: datetime = self.case.waiting_since
        return since

    @property
    def urgency(self) -> tuple[bool, bool, bool, datetime]:
        """What sorts first is done first: danger, who waits now, what is unanswered, the longest wait."""
        is_live = self.case.state is CaseState.WAITING
        return not self.case.is_danger, not is_live, not self.is_unanswered, self.since


async def start_page(request: DeskRequest, user: DeskUser) -> Response:
    """The queue for workers; administrators are sent to the audit log."""
    if user.role is Role.ADMINISTRATOR:
        return RedirectResponse("/desk/audit", 303)
    return render(request, "queue.html", await _content(request.state["app"], user))


async def queue_part(request: DeskRequest, user: DeskUser) -> Response:
    """The part of the page that is polled."""
    return render(request, "_queue.html", await _content(request.state["app"], user))


async def _content(app: AppState, user: DeskUser) -> dict[str, object]:
    def read(session: Session, vault: Vault) -> dict[str, object]:
        moment = now()
        workers = queue.workers_in(session, user.municipality, moment)
        rows = _rows(session, vault, user.municipality, {worker.id for worker in workers}, moment)
        others = [row for row in rows if row.case.taken_by_id != user.staff_id]
        return {
            "waiting": [row for row in others if row.waits_for_anybody],
            "mine": [row for row in rows if row.case.taken_by_id == user.staff_id],
            "answered": [row for row in others if not row.waits_for_anybody],
            "workers": workers,
            "is_open": user.profile.is_staffed(moment),
        }

    return await in_transaction(app, read)


def _rows(
    session: Session, vault: Vault, municipality: str, present: Collection[int], moment: datetime
) -> list[Row]:
    """The municipality's open cases, the most urgent first."""
    open_cases = queue.open_cases(session, municipality)
    said = visits.last_said(session, open_cases)
    rows = [
        Row(
            case=case,
            danger_kind=cases.danger_kind(vault, case),
            said=said.get(case.id),
            is_here=visits.is_here(case, moment),
            holder_is_in=case.state is CaseState.TAKEN and case.taken_by_id in present,
        )
        for case in open_cases
    ]
    return sorted(rows, key=lambda row: row.urgency)


routes = [page("/", start_page, EVERYBODY), page("/polls/queue", queue_part, WORKERS)]

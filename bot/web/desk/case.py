"""The page of one case, and everything a worker can do there."""

import secrets
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from bot.database import mark_erased
from bot.intake import audit, cases, counts, drafts, messages, queue, readers, visits
from bot.intake.audit import Action
from bot.intake.cases import NoSuchCaseError, NotYoursError, TakenByOtherError
from bot.intake.models import Case, CaseState, DraftKind, Kind, Sender, StaffMember
from bot.intake.readings import ReasonNeededError
from bot.intake.vault import Vault
from bot.web.clock import now
from bot.web.desk.guard import WORKERS, field, form, is_from_script, page
from bot.web.desk.pages import render
from bot.web.desk.phrases import REFERRALS, phrases_of
from bot.web.desk.reading import ask_reason, case_id, readable_case
from bot.web.desk.state import DeskRequest
from bot.web.desk.user import DeskUser
from bot.web.transactions import in_transaction

MAX_MESSAGE = 2_000
MAX_NOTE = 5_000
DRAFT_CHARACTERS = {DraftKind.REPLY: MAX_MESSAGE, DraftKind.NOTE: MAX_NOTE}
Work = Callable[[Session, Vault, int, StaffMember], None]
WAITING = frozenset({CaseState.WAITING, CaseState.LEFT})


async def show_case(request: DeskRequest, user: DeskUser) -> Response:
    """The whole case, or the page that asks why somebody who does not have it wants to read it."""

    def read(session: Session, vault: Vault) -> dict[str, Any]:
        case = readable_case(request, user, session)
        opened = {name: _open(vault, sealed) for name, sealed in _sealed(case).items()}
        lines = messages.after(session, vault, case.id, 0)
        return {
            **_state(user, session, case),
            **opened,
            "shared": cases.shared(vault, case),
            "danger_kind": cases.danger_kind(vault, case),
            "drafts": {
                kind.value: text
                for kind, text in drafts.of_worker(session, vault, case, user.staff_id).items()
            },
            "lines": lines,
        }

    app = request.state["app"]
    try:
        content = await in_transaction(app, read)
    except ReasonNeededError:
        return await ask_reason(request, user)
    extra = {
        "phrases": phrases_of(user.profile),
        "referrals": REFERRALS,
        "explanation": app.explanation.texts_for(user.profile),
        "max": MAX_MESSAGE,
        "max_note": MAX_NOTE,
    }
    return render(request, "case.html", {**content, **extra, "new_id": secrets.token_hex(16)})


async def case_part(request: DeskRequest, user: DeskUser) -> Response:
    """The lines added since the page last asked, and the case's state. Polled by the page."""
    seen = request.query_params.get("after", "0")
    if not (seen.isascii() and seen.isdigit() and len(seen) < 16):
        raise HTTPException(400)

    def read(session: Session, vault: Vault) -> dict[str, Any]:
        case = readable_case(request, user, session)
        return {**_state(user, session, case), "lines": messages.after(session, vault, case.id, int(seen))}

    try:
        content = await in_transaction(request.state["app"], read)
    except ReasonNeededError:
        raise HTTPException(409) from None
    return render(request, "_case.html", content)


def _sealed(case: Case) -> dict[str, bytes | None]:
    return {"contact": case.sealed_contact, "note": case.sealed_note}


def _open(vault: Vault, sealed: bytes | None) -> str:
    return "" if sealed is None else messages.readable(vault, sealed)


def _state(user: DeskUser, session: Session, case: Case) -> dict[str, Any]:
    is_taken = case.state is CaseState.TAKEN
    readers.note(session, case, user.staff_id, now())
    return {
        "case": case,
        "is_mine": is_taken and case.taken_by_id == user.staff_id,
        "holder": case.taken_by.name if is_taken and case.taken_by else None,
        "holder_is_in": queue.holder_is_in(session, case, now()),
        "visitor_is_here": visits.is_here(case, now()),
        "also_reading": readers.others(session, case, user.staff_id, now()),
    }


async def take(request: DeskRequest, user: DeskUser, _: FormData) -> Response:
    """Takes the case, unless somebody else was first. The wait is counted the first time it is taken."""
    waits: list[timedelta] = []

    def work(session: Session, vault: Vault, id_: int, me: StaffMember) -> None:
        case = cases.of_worker(session, id_, me)
        is_first = case.state in WAITING and not audit.happened(session, Action.CASE_TAKEN, case.name)
        waiting = [now() - case.waiting_since] if is_first else []
        cases.take(session, vault, id_, me, now())
        readable_case(request, user, session)  # which it is from now on, for its holder
        waits.extend(waiting)

    answer = await _do(request, user, work)
    usage = request.state["app"].usage
    for waited in waits:
        usage.add(user.profile, Kind.TAKEN)
        usage.add(user.profile, Kind.WAITED, counts.bucket(waited))
    return answer


async def put_back(request: DeskRequest, user: DeskUser, _: FormData) -> Response:
    """Puts the case back for a colleague."""
    return await _do(
        request, user, lambda session, vault, id_, me: cases.put_back(session, vault, id_, me, now())
    )


async def hand_back(request: DeskRequest, user: DeskUser, _: FormData) -> Response:
    """Hands the conversation back to the assistant."""
    return await _do(
        request, user, lambda session, vault, id_, me: cases.hand_back(session, vault, id_, me, now())
    )


async def end(request: DeskRequest, user: DeskUser, _: FormData) -> Response:
    """Ends the case."""
    return await _do(request, user, lambda session, vault, id_, me: cases.end(session, vault, id_, me, now()))


async def refer(request: DeskRequest, user: DeskUser, content: FormData) -> Response:
    """Ends the case with a line that refers the visitor elsewhere."""
    referral = REFERRALS.get(field(content, "referral", 40))
    if referral is None:
        raise HTTPException(400)
    return await _do(
        request,
        user,
        lambda session, vault, id_, me: cases.end(session, vault, id_, me, now(), referral.text),
    )


async def erase(request: DeskRequest, user: DeskUser, content: FormData) -> Response:
    """Erases the case if the form's confirmation is ticked."""
    if content.get("sure") != "yes":
        raise HTTPException(400)

    def work(session: Session, _: Vault, id_: int, me: StaffMember) -> None:
        cases.erase(session, cases.held(session, id_, me), me.name, now())

    return await _do(request, user, work, then="/desk/")


async def write(request: DeskRequest, user: DeskUser, content: FormData) -> Response:
    """Sends a message to the visitor. Submitted twice with the same id, it is stored once."""
    text, own_id = field(content, "text", MAX_MESSAGE), field(content, "id", 40)
    if not text or not own_id:
        raise HTTPException(400)

    def say(session: Session, vault: Vault, id_: int, me: StaffMember) -> None:
        case = cases.held(session, id_, me)
        delivery = messages.delivery(f"staff {me.id}", own_id)
        messages.add(session, vault, case, (Sender.WORKER, text, delivery), now())
        drafts.drop(session, case, me, DraftKind.REPLY)

    return await _do(request, user, say)


async def note(request: DeskRequest, user: DeskUser, content: FormData) -> Response:
    """Saves the workers' note, which the visitor never sees."""
    text = field(content, "note", MAX_NOTE)

    def keep(session: Session, vault: Vault, id_: int, me: StaffMember) -> None:
        case = cases.held(session, id_, me)
        if case.sealed_note:
            mark_erased(session)  # what is replaced
        case.sealed_note = vault.seal(text) if text else None
        audit.record(session, me.name, Action.NOTE_CHANGED, case, now())
        drafts.drop(session, case, me, DraftKind.NOTE)

    return await _do(request, user, keep)


async def draft(request: DeskRequest, user: DeskUser, content: FormData) -> Response:
    """Keeps what the worker has written so far, which nobody else sees."""
    try:
        kind = DraftKind(field(content, "kind", 10))
    except ValueError:
        raise HTTPException(400) from None
    text = field(content, "text", DRAFT_CHARACTERS[kind])

    def keep(session: Session, vault: Vault, id_: int, me: StaffMember) -> None:
        drafts.keep(session, vault, cases.held(session, id_, me), me, (kind, text))

    return await _do(request, user, keep)


async def _do(request: DeskRequest, user: DeskUser, work: Work, then: str | None = None) -> Response:
    """Does the work as the signed-in worker, and redirects to the case or to `then`; a script gets a 204."""
    id_ = case_id(request)

    def whole(session: Session, vault: Vault) -> None:
        me = session.get_one(StaffMember, user.staff_id)
        work(session, vault, id_, me)

    try:
        await in_transaction(request.state["app"], whole)
    except NoSuchCaseError:
        raise HTTPException(404) from None
    except (TakenByOtherError, NotYoursError):
        return render(request, "conflict.html", {"id": id_}, 409)
    if is_from_script(request):
        return Response(status_code=204)
    return RedirectResponse(then or f"/desk/cases/{id_}", 303)


routes = [
    page("/cases/{id}", show_case, WORKERS),
    page("/polls/cases/{id}", case_part, WORKERS),
    *(
        form(f"/cases/{{id}}/{path}", handler, WORKERS)
        for path, handler in {
            "take": take,
            "messages": write,
            "note": note,
            "draft": draft,
            "put-back": put_back,
            "hand-back": hand_back,
            "end": end,
            "refer": refer,
            "erase": erase,
        }.items()
    ),
]

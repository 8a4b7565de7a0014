"""What visitors do with their cases: write, read, get a return code, come back, leave, erase."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.intake import audit, cases, erased, messages, queue, return_codes
from bot.intake.audit import Action
from bot.intake.messages import Line
from bot.intake.models import OPEN_STATES, Case, CaseState, DangerKind, Message, Sender
from bot.intake.tokens import token_hash
from bot.intake.vault import Vault

SEEN_EVERY = timedelta(seconds=15)
"""How often it is recorded that the visitor's page is open."""


@dataclass(frozen=True)
class Situation:
    """A case's situation, as its visitor sees it. `place` is the place in the queue while waiting."""

    state: CaseState
    place: int | None
    waits_too_long: bool
    worker_is_in: bool
    has_code: bool


def situation(session: Session, case: Case, waiting_limit: timedelta, now: datetime) -> Situation:
    """The case's situation now."""
    waits = case.state is CaseState.WAITING
    return Situation(
        state=case.state,
        place=queue.place(session, case) if waits else None,
        waits_too_long=waits and case.waiting_since < now - waiting_limit,
        worker_is_in=queue.holder_is_in(session, case, now),
        has_code=case.code_hash is not None,
    )


def write(
    session: Session, vault: Vault, token: str, message: tuple[str, str], now: datetime
) -> tuple[Case, int] | None:
    """Stores the message `(id, text)` if a human has the conversation; returns its case and the stored id.

    Raises:
        ConversationErasedError: the visitor has erased the conversation meanwhile.
    """
    erased.check(session, token_hash(token))
    case = cases.of_visitor(session, token)
    if case is None or case.state not in OPEN_STATES:
        return None
    own_id, text = message
    return case, messages.add(
        session, vault, case, (Sender.VISITOR, text, messages.delivery(token, own_id)), now
    )


def look(
    session: Session, vault: Vault, token: str, last_seen: int, now: datetime
) -> tuple[Case, list[Line]] | None:
    """The conversation's case and its lines after `last_seen`; None if there is no case (any more)."""
    case = cases.of_visitor(session, token)
    if case is None:
        return None
    if case.visitor_seen_at is None or case.visitor_seen_at < now - SEEN_EVERY:
        case.visitor_seen_at = now
    return case, messages.after(session, vault, case.id, last_seen)


def keep_code(session: Session, token: str, code_hash: str, code_tag: str) -> None:
    """Makes the code with this hash and tag the return code of the case, instead of any earlier one.

    Raises:
        NoSuchCaseError: this conversation has no case.
    """
    case = cases.of_visitor(session, token)
    if case is None:
        raise cases.NoSuchCaseError
    case.code_hash, case.code_tag = code_hash, code_tag


def come_back(
    session: Session, code_hash: str, municipality: str, token: str, is_staffed: bool, now: datetime
) -> bool:
    """Moves the code's case to a new conversation; False if the code is wrong."""
    case = return_codes.find_case(session, code_hash, municipality)
    if case is None:
        return False
    case.visitor_hash, case.visitor_seen_at, case.changed_at = token_hash(token), now, now
    if case.state is CaseState.LEFT and is_staffed:
        case.state, case.waiting_since = CaseState.WAITING, now
    audit.record(session, audit.VISITOR, Action.RETURNED, case, now)
    session.flush()
    return True


def leave(session: Session, vault: Vault, token: str, now: datetime) -> None:
    """Handles a closed page: a case with a return code or a contact is kept, any other is erased."""
    erased.remember(session, token_hash(token), now)
    case = cases.of_visitor(session, token)
    if case is None:
        return
    if case.code_hash is None and case.sealed_contact is None:
        cases.erase(session, case, audit.VISITOR, now)
        return
    case.visitor_hash = case.visitor_seen_at = None
    if case.state is CaseState.WAITING:
        case.state = CaseState.LEFT
    if case.state in OPEN_STATES:
        cases.say(session, vault, case, cases.LEFT_PAGE, now)


def erase(session: Session, token: str, now: datetime) -> None:
    """Deletes the visitor's case, whoever has it. Safe to repeat."""
    erased.remember(session, token_hash(token), now)
    case = cases.of_visitor(session, token)
    if case is not None:
        cases.erase(session, case, audit.VISITOR, now)


def mark_danger(session: Session, vault: Vault, token: str, kind: DangerKind | None) -> None:
    """Marks the visitor's case as dangerous, which puts it first in the queue. `kind` is None if unknown."""
    case = cases.of_visitor(session, token)
    if case is not None:
        cases.mark_danger(session, vault, case, kind)


def is_here(case: Case, now: datetime) -> bool:
    """Whether the visitor's page is open."""
    return case.visitor_seen_at is not None and case.visitor_seen_at > now - 3 * SEEN_EVERY


@dataclass(frozen=True)
class Said:
    """Who spoke last in a case, and when."""

    sender: Sender
    at: datetime


def last_said(session: Session, among: Sequence[Case]) -> dict[int, Said]:
    """Who spoke last in each of the cases, by id; cases in which nobody has spoken are left out."""
    last = select(func.max(Message.id)).where(Message.sender != Sender.SYSTEM).group_by(Message.case_id)
    said = select(Message.case_id, Message.sender, Message.sent_at).where(Message.id.in_(last))
    found = session.execute(said.where(Message.case_id.in_([case.id for case in among])))
    return {case_id: Said(sender, at) for case_id, sender, at in found}

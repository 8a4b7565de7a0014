"""The life of a case: it is opened, taken, handed back, ended, erased."""

import json
import secrets
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from bot.database import mark_erased
from bot.intake import audit, drafts, erased, messages, queue
from bot.intake.audit import Action
from bot.intake.labels import new_label
from bot.intake.messages import lock_case
from bot.intake.models import OPEN_STATES, Case, CaseState, DangerKind, Sender, StaffMember
from bot.intake.tokens import token_hash
from bot.intake.vault import Vault

TAKEN = "En handläggare har tagit över samtalet. Det är en människa, inte roboten."
NOW_THE_BOT = "Nu svarar roboten igen. Du kan be om en människa en gång till."
HANDED_BACK = f"Handläggaren har lämnat tillbaka samtalet. {NOW_THE_BOT}"
ENDED = f"Handläggaren har avslutat samtalet. {NOW_THE_BOT}"
ASKED_AGAIN = "Ny fråga om att få skriva med en människa."
PUT_BACK = "Handläggaren har lämnat över samtalet. Vänta på svar från en annan handläggare."
LEFT_PAGE = "Sidan stängdes här."

LABELS_TRIED = 5
"""Cases that are opened at the same time may get the same label; the later one then tries another."""


class NoSuchCaseError(LookupError):
    """The case was erased, or never existed."""


class TakenByOtherError(Exception):
    """Another worker has the case, and is present."""


class NotYoursError(Exception):
    """Only the worker who has the case may do this."""


@dataclass(frozen=True)
class HandOver:
    """What a visitor asks for, and from which municipality.

    `shared` are the lines to share with the worker, as (who, text); `contact` is how to reach the visitor.
    """

    municipality: str
    is_live: bool
    shared: tuple[tuple[str, str], ...] = ()
    is_danger: bool = False
    contact: str | None = None
    danger_kind: DangerKind | None = None


def of_visitor(session: Session, token: str) -> Case | None:
    """The conversation's case, locked."""
    chosen = select(Case).where(Case.visitor_hash == token_hash(token)).with_for_update()
    case: Case | None = session.scalar(chosen)
    return case


def open_case(session: Session, vault: Vault, token: str, asked: HandOver, now: datetime) -> Case:
    """Opens a case for the conversation, or reopens the one it has: a conversation has at most one.

    Raises:
        ConversationErasedError: the visitor has erased the conversation meanwhile.
    """
    erased.check(session, token_hash(token))
    case = of_visitor(session, token) or _made(session, token, asked.municipality, now)
    if case.state not in OPEN_STATES:
        say(session, vault, case, ASKED_AGAIN, now)
    if not queue.holder_is_in(session, case, now):
        if case.state is not CaseState.WAITING:
            case.waiting_since = now
        case.state = CaseState.WAITING if asked.is_live else CaseState.LEFT
        case.taken_by_id = None
    if asked.is_danger:
        mark_danger(session, vault, case, asked.danger_kind)
    case.changed_at = now
    if case.sealed_shared or case.sealed_contact:
        mark_erased(session)  # the old text, which is replaced
    if asked.shared:
        case.sealed_shared = vault.seal(json.dumps(asked.shared, ensure_ascii=False))
    if asked.contact:
        case.sealed_contact = vault.seal(asked.contact)
    session.flush()
    return case


def mark_danger(session: Session, vault: Vault, case: Case, kind: DangerKind | None) -> None:
    """Marks a locked case as dangerous. A kind that is known stays until another one is heard."""
    case.is_danger = True
    if kind is None or kind is danger_kind(vault, case):
        return
    if case.sealed_danger_kind:
        mark_erased(session)  # what is replaced
    case.sealed_danger_kind = vault.seal(kind.value)


def danger_kind(vault: Vault, case: Case) -> DangerKind | None:
    """The kind of danger that was heard last; None if it is unknown, or can no longer be read."""
    if case.sealed_danger_kind is None:
        return None
    try:
        return DangerKind(messages.readable(vault, case.sealed_danger_kind))
    except ValueError:
        return None


def _made(session: Session, token: str, municipality: str, now: datetime) -> Case:
    """A new case; or the conversation's, if another request has made it at the same time.

    Raises:
        RuntimeError: every label that was tried was taken by another case at the same time.
    """
    for _ in range(LABELS_TRIED):
        case = Case(visitor_hash=token_hash(token), label=new_label(session), is_danger=False)
        case.municipality = municipality
        case.state, case.waiting_since, case.changed_at = CaseState.WAITING, now, now
        try:
            with session.begin_nested():  # a savepoint: the rest of the transaction stays
                session.add(case)
        except IntegrityError:
            if other := of_visitor(session, token):
                return other
        else:
            audit.record(session, audit.VISITOR, Action.CASE_OPENED, case, now)
            return case
    raise RuntimeError("no label was free")


def say(session: Session, vault: Vault, case: Case, text: str, now: datetime) -> None:
    """Adds a line from the system, which visitor and worker both see."""
    messages.add(session, vault, case, (Sender.SYSTEM, text, secrets.token_hex(32)), now)


def of_worker(session: Session, case_id: int, worker: StaffMember) -> Case:
    """The case, locked, for a worker of its municipality.

    Raises:
        NoSuchCaseError: it does not exist, or is another municipality's.
    """
    case = lock_case(session, case_id)
    if case is None or case.municipality != worker.municipality:
        raise NoSuchCaseError
    return case


def held(session: Session, case_id: int, worker: StaffMember) -> Case:
    """The case, locked, for the worker who has it.

    Raises:
        NoSuchCaseError: it does not exist, or is another municipality's.
        NotYoursError: somebody else has it, or nobody does.
    """
    case = of_worker(session, case_id, worker)
    if case.state is not CaseState.TAKEN or case.taken_by_id != worker.id:
        raise NotYoursError
    return case


def take(session: Session, vault: Vault, case_id: int, worker: StaffMember, now: datetime) -> Case:
    """Gives the case to the worker, from the queue or from a worker who is no longer present.

    Raises:
        NoSuchCaseError: it does not exist, or is another municipality's.
        TakenByOtherError: another worker was first.
    """
    case = of_worker(session, case_id, worker)
    if case.state not in OPEN_STATES:
        raise NoSuchCaseError
    if case.state is CaseState.TAKEN and case.taken_by_id == worker.id:
        return case
    if queue.holder_is_in(session, case, now):
        raise TakenByOtherError
    case.state, case.taken_by_id = CaseState.TAKEN, worker.id
    say(session, vault, case, TAKEN, now)
    audit.record(session, worker.name, Action.CASE_TAKEN, case, now)
    return case


def put_back(session: Session, vault: Vault, case_id: int, worker: StaffMember, now: datetime) -> None:
    """Puts the case back among the messages to answer, for a colleague."""
    case = held(session, case_id, worker)
    say(session, vault, case, PUT_BACK, now)
    case.state, case.taken_by_id, case.changed_at = CaseState.LEFT, None, now
    audit.record(session, worker.name, Action.CASE_PUT_BACK, case, now)


def hand_back(session: Session, vault: Vault, case_id: int, worker: StaffMember, now: datetime) -> None:
    """Hands the conversation back to the assistant."""
    case = held(session, case_id, worker)
    say(session, vault, case, HANDED_BACK, now)
    _close(session, case, CaseState.HANDED_BACK)
    audit.record(session, worker.name, Action.CASE_HANDED_BACK, case, now)


def end(
    session: Session,
    vault: Vault,
    case_id: int,
    worker: StaffMember,
    now: datetime,
    referral: str | None = None,
) -> None:
    """Ends the case; `referral` tells the visitor where to turn instead."""
    case = held(session, case_id, worker)
    if referral:
        messages.add(session, vault, case, (Sender.WORKER, referral, secrets.token_hex(32)), now)
    say(session, vault, case, ENDED, now)
    _close(session, case, CaseState.ENDED)
    action = Action.CASE_REFERRED if referral else Action.CASE_ENDED
    audit.record(session, worker.name, action, case, now)


def _close(session: Session, case: Case, state: CaseState) -> None:
    case.state, case.taken_by_id = state, None
    drafts.drop_all(session, case)


def erase(session: Session, case: Case, actor: str, now: datetime) -> None:
    """Deletes the case and everything in it."""
    audit.record(session, actor, Action.CASE_ERASED, case, now)
    session.delete(case)
    session.flush()
    mark_erased(session)


def shared(vault: Vault, case: Case) -> list[tuple[str, str]]:
    """The lines that the visitor shared, as they were shown to the visitor."""
    if case.sealed_shared is None:
        return []
    text = messages.readable(vault, case.sealed_shared)
    return [("bot", text)] if text == messages.UNREADABLE else [(who, said) for who, said in json.loads(text)]

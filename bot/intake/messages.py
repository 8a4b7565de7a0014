"""The lines of a case. Each is stored before anybody sees it, and its id grows.

Lines are added only while the case is locked: on PostgreSQL ids are handed out before transactions end, and
without the lock a reader could see 8, remember it, and never be shown the 7 that was stored a moment later.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.intake.models import Case, Message, Sender
from bot.intake.vault import UnreadableError, Vault

UNREADABLE = "(Går inte att läsa: nyckeln saknas.)"


@dataclass(frozen=True)
class Line:
    """A message as people read it."""

    id: int
    sender: Sender
    text: str
    sent_at: datetime


def delivery(owner: str, id_of_senders: str) -> str:
    """The same for the same message, however often it is sent; `owner` keeps senders' own ids apart."""
    return hashlib.sha256(f"{owner}\0{id_of_senders}".encode()).hexdigest()


def lock_case(session: Session, case_id: int) -> Case | None:
    """The case as it is now, and nobody else changes it until this transaction ends."""
    chosen = (
        select(Case).where(Case.id == case_id).with_for_update().execution_options(populate_existing=True)
    )
    case: Case | None = session.scalar(chosen)
    return case


def add(session: Session, vault: Vault, case: Case, line: tuple[Sender, str, str], now: datetime) -> int:
    """Stores `(sender, text, delivery)` in a case that is locked, once; returns its id."""
    sender, text, delivered = line
    known = session.scalar(select(Message.id).where(Message.delivery == delivered))
    if known is not None:
        return int(known)
    sealed = vault.seal(text)
    message = Message(case_id=case.id, sender=sender, sealed_text=sealed, delivery=delivered, sent_at=now)
    session.add(message)
    case.changed_at = now
    session.flush()
    return int(message.id)


def after(session: Session, vault: Vault, case_id: int, last_seen: int) -> list[Line]:
    """All lines with a greater id than `last_seen`, in order."""
    newer = select(Message).where(Message.case_id == case_id, Message.id > last_seen).order_by(Message.id)
    return [
        Line(each.id, each.sender, readable(vault, each.sealed_text), each.sent_at)
        for each in session.scalars(newer)
    ]


def readable(vault: Vault, sealed: bytes) -> str:
    """The text, or that it cannot be read: one lost line must not hide the others."""
    try:
        return vault.open(sealed)
    except UnreadableError:
        return UNREADABLE

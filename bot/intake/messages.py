"""The lines of a case, with ascending ids; each is stored before anybody sees it.

Lines are added only while the case is locked. PostgreSQL assigns ids before transactions commit: without the
lock a reader could see 8, continue from there, and never see the 7 that was committed a moment later.
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
    """A message, decrypted."""

    id: int
    sender: Sender
    text: str
    sent_at: datetime


def delivery(owner: str, id_of_senders: str) -> str:
    """Identifies a message across retries. `owner` keeps the ids that different senders choose apart."""
    return hashlib.sha256(f"{owner}\0{id_of_senders}".encode()).hexdigest()


def lock_case(session: Session, case_id: int) -> Case | None:
    """Rereads and locks the case until the transaction ends."""
    chosen = (
        select(Case).where(Case.id == case_id).with_for_update().execution_options(populate_existing=True)
    )
    case: Case | None = session.scalar(chosen)
    return case


def add(session: Session, vault: Vault, case: Case, line: tuple[Sender, str, str], now: datetime) -> int:
    """Stores the line `(sender, text, delivery)` in a locked case, unless it is there; returns its id."""
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
    """All lines with an id above `last_seen`, in order."""
    newer = select(Message).where(Message.case_id == case_id, Message.id > last_seen).order_by(Message.id)
    return [
        Line(each.id, each.sender, readable(vault, each.sealed_text), each.sent_at)
        for each in session.scalars(newer)
    ]


def readable(vault: Vault, sealed: bytes) -> str:
    """The text, or a note that it cannot be decrypted: one lost line must not hide the others."""
    try:
        return vault.open(sealed)
    except UnreadableError:
        return UNREADABLE

"""The audit log: who did what, and when; never what was written."""

import enum
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, or_, select
from sqlalchemy.orm import Session

from bot.intake.models import AuditEntry

VISITOR = "besökaren"
COMMAND_LINE = "kommandoraden"
RETENTION = "gallringen"
PROVIDER = "kommunens inloggning"
STRANGER = "någon utan konto"
SOMEBODY = "någon"
"""Somebody who failed to sign in: it need not have been the account's owner."""

NOBODYS_NAMES = frozenset({VISITOR, COMMAND_LINE, RETENTION, PROVIDER, STRANGER, SOMEBODY})

KEPT = timedelta(days=2 * 366)
"""Slightly more than the two years for which the database itself refuses to delete an entry."""


class Action(str, enum.Enum):
    """The actions that are recorded."""

    SIGNED_IN = "signed_in"
    SIGNED_IN_EXTERNALLY = "signed_in_externally"
    SIGN_IN_REFUSED = "sign_in_refused"
    PASSWORD_REFUSED = "password_refused"  # noqa: S105 - the name of an event
    CODE_REFUSED = "code_refused"
    NAME_REFUSED = "name_refused"
    SIGNED_OUT = "signed_out"
    CASE_OPENED = "case_opened"
    CASE_READ = "case_read"
    CASE_READ_FOR_REASON = "case_read_for_reason"
    CASE_TAKEN = "case_taken"
    CASE_PUT_BACK = "case_put_back"
    CASE_HANDED_BACK = "case_handed_back"
    CASE_ENDED = "case_ended"
    CASE_REFERRED = "case_referred"
    CASE_ERASED = "case_erased"
    CONTACT_ERASED = "contact_erased"
    RETURNED = "returned"
    NOTE_CHANGED = "note_changed"
    STAFF_ADDED = "staff_added"
    STAFF_REMOVED = "staff_removed"
    RIGHTS_CHANGED = "rights_changed"
    PASSWORD_CHANGED = "password_changed"  # noqa: S105 - the name of an event
    TOTP_RESET = "totp_reset"
    KEYS_ROTATED = "keys_rotated"


@dataclass(frozen=True)
class Subject:
    """What an action was done to, if neither a case nor an account. No municipality: the installation."""

    name: str
    municipality: str | None


def record(
    session: Session, actor: str, action: Action, subject: Any, now: datetime, detail: str | None = None
) -> None:
    """Adds an entry. `actor` is an account's name or one of those above, `subject` a case or an account."""
    whose = {"subject": subject.name, "municipality": subject.municipality}
    session.add(AuditEntry(at=now, actor=actor, action=action.value, detail=detail, **whose))


def names(session: Session, name: str) -> bool:
    """Whether the name stands in any entry: then it must not be given to somebody else."""
    is_named = or_(AuditEntry.actor == name, AuditEntry.subject == name)
    return session.scalar(select(AuditEntry.id).where(is_named).limit(1)) is not None


def happened(session: Session, action: Action, subject: str) -> bool:
    """Whether anybody has done this to the subject."""
    same = (AuditEntry.action == action.value, AuditEntry.subject == subject)
    return session.scalar(select(AuditEntry.id).where(*same).limit(1)) is not None


def latest(session: Session, municipality: str, count: int) -> list[AuditEntry]:
    """The newest entries about a municipality or the whole installation, newest first."""
    concerns = or_(AuditEntry.municipality == municipality, AuditEntry.municipality.is_(None))
    newest = select(AuditEntry).where(concerns).order_by(AuditEntry.id.desc()).limit(count)
    return list(session.scalars(newest))


def forget_old(session: Session, now: datetime) -> int:
    """Deletes entries that are too old; returns how many. Safe to repeat."""
    before = now - KEPT
    if session.get_bind().dialect.name == "postgresql":  # where the servers' role may not delete any itself
        return int(session.scalar(select(func.remove_old_audit(before))) or 0)
    return int(session.execute(delete(AuditEntry).where(AuditEntry.at < before)).rowcount)

"""Sessions at the desk. The cookie holds an unguessable id; the database holds its hash and all the rest."""

import secrets
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from bot.intake.models import DeskSession, StaffMember
from bot.intake.queue import IDLE
from bot.intake.tokens import token_hash


def begin(session: Session, account: StaffMember, is_signed_in: bool, now: datetime) -> str:
    """Begins a session, and returns its id. Not signed in means that only the password was given."""
    token = secrets.token_urlsafe(32)
    session.add(
        DeskSession(
            token_hash=token_hash(token),
            csrf_token=secrets.token_urlsafe(32),
            staff_id=account.id,
            is_signed_in=is_signed_in,
            active_at=now,
            seen_at=now,
        )
    )
    session.flush()
    return token


def find(session: Session, token: str, now: datetime) -> DeskSession | None:
    """The session with this id, unless it has been idle for too long."""
    known = select(DeskSession).where(DeskSession.token_hash == token_hash(token))
    found: DeskSession | None = session.scalar(known.where(DeskSession.active_at > now - IDLE))
    return found


def touch(found: DeskSession, now: datetime, by_person: bool) -> None:
    """Records that a page is open and, with `by_person`, that somebody did something."""
    found.seen_at = now
    if by_person:
        found.active_at = now


def end(session: Session, token: str) -> None:
    """Deletes the session."""
    session.execute(delete(DeskSession).where(DeskSession.token_hash == token_hash(token)))


def end_one(session: Session, found: DeskSession) -> None:
    """Deletes a session that has been found."""
    session.execute(delete(DeskSession).where(DeskSession.id == found.id))


def end_all(session: Session, account: StaffMember) -> None:
    """Deletes all sessions of an account."""
    session.execute(delete(DeskSession).where(DeskSession.staff_id == account.id))


def forget_idle(session: Session, now: datetime) -> int:
    """Deletes expired sessions; returns how many. Safe to repeat."""
    return int(session.execute(delete(DeskSession).where(DeskSession.active_at <= now - IDLE)).rowcount)
